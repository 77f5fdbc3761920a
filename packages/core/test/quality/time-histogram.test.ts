import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeHistogram } from '../../src/quality/time-histogram.ts';

function histogramOf(moments: readonly (readonly [timestamp: number, gapMs: number])[]) {
  const histogram = new TimeHistogram();
  for (const [timestamp, gapMs] of moments) histogram.add(timestamp, gapMs);
  return histogram.toHistogram();
}

describe('TimeHistogram', () => {
  it('counts by the millisecond while the span is short', () => {
    expect(
      histogramOf([
        [5, 0],
        [7, 0],
        [5, 0],
      ]),
    ).toEqual({
      bucketMs: 1,
      buckets: [
        { from: 5, rows: 2, gapMs: 0 },
        { from: 7, rows: 1, gapMs: 0 },
      ],
    });
  });

  it('doubles its buckets when the span outgrows 512 of them', () => {
    // 0 to 511 is 512 buckets of 1 ms; with 512 they are 2 ms wide.
    expect(
      histogramOf([
        [0, 0],
        [1, 0],
        [511, 0],
      ]).bucketMs,
    ).toBe(1);
    expect(
      histogramOf([
        [0, 0],
        [1, 0],
        [512, 0],
      ]),
    ).toEqual({
      bucketMs: 2,
      buckets: [
        { from: 0, rows: 2, gapMs: 0 },
        { from: 512, rows: 1, gapMs: 0 },
      ],
    });
  });

  it('spreads a gap over the buckets that it lies in', () => {
    // 1,024 ms are covered by 512 buckets of 2 ms; the gap lasts from 1.5 to 7.
    const { bucketMs, buckets } = histogramOf([
      [0, 0],
      [1023, 0],
      [7, 5.5],
    ]);
    expect(bucketMs).toBe(2);
    expect(buckets.filter(({ gapMs }) => gapMs > 0)).toEqual([
      { from: 0, rows: 1, gapMs: 0.5 },
      { from: 2, rows: 0, gapMs: 2 },
      { from: 4, rows: 0, gapMs: 2 },
      { from: 6, rows: 1, gapMs: 1 },
    ]);
  });

  it('holds any number of rows of any span in 512 buckets and loses none', () => {
    const moment = fc.tuple(fc.integer({ min: -1e12, max: 2e12 }), fc.constantFrom(0, 1, 60_000, 3.6e6));
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 60 }), (moments) => {
        const { bucketMs, buckets } = histogramOf(moments);
        const first = buckets[0]!.from;
        expect(buckets.at(-1)!.from - first).toBeLessThan(512 * bucketMs);
        expect(buckets.reduce((sum, { rows }) => sum + rows, 0)).toBe(moments.length);
        const gaps = moments.reduce((sum, [, gapMs]) => sum + gapMs, 0);
        expect(buckets.reduce((sum, { gapMs }) => sum + gapMs, 0)).toBeCloseTo(gaps, 3);
        const slow = Map.groupBy(moments, ([timestamp]) => Math.floor(timestamp / bucketMs) * bucketMs);
        const counted = buckets.filter(({ rows }) => rows > 0).map(({ from, rows }) => [from, rows]);
        expect(new Map(counted as [number, number][])).toEqual(
          new Map([...slow].map(([from, own]) => [from, own.length])),
        );
      }),
    );
  });
});
