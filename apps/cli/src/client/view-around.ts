import type { TimeSpan } from '@orderflow/viz-web';

const MOST_BARS = 120;

/** The view in which a moment is looked at: in the middle of the span shown, or of so many bars where that is wider. */
export function viewAround(time: number, { start, end }: TimeSpan, windowSeconds: number): TimeSpan {
  const half = Math.min(end - start, 1000 * MOST_BARS * windowSeconds) / 2;
  return { start: time - half, end: time + half };
}
