import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OBI_QUANTILE_ERROR, ObiHistogram } from '../../src/summary/obi-histogram.ts';

function histogramOf(values: readonly number[]): ObiHistogram {
  const histogram = new ObiHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

describe('ObiHistogram', () => {
  it('interpolates between the two nearest order statistics', () => {
    // Rank 0.5 x 3 = 1.5: halfway from 0.2 to 0.3. Rank 0.95 x 3 = 2.85: 0.3 + 0.85 x 0.1.
    const [median, high] = histogramOf([0.4, -0.1, 0.3, 0.2]).quantiles([0.5, 0.95]);
    expect(median).toBeCloseTo(0.25, 15);
    expect(high).toBeCloseTo(0.385, 15);
  });

  it('keeps one-sided and empty books exact', () => {
    expect(histogramOf([-1, -1, 0, 1, 1]).quantiles([0, 0.25, 0.5, 0.75, 1])).toEqual([-1, -1, 0, 1, 1]);
  });

  it('gives its one value for every share', () => {
    expect(histogramOf([0.1234]).quantiles([0.01, 0.5, 0.99])).toEqual([0.1234, 0.1234, 0.1234]);
  });

  it('is null where nothing was added', () => {
    expect(histogramOf([]).quantiles([0.05, 0.5])).toEqual([null, null]);
  });

  it('is within its error of the exact quantiles', () => {
    const shares = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];
    const anyObi = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 0, 1));
    fc.assert(
      fc.property(fc.array(anyObi, { minLength: 1, maxLength: 300 }), (values) => {
        const quantiles = histogramOf(values).quantiles(shares);
        for (const [index, share] of shares.entries()) {
          expect(Math.abs(quantiles[index]! - exactQuantile(values, share))).toBeLessThanOrEqual(
            OBI_QUANTILE_ERROR + 1e-12,
          );
        }
      }),
    );
  });
});

/** Type 7 of Hyndman and Fan, on the sorted values. */
function exactQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(rank)]!;
  const upper = sorted[Math.ceil(rank)]!;
  return lower + (rank - Math.floor(rank)) * (upper - lower);
}
