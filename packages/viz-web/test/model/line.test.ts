import { describe, expect, it } from 'vitest';
import { type Line, lineOf, lineWithin, rowsBetween, valueAt } from '../../src/model/line.ts';

const ANSWER = { instrument: 'X', series: 'obi', start: 0, end: 1000, live: null } as const;

function rows(timestamps: readonly number[], values: readonly number[], gapMs: number | null = null): Line {
  const columns = { timestamps: Float64Array.from(timestamps), values: Float64Array.from(values) };
  return lineOf({ ...ANSWER, kind: 'rows', nanoseconds: new Uint32Array(timestamps.length), ...columns }, gapMs);
}

describe('lineOf', () => {
  it('draws a bucket as its open, low, high and close, evenly within its time', () => {
    const column = (value: number) => Float64Array.of(value);
    const line = lineOf(
      {
        ...ANSWER,
        kind: 'buckets',
        bucketMs: 8,
        timestamps: column(16),
        rowCounts: Uint32Array.of(5),
        opens: column(1),
        lows: column(0),
        highs: column(4),
        closes: column(2),
      },
      null,
    );
    expect([...line.xs]).toEqual([17, 19, 21, 23]);
    expect([...line.ys]).toEqual([1, 0, 4, 2]);
    expect(rowsBetween(line, { start: 0, end: 100 })).toBe(5);
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
