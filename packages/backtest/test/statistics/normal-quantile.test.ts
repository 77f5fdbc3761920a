import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/index.ts';

/** Rows of a chance and its x, computed with 40 digits. */
const TABLE: readonly (readonly [number, number])[] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-12, -7.034483825301132],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.074, -1.4466320671589785],
  [0.076, -1.4325027208258116],
  [0.3, -0.5244005127080408],
  [0.75, 0.6744897501960817],
  [0.975, 1.9599639845400538],
  [0.9999, 3.7190164854557084],
];

describe('the inverse of the normal distribution', () => {
  it('has the values of a table in centre and tails', () => {
    for (const [chance, x] of TABLE)
      expect(Math.abs(normalQuantile(chance) / x - 1), `at ${chance}`).toBeLessThan(1e-15);
  });

  it('is the x that has the chance, found by halving', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (probability) => {
        let [low, high] = [-40, 1];
        for (let step = 0; step < 60; step++) {
          const middle = (low + high) / 2;
          if (normalCdf(middle) < probability) low = middle;
          else high = middle;
        }
        expect(Math.abs(normalQuantile(probability) - low)).toBeLessThan(1e-15 * Math.max(2, Math.abs(low)));
      }),
    );
  });

  it('is taken back by the distribution', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (probability) => {
        expect(Math.abs(normalCdf(normalQuantile(probability)) - probability)).toBeLessThan(4e-16);
      }),
    );
  });

  it('is infinite at 0 and 1, and nothing beyond', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(0.5)).toBe(0);
    expect([-0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
