import type { Finding } from '@orderflow/core';
import type { Stretch } from './strips.ts';

/** The stretches without data of a finding of gaps: each gap, or parts of the time line where they are too many. */
export function stretchesOf({ rows, places, histogram }: Finding): readonly Stretch[] {
  if (places.length === rows) {
    return places.map(({ at, seconds }) => ({ from: at.timestamp - (seconds ?? 0) * 1000, to: at.timestamp }));
  }
  const stretches: Stretch[] = [];
  for (const { from, gapMs } of histogram.buckets) {
    if (gapMs === 0) continue;
    const last = stretches.at(-1);
    if (last?.to === from) stretches.splice(-1, 1, { from: last.from, to: from + gapMs });
    else stretches.push({ from, to: from + gapMs });
  }
  return stretches;
}

/** When a finding was made: each row, or the middle of each part of the time line where they are too many. */
export function momentsOf({ rows, places, histogram }: Finding): readonly number[] {
  if (places.length === rows) return places.map(({ at }) => at.timestamp);
  const { bucketMs, buckets } = histogram;
  return buckets.filter((bucket) => bucket.rows > 0).map(({ from }) => from + bucketMs / 2);
}
