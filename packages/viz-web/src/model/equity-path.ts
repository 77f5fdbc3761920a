import { type EquityCurve, extremesOf, samplesIn } from './equity-curve.ts';
import type { TimeSpan } from './viewport.ts';

/** Of fewer samples a pixel each is drawn. */
const POINTS_PER_COLUMN = 4;

/** A line and its running peak as points in time order; NaN values part what is not joined. */
export interface EquityPath {
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly peaks: readonly number[];
}

/**
 * The points that draw, on so many device pixels, what all samples would: all of them where there are few, else the
 * first, lowest, highest and last of each pixel column.
 */
export function equityPath(curve: EquityCurve, view: TimeSpan, pixels: number): EquityPath {
  const path = { times: [] as number[], values: [] as number[], peaks: [] as number[] };
  const { startTime, intervalMs, values, peaks } = curve;
  const [first, end] = samplesIn(curve, view);
  const add = (index: number, value: number, time = startTime + index * intervalMs) => {
    path.times.push(time);
    path.values.push(value);
    path.peaks.push(Number.isNaN(value) ? Number.NaN : peaks[index]!);
  };
  const isSparse = end - first <= POINTS_PER_COLUMN * pixels;
  const pixelMs = (view.end - view.start) / pixels;
  for (let from = first; from < end; ) {
    const column = Math.floor((startTime + from * intervalMs - view.start) / pixelMs) + 1;
    const next = Math.ceil((view.start + column * pixelMs - startTime) / intervalMs);
    const to = isSparse ? end : Math.min(end, Math.max(from + 1, next));
    const { low, high } = extremesOf(curve, from, to);
    if (isSparse || Number.isNaN(low) || to - from <= POINTS_PER_COLUMN) {
      for (let index = from; index < to; index++) add(index, values[index]!);
    } else {
      const middle = startTime + ((from + to - 1) / 2) * intervalMs;
      add(from, values[from]!);
      add(to - 1, low, middle);
      add(to - 1, high, middle);
      add(to - 1, values[to - 1]!);
    }
    from = to;
  }
  return path;
}
