import type { Line } from './line.ts';
import { lowerBound } from './search.ts';
import type { TimeSpan } from './viewport.ts';

/** Candles of a line. */
export interface LineBars {
  readonly timestamps: Float64Array;
  readonly opens: Float64Array;
  readonly highs: Float64Array;
  readonly lows: Float64Array;
  readonly closes: Float64Array;
  readonly windowMs: number;
}

/** A line as candles: each opens where the one before closed. */
export function barsOfLine({ xs, ys }: Line, view: TimeSpan, windowMs: number): LineBars {
  const rows: number[][] = [];
  const last = Math.min(xs.length, lowerBound(xs, Math.ceil(view.end / windowMs) * windowMs));
  const first = lowerBound(xs, Math.floor(view.start / windowMs) * windowMs);
  let bar: number[] | undefined;
  for (let index = first; index < last; index++) {
    const start = Math.floor(xs[index]! / windowMs) * windowMs;
    const value = ys[index]!;
    if (bar?.[0] !== start) {
      const open: number = index > 0 ? ys[index - 1]! : value;
      bar = [start, open, Math.max(open, value), Math.min(open, value), value];
      rows.push(bar);
    }
    bar[2] = Math.max(bar[2]!, value);
    bar[3] = Math.min(bar[3]!, value);
    bar[4] = value;
  }
  const column = (field: number) => Float64Array.from(rows, (row) => row[field]!);
  return { timestamps: column(0), opens: column(1), highs: column(2), lows: column(3), closes: column(4), windowMs };
}
