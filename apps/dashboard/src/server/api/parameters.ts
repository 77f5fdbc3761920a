import { z } from '@hono/zod-openapi';
import { compareTimestamps, parseTimestamp, type TimeRange, type Timestamp } from '@orderflow/core';

const LONGEST_INSTRUMENT = 200;
const LONGEST_MOMENT = 40;
const DEEPEST = 1_000_000;
const MOST_PIXELS = 32_768;

/** A name from the data: any text. */
export const instrumentParameter = z.string().min(1).max(LONGEST_INSTRUMENT);

/** The id of a file, where one file alone is asked for. */
export const fileParameter = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'must be the id of a file; GET sources lists them')
  .openapi({ description: 'The id of the one file to read; all files by default.' });

/** A moment as text: ISO 8601, or epoch digits. */
export const momentParameter = z
  .string()
  .max(LONGEST_MOMENT, { abort: true })
  .transform((text, context): Timestamp => {
    const moment = parseTimestamp(text);
    if (moment !== null && Number.isSafeInteger(moment.timestamp)) return moment;
    context.addIssue({ code: 'custom', message: 'must be ISO 8601, such as 2025-07-01T12:30:00Z, or epoch digits' });
    return z.NEVER;
  })
  .openapi({ type: 'string', description: 'ISO 8601 in UTC, or epoch digits.', example: '2025-07-01T12:30:00.000Z' });

/** A whole number as text. */
export function wholeParameter(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
    .openapi({ type: 'integer', minimum: least, maximum: most });
}

/** A row id as text. */
export const rowIdParameter = z
  .string()
  .regex(/^-?\d{1,16}$/, 'must be a row id')
  .transform(Number)
  .refine(Number.isSafeInteger, 'must be a row id')
  .openapi({ type: 'integer' });

/** Levels a side that the OBI counts: a number, or all (null). */
export const depthParameter = z
  .union([z.literal('all').transform(() => null), wholeParameter(1, DEEPEST)], {
    error: `must be all, or a whole number from 1 to ${DEEPEST}`,
  })
  .openapi({ type: 'string', description: "Best levels a side that the OBI counts; the server's own by default." });

/** Device pixels. */
export const pixelsParameter = wholeParameter(1, MOST_PIXELS);

/** A length in milliseconds, which may be a part of one. */
export const lengthParameter = z
  .string()
  .regex(/^\d{1,13}(\.\d{1,12})?$/, 'must be a number of milliseconds above 0')
  .transform(Number)
  .refine((value) => value > 0, 'must be a number of milliseconds above 0')
  .openapi({ type: 'number', exclusiveMinimum: 0 });

/** A length in seconds, which may be a part of one. */
export const secondsParameter = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be a number of seconds above 0')
  .transform(Number)
  .refine((value) => value > 0, 'must be a number of seconds above 0')
  .openapi({ type: 'number' });

/** The parameters of a span of time: start inclusive, end exclusive. */
export const rangeShape = { start: momentParameter.optional(), end: momentParameter.optional() };

/** The span, where it has bounds. */
export function rangeOf({
  start,
  end,
}: {
  readonly start?: Timestamp | undefined;
  readonly end?: Timestamp | undefined;
}): {
  readonly range?: TimeRange;
} {
  if (start === undefined && end === undefined) return {};
  return { range: { ...(start && { start }), ...(end && { end }) } };
}

/** Whether a span ends after its start; for a schema to refine by. */
export function isForward({
  start,
  end,
}: {
  readonly start?: Timestamp | undefined;
  readonly end?: Timestamp | undefined;
}): boolean {
  return start === undefined || end === undefined || compareTimestamps(start, end) < 0;
}

/** What is said of a span that does not. */
export const BACKWARD_RANGE = { path: ['end'], message: 'must be after start' };
