import type { BucketSeries, RowSeries } from '@orderflow/core';

type Columns = Pick<BucketSeries, 'timestamps' | 'rowCounts' | 'opens' | 'lows' | 'highs' | 'closes'>;

/**
 * An answer on whole half pixels with one bucket each, which draws the same: open, low, high and close are all that is
 * seen of them.
 */
export function foldedByHalfPixels(answer: RowSeries | BucketSeries, stepMs: number): BucketSeries {
  const { instrument, series, live, start, end } = answer;
  const columns = folded(answer.kind === 'buckets' ? answer : bucketsOf(answer), stepMs);
  return { kind: 'buckets', instrument, series, live, start, end, bucketMs: stepMs, ...columns };
}

/** Each row as a bucket of its own. */
function bucketsOf({ timestamps, nanoseconds, values }: RowSeries): Columns {
  const times = timestamps.map((timestamp, row) => timestamp + nanoseconds[row]! / 1e6);
  const rowCounts = new Uint32Array(values.length).fill(1);
  return { timestamps: times, rowCounts, opens: values, lows: values, highs: values, closes: values };
}

function folded({ timestamps, rowCounts, opens, lows, highs, closes }: Columns, bucketMs: number): Columns {
  const to = emptyColumns(timestamps.length);
  let [last, end] = [-1, Number.NEGATIVE_INFINITY];
  for (let bucket = 0; bucket < timestamps.length; bucket++) {
    const [low, high] = [lows[bucket]!, highs[bucket]!];
    if (Number.isNaN(low)) continue;
    if (timestamps[bucket]! >= end) {
      const start = Math.floor(timestamps[bucket]! / bucketMs) * bucketMs;
      end = start + bucketMs;
      to.timestamps[++last] = start;
      to.opens[last] = opens[bucket]!;
      to.lows[last] = low;
      to.highs[last] = high;
    }
    if (low < to.lows[last]!) to.lows[last] = low;
    if (high > to.highs[last]!) to.highs[last] = high;
    to.rowCounts[last]! += rowCounts[bucket]!;
    to.closes[last] = closes[bucket]!;
  }
  return cut(to, last + 1);
}

function emptyColumns(length: number) {
  return {
    timestamps: new Float64Array(length),
    rowCounts: new Uint32Array(length),
    opens: new Float64Array(length),
    lows: new Float64Array(length),
    highs: new Float64Array(length),
    closes: new Float64Array(length),
  };
}

/** The columns as far as they are filled, without the memory of the rest. */
function cut({ timestamps, rowCounts, opens, lows, highs, closes }: Columns, length: number): Columns {
  return {
    timestamps: timestamps.slice(0, length),
    rowCounts: rowCounts.slice(0, length),
    opens: opens.slice(0, length),
    lows: lows.slice(0, length),
    highs: highs.slice(0, length),
    closes: closes.slice(0, length),
  };
}
