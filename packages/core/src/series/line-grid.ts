import type { LineQuery } from '../ports/series-repository.ts';
import { bucketMsOf, levelForPixels, levelWithBuckets, ROWS_PER_PIXEL } from '../pyramid/tile-grid.ts';
import { type Span, widen } from './series-span.ts';

/** So many buckets are folded into one at most: more are not asked for by who wants two a pixel. */
const MOST_FOLDED = 64;
const BUCKETS_PER_PIXEL = 2;

/** The buckets that a line is read as. */
export interface LineGrid {
  /** The level that they are read from. */
  readonly level: number;
  /** Their length in milliseconds. */
  readonly bucketMs: number;
  /** Whether they are as long as the query wants them: then they stay so however few there are. */
  readonly isFolded: boolean;
  /** The range that is asked for, widened to whole buckets and whole milliseconds. */
  readonly span: Span;
  /** All rows are given where there are fewer. */
  readonly mostRows: number;
}

/** What to read for a query of a span; where buckets of a length are all there is, whole ones of them. */
export function lineGrid(
  { pixels, foldMs = 0 }: Pick<LineQuery, 'pixels' | 'foldMs'>,
  asked: Span,
  finestMs?: number,
): LineGrid {
  const spanMs = asked.end - asked.start;
  const level = levelForPixels(spanMs, pixels);
  const storedMs = finestMs === undefined ? bucketMsOf(level) : composedMs(finestMs, bucketMsOf(level));
  const isFolded = foldMs >= storedMs && foldMs <= MOST_FOLDED * storedMs && foldMs % storedMs === 0;
  const bucketMs = isFolded ? foldMs : storedMs;
  return {
    level,
    bucketMs,
    isFolded,
    span: widen(asked, bucketMs * Math.max(1, 1 / storedMs)),
    mostRows: isFolded ? (ROWS_PER_PIXEL * spanMs) / (BUCKETS_PER_PIXEL * bucketMs) : ROWS_PER_PIXEL * pixels,
  };
}

/** The grid with a bucket for every pixel, where so many buckets are too few: see {@link levelWithBuckets}. */
export function gridWithBuckets(grid: LineGrid, buckets: number, pixels: number, finestMs = 0): LineGrid {
  const level = levelWithBuckets(grid.level, buckets, pixels);
  const bucketMs = Math.max(finestMs, grid.bucketMs / bucketMsOf(grid.level - level));
  return grid.isFolded || bucketMs === grid.bucketMs ? grid : { ...grid, level, bucketMs };
}

/** The longest length up to another one that is a power of two of a length; that itself where it is longer. */
function composedMs(finestMs: number, wantedMs: number): number {
  return finestMs * Math.max(1, 2 ** Math.floor(Math.log2(wantedMs / finestMs)));
}
