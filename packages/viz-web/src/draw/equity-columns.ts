import type { EquityPath } from '../model/equity-path.ts';
import type { PixelFrame } from './pixel-frame.ts';

/** What a line covers of a pixel column, in device pixels. */
export interface EquityColumn {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** The height of the running peak. */
  readonly peak: number;
}

/** The columns that a line covers, each reaching to where the one before ended; none where it is interrupted. */
export function equityColumns(frame: PixelFrame, { times, values, peaks }: EquityPath): readonly EquityColumn[] {
  const columns: EquityColumn[] = [];
  let last = Number.NaN;
  for (let from = 0, to = 0; from < times.length; from = to) {
    const x = columnOf(frame, times[from]!);
    // A line that was not interrupted begins where it was.
    let [top, bottom, peak] = Number.isNaN(last)
      ? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      : [last, last, Number.POSITIVE_INFINITY];
    for (to = from; to < times.length && columnOf(frame, times[to]!) === x; to++) {
      last = frame.toY(values[to]!);
      if (Number.isNaN(last)) continue;
      top = Math.min(top, last);
      bottom = Math.max(bottom, last);
      peak = Math.min(peak, frame.toY(peaks[to]!));
    }
    if (peak < Number.POSITIVE_INFINITY) columns.push({ x, top, bottom, peak });
  }
  return columns;
}

/** A sample at the edge of a column belongs to it, whatever the rounding. */
function columnOf(frame: PixelFrame, time: number): number {
  return Math.floor(frame.toX(time) + 1e-4);
}
