import { type Line, rowsBetween } from './line.ts';
import { lowerBound } from './search.ts';
import type { TimeSpan } from './viewport.ts';

/** From this many snapshots a pixel on, a line that jumps to and fro is a band that hides where its middle is. */
const CROWDED_ROWS = 3;

/** Whether a line has so many snapshots a pixel that it is drawn pale, with its middle on top. */
export function isCrowded(line: Line, view: TimeSpan, pixels: number): boolean {
  return rowsBetween(line, view) >= CROWDED_ROWS * pixels;
}

/** The middle of a crowded line: mean closes of stretches of `stretchMs`, `null` between two that a gap parts. */
export function smoothLine(
  { times, closes, gaps }: Line,
  view: TimeSpan,
  stretchMs: number,
): readonly (readonly [time: number, mean: number] | null)[] {
  const points: ([number, number] | null)[] = [];
  const end = Math.min(times.length, lowerBound(times, view.end + stretchMs));
  let index = lowerBound(times, Math.floor(view.start / stretchMs) * stretchMs);
  let gap = lowerBound(gaps, view.start);
  while (index < end) {
    const start = Math.floor(times[index]! / stretchMs) * stretchMs;
    if (gap < gaps.length && times[index]! >= gaps[gap]!) {
      points.push(null);
      while (gap < gaps.length && gaps[gap]! <= times[index]!) gap++;
    }
    let [sum, count] = [0, 0];
    for (; index < end && times[index]! < start + stretchMs; index++) {
      sum += closes[index]!;
      count++;
    }
    points.push([start + stretchMs / 2, sum / count]);
  }
  return points;
}
