import { z } from '@hono/zod-openapi';

const count = z.int().nonnegative();

/** A list that nobody changes. */
function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

/** A moment: whole epoch milliseconds, and the nanoseconds within. */
const momentSchema = z
  .object({ timestamp: z.number(), nanoseconds: count })
  .openapi('Moment', { description: 'Whole epoch milliseconds, and the nanoseconds within.' });

/** A moment and the row that stands there. */
export const positionSchema = z
  .object({ timestamp: z.number(), nanoseconds: count, id: z.int() })
  .openapi('RowPosition');

/** An error, by RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: listOf(z.object({ parameter: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

/** What stored numbers mean. */
const metricSettingsSchema = z
  .object({
    depth: z.int().positive().nullable(),
    tradeMatching: z.enum(['window', 'exact']),
    maxLevelBytes: z.int().positive(),
  })
  .openapi('MetricSettings');

const spanSchema = z.object({
  instrument: z.string(),
  snapshots: count,
  first: momentSchema,
  last: momentSchema,
});

/** The files and instruments that there are. */
export const sourcesSchema = z
  .object({
    version: z.string().openapi({ description: 'Changes whenever a file does.' }),
    canProcess: z.boolean(),
    files: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        bytes: count,
        state: z.enum(['stored', 'partly', 'live', 'failed']),
        reason: z.string().nullable().openapi({ description: 'Why metrics are computed live, or what is missing.' }),
        problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
        storedSettings: metricSettingsSchema.nullable(),
        isProcessing: z.boolean(),
        instruments: listOf(spanSchema),
      }),
    ),
    instruments: listOf(
      spanSchema.extend({
        fileIds: listOf(z.string()),
        reasons: listOf(z.string()).openapi({ description: 'Why parts of it are computed live; empty where none is.' }),
        missing: z.string().nullable().openapi({ description: 'What is missing of its rows: books, or all of them.' }),
        overlap: z.string().nullable().openapi({ description: 'Why it cannot be read: two files hold the same time.' }),
      }),
    ),
  })
  .openapi('Sources');

/** The settings of the server. */
export const settingsSchema = z
  .object({
    version: z.string(),
    canProcess: z.boolean(),
    metrics: metricSettingsSchema,
    windowSeconds: z.int(),
    maxBars: z.int(),
    cvdReset: z.enum(['none', 'day']),
    alerts: z.record(z.string(), z.number().nullable()),
  })
  .openapi('Settings');

const alertSchema = z.object({
  rule: z.string(),
  instrument: z.string(),
  at: momentSchema,
  snapshotId: z.int().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  message: z.string(),
  /** What happened, without the instrument and the time. */
  what: z.string(),
});

/** What the strategy found. */
export const summarySchema = z
  .object({
    strategy: z.string(),
    reasons: listOf(z.string()),
    summaries: listOf(
      z.object({
        instrument: z.string(),
        figures: z.record(z.string(), z.union([z.number(), z.string()]).nullable()),
      }),
    ),
    alertCount: count,
    alerts: listOf(alertSchema),
  })
  .openapi('Summary');

const placesShape = {
  rows: count,
  places: listOf(z.object({ rowId: z.int(), at: momentSchema, seconds: z.number().nullable() })),
  histogram: z.object({
    bucketMs: z.number(),
    buckets: listOf(z.object({ from: z.number(), rows: count, gapMs: z.number() })),
  }),
};
const tableSchema = z.enum(['book', 'trades']);
const findingSchema = z
  .object({ table: tableSchema, kind: z.string(), instrument: z.string(), ...placesShape })
  .openapi('Finding');
const snapshotsSchema = z.object({
  instrument: z.string(),
  readable: count,
  first: positionSchema,
  last: positionSchema,
});
const formatsSchema = listOf(z.enum(['s', 'ms', 'us', 'ns', 'iso']));

/** Rows of a table that cannot be used for one reason. */
export const rowProblemsSchema = z.object({
  table: tableSchema,
  reason: z.string(),
  rows: count,
  exampleRowId: z.int(),
});

/** The quality of the data, file by file. */
export const qualitySchema = z
  .object({
    files: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        rows: z.object({ book: count, trades: count }),
        snapshots: listOf(snapshotsSchema),
        findings: listOf(findingSchema),
        badRows: listOf(
          z.object({ table: tableSchema, reason: z.string(), instrument: z.string().nullable(), ...placesShape }),
        ),
        problems: listOf(rowProblemsSchema),
        timestampFormats: z.object({ book: formatsSchema, trades: formatsSchema }),
        repeatedTradeIds: count.nullable(),
      }),
    ),
    gapsBetween: listOf(findingSchema),
  })
  .openapi('Quality');
