import { legibleWindow } from '../model/bar-window.ts';
import { bucketOnGrid } from '../model/pixel-grid.ts';
import type { TimeSpan } from '../model/viewport.ts';

/** What to ask for: a span in whole milliseconds, and how fine. */
export interface Plan extends TimeSpan {
  /** Length of a bucket or bar to draw, in milliseconds. */
  readonly stepMs: number;
  /** Length of those to read. */
  readonly bucketMs: number;
  /** Whether they draw what all rows would: of a line, where none of them reaches over an edge of half a pixel. */
  readonly isExact: boolean;
}

const BUCKETS_PER_PIXEL = 2;
const FINEST_LEVEL = -12;
const COARSEST_LEVEL = 28;
/** What is asked for on each side beyond the view, so that a small pan shows nothing empty. */
const MARGIN = 0.25;
/** Fine buckets are many. */
const FINE_MARGIN = 0.05;

/**
 * Buckets for a view on so many device pixels. On the grid of pixels each half of one is a bucket, made of finer ones;
 * else, and while it moves, the power of two is read that gives two or more a pixel.
 */
export function planLine(view: TimeSpan, pixels: number, isMoving = false): Plan {
  const pixelMs = (view.end - view.start) / pixels;
  const onGrid = isMoving ? null : bucketOnGrid(view, pixels);
  const level = Math.floor(Math.log2(pixelMs / BUCKETS_PER_PIXEL));
  const bucketMs = onGrid ?? 2 ** Math.max(FINEST_LEVEL, Math.min(COARSEST_LEVEL, level));
  const span = widened(view, onGrid ? FINE_MARGIN : MARGIN, Math.max(1, BUCKETS_PER_PIXEL * bucketMs));
  return { ...span, stepMs: onGrid ? pixelMs / BUCKETS_PER_PIXEL : bucketMs, bucketMs, isExact: onGrid !== null };
}

/** Bars for a view on so many device pixels: of the wanted length, or as long as they must be to be seen. */
export function planBars(view: TimeSpan, pixels: number, windowSeconds: number): Plan {
  const stepMs = 1000 * legibleWindow(windowSeconds, view.end - view.start, pixels);
  return { ...widened(view, MARGIN, stepMs), stepMs, bucketMs: stepMs, isExact: true };
}

/** The pixels that make a source answer a plan with buckets of just its length. */
export function pixelsOfPlan({ start, end, bucketMs }: Pick<Plan, 'start' | 'end' | 'bucketMs'>): number {
  return Math.max(1, Math.round((end - start) / (BUCKETS_PER_PIXEL * bucketMs)));
}

function widened({ start, end }: TimeSpan, share: number, gridMs: number): TimeSpan {
  const margin = share * (end - start);
  return { start: Math.floor((start - margin) / gridMs) * gridMs, end: Math.ceil((end + margin) / gridMs) * gridMs };
}
