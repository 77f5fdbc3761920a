import { legibleWindow } from '../model/bar-window.ts';
import type { TimeSpan } from '../model/viewport.ts';

/** What to ask for: a span in whole milliseconds, and how fine. */
export interface Plan extends TimeSpan {
  /** Length of a bucket or bar in milliseconds. */
  readonly stepMs: number;
  /** Whether they draw what all rows would: of a line, where none of them reaches over an edge of a pixel. */
  readonly isExact: boolean;
}

const BUCKETS_PER_PIXEL = 2;
const FINEST_LEVEL = -12;
const COARSEST_LEVEL = 28;
/** What is asked for on each side beyond the view, so that a small pan shows nothing empty. */
const MARGIN = 0.25;

/** Buckets for a view on so many device pixels: the power of two with two or more a pixel. */
export function planLine(view: TimeSpan, pixels: number): Plan {
  const pixelMs = (view.end - view.start) / pixels;
  const level = Math.floor(Math.log2(pixelMs / BUCKETS_PER_PIXEL));
  const stepMs = 2 ** Math.max(FINEST_LEVEL, Math.min(COARSEST_LEVEL, level));
  // A point belongs to the pixel whose middle is nearest.
  const isExact = pixelMs % stepMs === 0 && (view.start + pixelMs / 2) % stepMs === 0;
  return { ...widened(view, stepMs, Math.max(1, BUCKETS_PER_PIXEL * stepMs)), isExact };
}

/** Bars for a view on so many device pixels: of the wanted length, or as long as they must be to be seen. */
export function planBars(view: TimeSpan, pixels: number, windowSeconds: number): Plan {
  const stepMs = 1000 * legibleWindow(windowSeconds, view.end - view.start, pixels);
  return { ...widened(view, stepMs, stepMs), isExact: true };
}

/** The pixels that make a source answer a plan with buckets of just its length. */
export function pixelsOfPlan({ start, end, stepMs }: Omit<Plan, 'isExact'>): number {
  return Math.max(1, Math.round((end - start) / (BUCKETS_PER_PIXEL * stepMs)));
}

function widened({ start, end }: TimeSpan, stepMs: number, gridMs: number): Omit<Plan, 'isExact'> {
  const margin = MARGIN * (end - start);
  return {
    start: Math.floor((start - margin) / gridMs) * gridMs,
    end: Math.ceil((end + margin) / gridMs) * gridMs,
    stepMs,
  };
}
