import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moments } from '../../src/summary/moments.ts';

function momentsOf(values: readonly number[]): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}

describe('Moments', () => {
  it('gives mean and sample standard deviation', () => {
    // Mean 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; 32 / 7 = 4.571428..., root 2.138089935...
    const { count, min, max, mean, standardDeviation } = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect({ count, min, max, mean }).toEqual({ count: 8, min: 2, max: 9, mean: 5 });
    expect(standardDeviation).toBeCloseTo(2.138089935299395, 14);
  });

  it('is null where there is no value', () => {
    const empty = momentsOf([]);
    expect([empty.min, empty.max, empty.mean, empty.standardDeviation]).toEqual([null, null, null, null]);
    const one = momentsOf([0.25]);
    expect([one.min, one.max, one.mean, one.standardDeviation]).toEqual([0.25, 0.25, 0.25, null]);
  });

  it('keeps its precision where the spread is tiny against the mean', () => {
    // 1e9 + (4, 7, 13, 16): mean 1e9 + 10, variance (36 + 9 + 9 + 36) / 3 = 30.
    const moments = momentsOf([4, 7, 13, 16].map((value) => 1e9 + value));
    expect(moments.mean).toBe(1e9 + 10);
    expect(moments.standardDeviation).toBeCloseTo(Math.sqrt(30), 12);
  });

  it('agrees with exact arithmetic', () => {
    const anyObi = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
    fc.assert(
      fc.property(fc.array(anyObi, { minLength: 2, maxLength: 300 }), (numerators) => {
        const { mean, standardDeviation } = momentsOf(numerators.map((numerator) => numerator / 2 ** 40));
        const exact = exactMoments(numerators.map(BigInt));
        expect(Math.abs(mean! - exact.mean)).toBeLessThan(1e-14);
        expect(Math.abs(standardDeviation! - exact.standardDeviation)).toBeLessThan(1e-12);
      }),
    );
  });
});

/** Mean and sample standard deviation of numerators over 2^40, by whole numbers up to the last division. */
function exactMoments(numerators: readonly bigint[]): { readonly mean: number; readonly standardDeviation: number } {
  const count = BigInt(numerators.length);
  const sum = numerators.reduce((total, value) => total + value, 0n);
  const squares = numerators.reduce((total, value) => total + value * value, 0n);
  const variance = ratio(count * squares - sum * sum, count * (count - 1n)) / 2 ** 80;
  return { mean: ratio(sum, count) / 2 ** 40, standardDeviation: Math.sqrt(variance) };
}

/** The quotient, with 53 bits to spare before it becomes a floating-point number. */
function ratio(numerator: bigint, denominator: bigint): number {
  return Number((numerator << 64n) / denominator) / 2 ** 64;
}
