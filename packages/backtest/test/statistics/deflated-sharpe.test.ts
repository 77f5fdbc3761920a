import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflatedSharpeOf, expectedBestSharpeOf, normalCdf, probabilisticSharpeOf } from '../../src/index.ts';

const NORMAL = { skew: 0, kurtosis: 3 };
const PER_YEAR = 250;
/** 2.5 a year over 1,250 of 250 returns a year, fat to the left. */
const CHOSEN = { sharpe: 2.5 / Math.sqrt(PER_YEAR), count: 1250, skew: -3, kurtosis: 10 };
/** A variance of 0.5 a year; variances scale with the number of periods. */
const TRIALS = { count: 100, sharpeVariance: 0.5 / PER_YEAR };

describe('the probabilistic Sharpe ratio', () => {
  it('has the check value of normal returns', () => {
    // 0.458 sqrt(23) / sqrt(1 + 0.5 x 0.209764) = 2.196493 / 1.051134 = 2.089640; Phi = 0.981675.
    expect(probabilisticSharpeOf({ sharpe: 0.458, count: 24, ...NORMAL })).toBeCloseTo(0.9816749190910771, 14);
  });

  it('has the check value of returns with a fat left tail', () => {
    // 1 + 2.448 x 0.458 + 9.164 / 4 x 0.209764 = 2.601753; 2.196493 / 1.612995 = 1.361747; Phi = 0.913361.
    const observed = { sharpe: 0.458, count: 24, skew: -2.448, kurtosis: 10.164 };
    expect(probabilisticSharpeOf(observed)).toBeCloseTo(0.913361083860933, 14);
  });

  it('is one half at the benchmark and falls as it rises', () => {
    const observed = { sharpe: 0.1, count: 100, ...NORMAL };
    expect(probabilisticSharpeOf(observed, 0.1)).toBe(0.5);
    expect(probabilisticSharpeOf(observed, 0.2)!).toBeLessThan(0.5);
  });

  it('is null for one return and where the estimate has no variance', () => {
    expect(probabilisticSharpeOf({ sharpe: 1, count: 1, ...NORMAL })).toBeNull();
    // 1 - 2 x 1 + 3 / 4 x 1 = -0.25.
    expect(probabilisticSharpeOf({ sharpe: 1, count: 9, skew: 2, kurtosis: 4 })).toBeNull();
    expect(probabilisticSharpeOf({ sharpe: Number.NaN, count: 9, ...NORMAL })).toBeNull();
  });
});

describe('the deflated Sharpe ratio', () => {
  it('has the check values', () => {
    // sqrt(0.002) (0.4227843 x 2.3263479 + 0.5772157 x 2.6803600) = 0.0447214 x 2.5306... = 0.1131720.
    expect(expectedBestSharpeOf(TRIALS)).toBeCloseTo(0.11317200186513203, 14);
    // (0.1581139 - 0.1131720) sqrt(1249) / sqrt(1 + 3 x 0.1581139 + 2.25 x 0.025) = 1.5883 / 1.2372 = 1.2838.
    expect(deflatedSharpeOf(CHOSEN, TRIALS)).toBeCloseTo(0.9003968344493909, 13);
  });

  it('expects nothing of a single trial, so that it is the probabilistic one', () => {
    expect(expectedBestSharpeOf({ count: 1, sharpeVariance: 0.5 })).toBe(0);
    expect(deflatedSharpeOf(CHOSEN, { count: 1, sharpeVariance: 0 })).toBe(probabilisticSharpeOf(CHOSEN));
  });

  it('expects more of more trials, up to a number that no chance can be told from 1', () => {
    const best = [1, 1.1, 2, 10, 1e3, 1e6, 1e15, 1e18].map((count) =>
      expectedBestSharpeOf({ count, sharpeVariance: 1 }),
    );
    expect([...best].sort((a, b) => a - b)).toEqual(best);
    // 1 - 1e-18 is 1 as a double; -Phi^-1(1e-18) = 8.757 and -Phi^-1(1e-18 / e) = 8.870 or so.
    expect(best.at(-1)).toBeGreaterThan(8.7);
    expect(best.at(-1)).toBeLessThan(8.9);
  });

  it('comes near the mean of the best of normal numbers', () => {
    // The chance that the best of n stays below x is Phi(x)^n; its mean is the integral of x over it. For n = 10: 1.5388.
    for (const [count, error] of [
      [10, 0.04],
      [1000, 0.02],
    ] as const) {
      let [mean, before] = [0, 0];
      for (let x = -6; x <= 9; x += 0.001) {
        const below = normalCdf(x) ** count;
        mean += (x - 0.0005) * (below - before);
        before = below;
      }
      expect(Math.abs(expectedBestSharpeOf({ count, sharpeVariance: 1 }) - mean)).toBeLessThan(error);
    }
  });

  it('never rises with the number of trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (count, more) => {
        const few = deflatedSharpeOf(CHOSEN, { ...TRIALS, count });
        expect(deflatedSharpeOf(CHOSEN, { ...TRIALS, count: count + more })!).toBeLessThanOrEqual(few!);
      }),
    );
  });

  it('refuses trials that are none', () => {
    expect(() => expectedBestSharpeOf({ count: 0, sharpeVariance: 1 })).toThrow('the number of trials is 0');
    expect(() => expectedBestSharpeOf({ count: Number.NaN, sharpeVariance: 1 })).toThrow('give 1 or more');
    expect(() => expectedBestSharpeOf({ count: 5, sharpeVariance: -1 })).toThrow('the variance of the trials is -1');
  });
});
