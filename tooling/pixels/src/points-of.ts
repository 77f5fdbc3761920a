import type { BucketSeries, RowSeries } from '@orderflow/core';

/** The points of a line to draw: rows as they are; of a bucket open, low, high and close, evenly within its time. */
export function pointsOf(series: RowSeries | BucketSeries): { readonly xs: Float64Array; readonly ys: Float64Array } {
  if (series.kind === 'buckets') return pointsOfBuckets(series);
  const { timestamps, nanoseconds, values } = series;
  const xs = timestamps.map((timestamp, row) => timestamp + nanoseconds[row]! / 1e6);
  return { xs: xs.filter((_, row) => !Number.isNaN(values[row]!)), ys: values.filter((value) => !Number.isNaN(value)) };
}

function pointsOfBuckets({ timestamps, opens, lows, highs, closes, bucketMs }: BucketSeries) {
  const xs = new Float64Array(4 * timestamps.length);
  const ys = new Float64Array(4 * timestamps.length);
  for (const [bucket, timestamp] of timestamps.entries()) {
    for (const [place, values] of [opens, lows, highs, closes].entries()) {
      xs[4 * bucket + place] = timestamp + ((2 * place + 1) / 8) * bucketMs;
      ys[4 * bucket + place] = values[bucket]!;
    }
  }
  return { xs, ys };
}
