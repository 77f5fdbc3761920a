import { z } from '@hono/zod-openapi';
import { fillSchema } from './fill-schemas.ts';
import { rowProblemsSchema } from './schemas.ts';

const count = z.int().nonnegative();
const figure = z.number().nullable();
const side = z.enum(['buy', 'sell']);
const json = z.record(z.string(), z.unknown());

const dataSchema = z.object({
  instruments: z.array(z.string()),
  startTime: z.number(),
  endTime: z.number(),
  books: count,
  trades: count,
  skippedBooks: count,
  skippedTrades: count.nullable().openapi({ description: 'Null in runs that were stored before these were counted.' }),
  problems: z
    .array(rowProblemsSchema)
    .openapi({ description: 'Why rows were skipped; empty too in runs that were stored before reasons were kept.' }),
  hash: z.string().openapi({ description: 'Of the books and trades that were played, by content.' }),
});

const modelPnlSchema = z.object({ makerModel: z.string(), pnl: z.number() });
const bandSchema = z
  .object({
    lowest: modelPnlSchema,
    highest: modelPnlSchema,
    span: z.number(),
    cause: z
      .enum(['nothing-sent', 'nothing-filled', 'takers', 'agreed', 'queue', 'strategy'])
      .openapi({ description: 'What the span hangs on, or why there is none.' }),
    share: figure,
  })
  .nullable()
  .openapi({ description: 'How far the profits under the maker models lie apart; null where one is not known.' });

/** What many trials do to the weight of one result. */
const deflationShape = { trials: count, expectedBestSharpe: figure, deflatedSharpe: figure };

const resultShape = {
  makerModel: z.string(),
  pnl: figure.openapi({ description: 'Profit after fees, in quote currency.' }),
  orders: count,
  fills: count,
  roundTrips: count,
  sharpePerPeriod: figure,
  sampleMs: z.number(),
  ...deflationShape,
};

const runShape = {
  id: z.string(),
  createdAt: z.number(),
  strategy: z.string(),
  parameters: json,
  data: dataSchema,
  hasRows: z.boolean().openapi({ description: 'Whether orders, fills, round trips and equity are stored.' }),
  band: bandSchema,
};

const listedResultSchema = z.object({ ...resultShape, sharpe: figure, maxDrawdown: figure });

const marksSchema = z.array(z.object({ name: z.string(), value: z.string() })).openapi({
  description: 'What sets the run apart from others of the list: fees, latency and the like, where they differ.',
});

/** The runs that there are. */
export const runsSchema = z
  .object({
    file: z.string().nullable().openapi({ description: 'Null where the dashboard was told of no file of runs.' }),
    runs: z
      .array(z.object({ ...runShape, marks: marksSchema, results: z.array(listedResultSchema) }))
      .openapi({ description: 'Latest first.' }),
    isMore: z.boolean(),
  })
  .openapi('Runs');

const pnlSchema = z.object({
  pnl: figure,
  spreadCaptured: z.number(),
  fees: z.number(),
  unpricedFills: count,
  horizons: z.array(
    z.object({ horizonMs: z.number(), adverseSelection: z.number(), inventory: figure, unmarkedFills: count }),
  ),
});

const STATISTICS = [
  ...['startTime', 'endTime', 'intervalMs', 'sampleCount', 'startEquity', 'endEquity', 'totalReturn', 'cagr'],
  ...['sharpe', 'sortino', 'calmar', 'sharpePerPeriod', 'skew', 'kurtosis', 'probabilisticSharpe', 'deflatedSharpe'],
  ...['maxDrawdown', 'maxDrawdownPeakTime', 'maxDrawdownTroughTime', 'maxDrawdownRecoveryTime', 'longestDrawdownMs'],
  ...[
    'hitRate',
    'profitFactor',
    'expectancy',
    'payoff',
    'roundTripCount',
    'openRoundTripCount',
    'turnover',
    'exposure',
  ],
] as const;

const summarySchema = z
  .object({
    makerModel: z.string(),
    orders: z.object({
      sent: count,
      byStatus: z.record(z.string(), count),
      byRejectReason: z.record(z.string(), count),
    }),
    fills: count,
    makerFillShare: figure,
    pnl: pnlSchema,
    doubtfulPnl: z.number(),
    doubtfulShare: figure,
    statistics: z.record(z.string(), figure).openapi({ description: STATISTICS.join(', ') }),
    finalEquity: figure,
    finalCash: z.number(),
    realisedPnl: z.number(),
    fifoRealisedPnl: z.number(),
    positions: z.record(z.string(), z.number()),
  })
  .openapi('ResultSummary');

/** One run in full, without its rows. */
export const runSchema = z
  .object({
    ...runShape,
    resultHash: z.string(),
    assumptions: json,
    engine: z.string(),
    strategyCode: z.string(),
    results: z.array(z.object({ ...resultShape, summary: summarySchema })),
  })
  .openapi('Run');

const roundTripSchema = z.object({
  number: count,
  instrument: z.string(),
  side,
  entryTime: z.number(),
  exitTime: figure,
  isOpen: z.boolean(),
  peakSize: z.number(),
  averageEntryPrice: z.number(),
  averageExitPrice: figure,
  grossPnl: figure,
  fees: z.number(),
  netPnl: figure,
  notional: z.number(),
  fillCount: count,
  firstFill: count,
  lastFill: count,
});

/** A page of round trips. */
export const roundTripsSchema = z
  .object({ total: count, first: count, roundTrips: z.array(roundTripSchema) })
  .openapi('RoundTrips');

const differenceSchema = z.object({ first: fillSchema.nullable(), second: fillSchema.nullable() });

/** How two runs differ. */
export const runComparisonSchema = z
  .object({
    inputs: z.array(z.object({ input: z.string(), first: z.unknown(), second: z.unknown() })),
    models: z.array(
      z.object({
        makerModel: z.string(),
        fills: z.object({ same: count, changed: count, onlyFirst: count, onlySecond: count }).nullable(),
        differences: z.array(differenceSchema).openapi({ description: 'The first of them, in the order of time.' }),
      }),
    ),
  })
  .openapi('RunComparison');
