import type { BucketSeries } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { type Line, lineOf, lineWithin, repeatsOf, rowsBetween, valueAt } from '../../src/model/line.ts';

const ANSWER = { instrument: 'X', series: 'obi', start: 0, end: 1000, live: null } as const;

const column = (value: number) => Float64Array.of(value);
const BUCKET: BucketSeries = {
  ...ANSWER,
  kind: 'buckets',
  bucketMs: 8,
  timestamps: column(16),
  rowCounts: Uint32Array.of(5),
  opens: column(1),
  lows: column(0),
  highs: column(4),
  closes: column(2),
};

function rows(timestamps: readonly number[], values: readonly number[], gapMs: number | null = null): Line {
  const columns = { timestamps: Float64Array.from(timestamps), values: Float64Array.from(values) };
  return lineOf({ ...ANSWER, kind: 'rows', nanoseconds: new Uint32Array(timestamps.length), ...columns }, gapMs);
}

describe('lineOf', () => {
  it('draws a bucket as its open, low, high and close, evenly within its time', () => {
    const line = lineOf(BUCKET, null);
    expect([...line.xs]).toEqual([17, 19, 21, 23]);
    expect([...line.ys]).toEqual([1, 0, 4, 2]);
    expect(rowsBetween(line, { start: 0, end: 100 })).toBe(5);
  });

  it('repeats the close of a bucket where there are to be more points', () => {
    const line = lineOf(BUCKET, null, 2);
    expect([...line.xs]).toEqual([17, 19, 21, 23, 23, 23, 23, 23]);
    expect([...line.ys]).toEqual([1, 0, 4, 2, 2, 2, 2, 2]);
    expect([[...line.times], [...line.closes]]).toEqual([[16], [2]]);
  });

  it('leaves out rows without a value', () => {
    expect([...rows([1, 2, 3], [5, Number.NaN, 6]).times]).toEqual([1, 3]);
  });

  it('finds a silence as long as it is told', () => {
    expect(rows([0, 10, 500, 510], [1, 2, 3, 4], 100).gaps).toEqual([10, 500]);
  });

  it('finds a silence of ten times the usual distance by itself', () => {
    const even = Array.from({ length: 50 }, (_, row) => 200 * row);
    const late = even.map((at) => at + 9800 + 2500);
    expect(rows([...even, ...late], [...even, ...late]).gaps).toEqual([9800, 12_300]);
  });
});

describe('repeatsOf', () => {
  /** How often 220 half pixels with data from one to another are repeated; 200 of them are a view of 100 pixels. */
  const repeats = (from: number, to: number) =>
    repeatsOf(
      Float64Array.from({ length: to - from }, (_, half) => 3 * (from + half)),
      { start: 0, end: 660, stepMs: 3 },
    );

  it('gives every view of a span four points a pixel', () => {
    expect(repeats(0, 220)).toBe(1);
    for (const [from, to] of [
      [110, 220],
      [0, 70],
      [100, 110],
      [100, 102],
    ] as const) {
      for (let first = 0; first <= 20; first++) {
        const shown = Math.min(to, first + 200) - Math.max(from, first);
        expect(4 * shown * repeats(from, to)).toBeGreaterThan(4 * 100);
      }
    }
  });

  it('ends where next to nothing is shown', () => {
    expect([repeats(0, 10), repeats(3, 3)]).toEqual([64, 64]);
  });
});

describe('valueAt', () => {
  const line = rows([0, 10, 500, 510], [1, 2, 3, 4], 100);

  it('is that of the last snapshot up to a moment', () => {
    expect([0, 9, 10, 500, 505, 900].map((at) => valueAt(line, at))).toEqual([1, 1, 2, 3, 3, 4]);
  });

  it('is missing before the first snapshot and within a gap', () => {
    expect([valueAt(line, -1), valueAt(line, 200)]).toEqual([Number.NaN, Number.NaN]);
  });
});

it('puts an exact stretch into a rough line', () => {
  const rough = rows([0, 100, 200, 300, 400], [0, 1, 2, 3, 4]);
  const exact = rows([150, 160, 250], [7, 8, 9]);
  const line = lineWithin(exact, { start: 150, end: 260 }, rough);
  expect([...line.times]).toEqual([0, 100, 150, 160, 250, 300, 400]);
  expect([...line.closes]).toEqual([0, 1, 7, 8, 9, 3, 4]);
});
