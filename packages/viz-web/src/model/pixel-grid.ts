import type { TimeSpan, Viewport } from './viewport.ts';

/** So many lengths of a pixel lie from one power of two to the next: more take twice as many buckets. */
const LENGTHS = 8;
/** The buckets of which one of these is made. */
const BUCKETS = 2;
/** Shorter pixels have no grid: rows are no closer. */
const LEAST_PIXEL_MS = 1;
/** Views begin so much before a bucket that its first row never falls to the pixel before by an error of rounding. */
const BEFORE_MS = 2 ** -11;
/** What a link loses of a view. */
const NEAR_MS = 0.01;

/** The length of a pixel on the grid that is nearest, or by `round` the next: a whole number of buckets. */
export function gridPixelMs(pixelMs: number, round = Math.round): number {
  const unit = unitOf(pixelMs);
  return round(pixelMs / unit) * unit;
}

/** The length half a step of the grid from one: where zooming by a notch would else change nothing. */
export function besideGridPixelMs(pixelMs: number, isLonger: boolean): number {
  // Below a power of two steps are half as long.
  return isLonger ? pixelMs + unitOf(pixelMs) / BUCKETS : pixelMs - unitOf(pixelMs * 0.99) / BUCKETS;
}

/** The view of so many device pixels of a length of the grid whose start is nearest: its half pixels are whole buckets. */
export function gridView(start: number, pixelMs: number, pixels: number): Viewport {
  const half = pixelMs / 2;
  const first = Math.round((start + BEFORE_MS) / half) * half - BEFORE_MS;
  return { start: first, end: first + pixels * pixelMs };
}

/** A view as it lay on the grid before a link rounded it; itself where it did not. */
export function restored(view: Viewport, pixels: number): Viewport {
  const pixelMs = (view.end - view.start) / pixels;
  if (pixelMs < LEAST_PIXEL_MS) return view;
  const unit = unitOf(pixelMs) / BUCKETS;
  const grid = gridView(view.start, Math.round(pixelMs / unit) * unit, pixels);
  return Math.abs(grid.start - view.start) + Math.abs(grid.end - view.end) < NEAR_MS ? grid : view;
}

/** Length of the longest buckets to read of which every half pixel of a view is a whole number; null off the grid. */
export function bucketOnGrid({ start, end }: TimeSpan, pixels: number): number | null {
  const pixelMs = (end - start) / pixels;
  const unit = unitOf(pixelMs) / BUCKETS;
  if (pixelMs < LEAST_PIXEL_MS || pixelMs % unit !== 0 || (start + BEFORE_MS) % (pixelMs / 2) !== 0) return null;
  return [2 * unit, unit, unit / 2].find((bucketMs) => (pixelMs / 2) % bucketMs === 0)!;
}

function unitOf(pixelMs: number): number {
  return 2 ** Math.floor(Math.log2(pixelMs)) / LENGTHS;
}
