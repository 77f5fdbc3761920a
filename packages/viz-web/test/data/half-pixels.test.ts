import type { BucketSeries, RowSeries } from '@orderflow/core';
import { expect, it } from 'vitest';
import { foldedByHalfPixels } from '../../src/data/half-pixels.ts';

const about = { instrument: 'BTC-USDT', series: 'cvd', live: null, start: 0, end: 24 } as const;
const f = (...values: readonly number[]) => Float64Array.of(...values);

// Half a pixel is 12 ms, three buckets of 4 ms.
const buckets: BucketSeries = {
  ...about,
  kind: 'buckets',
  bucketMs: 4,
  timestamps: f(0, 4, 8, 12, 20),
  rowCounts: Uint32Array.of(2, 3, 1, 4, 5),
  opens: f(1, 2, 3, 7, 5),
  lows: f(0, 2, 3, 4, 5),
  highs: f(1, 9, 3, 7, 8),
  closes: f(1, 3, 3, 6, 8),
};

it('keeps the first, lowest, highest and last value of each half pixel', () => {
  expect(foldedByHalfPixels(buckets, 12)).toEqual({
    ...about,
    kind: 'buckets',
    bucketMs: 12,
    timestamps: f(0, 12),
    rowCounts: Uint32Array.of(6, 9),
    opens: f(1, 7),
    lows: f(0, 4),
    highs: f(9, 8),
    closes: f(3, 8),
  });
});

it('takes rows too, but for those without a value', () => {
  const rows: RowSeries = {
    ...about,
    kind: 'rows',
    timestamps: f(1, 5, 11, 13, 23),
    nanoseconds: Uint32Array.of(0, 0, 999_999, 0, 0),
    values: f(4, Number.NaN, -1, 2, 3),
  };
  expect(foldedByHalfPixels(rows, 12)).toMatchObject({
    timestamps: f(0, 12),
    rowCounts: Uint32Array.of(2, 2),
    opens: f(4, 2),
    lows: f(-1, 2),
    highs: f(4, 3),
    closes: f(-1, 3),
  });
});
