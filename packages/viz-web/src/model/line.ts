import type { BucketSeries, RowSeries } from '@orderflow/core';
import { lastAtOrBefore, lowerBound } from './search.ts';
import type { TimeSpan } from './viewport.ts';

const POINTS_PER_BUCKET = 4;
/** A span reaches beyond a view by less of itself on each side. */
const MOST_MARGIN = 0.1;
const MOST_REPEATS = 64;
/** A silence this many times as long as usual is a gap. */
const GAP_INTERVALS = 10;
const LEAST_GAP_MS = 1000;

/** A line ready to be drawn. */
export interface Line {
  /** Times of the points to draw, ascending, epoch milliseconds. */
  readonly xs: Float64Array;
  /** Values of the points. */
  readonly ys: Float64Array;
  /** Times of the rows, or starts of the buckets, that the points were made of. */
  readonly times: Float64Array;
  /** The last value of each. */
  readonly closes: Float64Array;
  /** Snapshots in each. */
  readonly rowCounts: Uint32Array;
  /** Starts and ends of the gaps, alternating. */
  readonly gaps: readonly number[];
  /** The last value of the series, which may lie beyond the points; null where it has none. */
  readonly last: number | null;
}

/** What a line is made of before its gaps are found. */
type Points = Omit<Line, 'gaps' | 'last'>;

/**
 * The points of an answer: rows as they are; of a bucket open, low, high and close, evenly within its time, the last so
 * often that there are `repeats` times as many.
 */
export function lineOf(series: RowSeries | BucketSeries, gapMs: number | null, repeats = 1): Line {
  const line = series.kind === 'rows' ? lineOfRows(series) : lineOfBuckets(series, POINTS_PER_BUCKET * repeats);
  const bucketMs = series.kind === 'rows' ? 0 : series.bucketMs;
  const gaps = findGaps(line, bucketMs, gapMs ?? usualGap(line, bucketMs));
  return { ...line, gaps, last: line.closes.at(-1) ?? null };
}

/**
 * How often to repeat the points of half pixels so that any view of a span has four or more for each of its pixels, be
 * data ever so few: with less uPlot joins points that it would else draw pixel by pixel, as it does all rows.
 */
export function repeatsOf(
  timestamps: Float64Array,
  { start, end, stepMs }: TimeSpan & { readonly stepMs: number },
): number {
  const margin = MOST_MARGIN * (end - start);
  const within = lowerBound(timestamps, end - margin) - lowerBound(timestamps, start + margin);
  return Math.min(MOST_REPEATS, Math.ceil(((end - start) / (2 * stepMs) + 1) / Math.max(1, within)));
}

/** A line with what another has before and after its span. */
export function lineWithin(detail: Line, span: TimeSpan, rough: Line): Line {
  const first = lowerBound(rough.times, span.start);
  const last = lowerBound(rough.times, span.end);
  if (first === 0 && last === rough.times.length) return detail;
  const [a, b] = [lowerBound(rough.xs, span.start), lowerBound(rough.xs, span.end)];
  return {
    xs: joined(rough.xs, a, detail.xs, b),
    ys: joined(rough.ys, a, detail.ys, b),
    times: joined(rough.times, first, detail.times, last),
    closes: joined(rough.closes, first, detail.closes, last),
    rowCounts: Uint32Array.from(joined(rough.rowCounts, first, detail.rowCounts, last)),
    gaps: joinedGaps(detail.gaps, span, rough.gaps),
    last: rough.last,
  };
}

/** The value at a moment: that of the last snapshot up to it; NaN before the first, in a gap, and after the last. */
export function valueAt(line: Line, at: number): number {
  const index = lastAtOrBefore(line.times, at);
  if (index < 0) return Number.NaN;
  const gap = lastAtOrBefore(line.gaps, at);
  return gap >= 0 && gap % 2 === 0 && at < line.gaps[gap + 1]! && at > line.gaps[gap]!
    ? Number.NaN
    : line.closes[index]!;
}

/** The number of snapshots in a span. */
export function rowsBetween({ ys, times, closes, rowCounts }: Line, { start, end }: TimeSpan): number {
  const [first, last] = [lowerBound(times, start), lowerBound(times, end)];
  if (ys === closes) return Math.max(0, last - first);
  let rows = 0;
  for (let index = first; index < last; index++) rows += rowCounts[index]!;
  return rows;
}

function lineOfRows({ timestamps, nanoseconds, values }: RowSeries): Points {
  let count = 0;
  const xs = new Float64Array(values.length);
  const ys = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    xs[count] = timestamps[row]! + nanoseconds[row]! / 1e6;
    ys[count++] = values[row]!;
  }
  const [times, closes] = [xs.subarray(0, count), ys.subarray(0, count)];
  return { xs: times, ys: closes, times, closes, rowCounts: new Uint32Array(count).fill(1) };
}

function lineOfBuckets(
  { timestamps, opens, lows, highs, closes, rowCounts, bucketMs }: BucketSeries,
  points: number,
): Points {
  const count = timestamps.length;
  const xs = new Float64Array(points * count);
  const ys = new Float64Array(points * count);
  for (let bucket = 0, at = 0; bucket < count; bucket++, at += points) {
    const start = timestamps[bucket]!;
    xs[at] = start + bucketMs / 8;
    xs[at + 1] = start + (3 * bucketMs) / 8;
    xs[at + 2] = start + (5 * bucketMs) / 8;
    xs.fill(start + (7 * bucketMs) / 8, at + 3, at + points);
    ys[at] = opens[bucket]!;
    ys[at + 1] = lows[bucket]!;
    ys[at + 2] = highs[bucket]!;
    ys.fill(closes[bucket]!, at + 3, at + points);
  }
  return { xs, ys, times: timestamps, closes, rowCounts };
}

/** The silence that is a gap where nobody has said: ten times the usual distance of two snapshots. */
function usualGap({ times, rowCounts }: Points, bucketMs: number): number {
  const sample: number[] = [];
  const stride = Math.max(1, Math.floor(times.length / 256));
  for (let index = stride; index < times.length; index += stride) {
    sample.push(Math.max(bucketMs, times[index]! - times[index - 1]!) / rowCounts[index]!);
  }
  sample.sort((a, b) => a - b);
  return Math.max(LEAST_GAP_MS, GAP_INTERVALS * (sample[sample.length >> 1] ?? 0));
}

function findGaps({ times }: Points, bucketMs: number, gapMs: number): readonly number[] {
  const gaps: number[] = [];
  for (let index = 1; index < times.length; index++) {
    const silence = times[index]! - times[index - 1]! - bucketMs;
    if (silence < gapMs || silence <= 0) continue;
    gaps.push(times[index - 1]! + (7 * bucketMs) / 8, times[index]! + bucketMs / 8);
  }
  return gaps;
}

function joined<Column extends Float64Array | Uint32Array>(
  rough: Column,
  first: number,
  detail: Column,
  last: number,
): Float64Array {
  const column = new Float64Array(first + detail.length + rough.length - last);
  column.set(rough.subarray(0, first));
  column.set(detail, first);
  column.set(rough.subarray(last), first + detail.length);
  return column;
}

function joinedGaps(detail: readonly number[], { start, end }: TimeSpan, rough: readonly number[]): readonly number[] {
  const before: number[] = [];
  const after: number[] = [];
  for (let at = 0; at < rough.length; at += 2) {
    if (rough[at + 1]! <= start) before.push(rough[at]!, rough[at + 1]!);
    else if (rough[at]! >= end) after.push(rough[at]!, rough[at + 1]!);
  }
  return [...before, ...detail, ...after];
}
