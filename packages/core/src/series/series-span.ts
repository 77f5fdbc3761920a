import { OrderflowError } from '../errors.ts';
import type { TimeRange } from '../timestamps/timestamp.ts';

/** A span of time, epoch milliseconds, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A range in whole milliseconds. Its open ends are those of the data, or where these lie beyond the other end, right at it.
 * @throws OrderflowError `bad-argument` where it ends at its start or before.
 */
export function spanOf(range: TimeRange, { first, last }: { readonly first: number; readonly last: number }): Span {
  const until = range.end === undefined ? null : range.end.timestamp + (range.end.nanoseconds > 0 ? 1 : 0);
  const start = range.start?.timestamp ?? Math.min(first, (until ?? Number.POSITIVE_INFINITY) - 1);
  const end = until ?? Math.max(last, start) + 1;
  if (start < end) return { start, end };
  throw new OrderflowError('bad-argument', `the range ends at ${end}, which is not after its start at ${start}`);
}

/** A span widened to whole multiples of `ms`. */
export function widen({ start, end }: Span, ms: number): Span {
  return { start: Math.floor(start / ms) * ms, end: Math.ceil(end / ms) * ms };
}

/** A span as a range of exact moments. */
export function rangeOf({ start, end }: Span): TimeRange {
  return { start: { timestamp: start, nanoseconds: 0 }, end: { timestamp: end, nanoseconds: 0 } };
}
