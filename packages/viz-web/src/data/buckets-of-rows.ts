import type { BucketSeries } from '@orderflow/core';
import type { TimeSpan } from '../model/viewport.ts';

/** Rows of a series. */
export interface Rows {
  readonly timestamps: Float64Array;
  readonly nanoseconds: ArrayLike<number>;
  readonly values: Float64Array;
}

type Buckets = Omit<BucketSeries, 'instrument' | 'series' | 'start' | 'end' | 'live'>;

/** Rows as buckets of the power of two with two or more a pixel; rows without a value are left out. */
export function bucketsOfRows({ timestamps, values }: Rows, { start, end }: TimeSpan, pixels: number): Buckets {
  const bucketMs = Math.max(1, 2 ** Math.floor(Math.log2((end - start) / (2 * pixels))));
  const columns: Record<'times' | 'counts' | 'opens' | 'lows' | 'highs' | 'closes', number[]> = {
    times: [],
    counts: [],
    opens: [],
    lows: [],
    highs: [],
    closes: [],
  };
  let last = -1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const time = Math.floor(timestamps[row]! / bucketMs) * bucketMs;
    if (last < 0 || columns.times[last] !== time) {
      last = columns.times.push(time) - 1;
      columns.counts.push(0);
      for (const name of ['opens', 'lows', 'highs', 'closes'] as const) columns[name].push(value);
    }
    columns.counts[last]!++;
    if (value < columns.lows[last]!) columns.lows[last] = value;
    if (value > columns.highs[last]!) columns.highs[last] = value;
    columns.closes[last] = value;
  }
  return {
    kind: 'buckets',
    bucketMs,
    timestamps: Float64Array.from(columns.times),
    rowCounts: Uint32Array.from(columns.counts),
    opens: Float64Array.from(columns.opens),
    lows: Float64Array.from(columns.lows),
    highs: Float64Array.from(columns.highs),
    closes: Float64Array.from(columns.closes),
  };
}
