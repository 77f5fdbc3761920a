import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../src/index.ts';

/** Rows of x and Phi(x), computed with 40 digits. */
const TABLE: readonly (readonly [number, number])[] = [
  [-37, 5.725571222524577e-300],
  [-10, 7.619853024160525e-24],
  [-6, 9.86587645037698e-10],
  [-5.7, 5.990371401063528e-9],
  [-5.6, 1.071759025831093e-8],
  [-3, 0.0013498980316300946],
  [-1.5, 0.06680720126885807],
  [-0.675, 0.249837882471777],
  [-0.5, 0.3085375387259869],
  [0, 0.5],
  [0.25, 0.5987063256829237],
  [0.7, 0.758036347776927],
  [1, 0.8413447460685429],
  [4, 0.9999683287581669],
  [8, 0.9999999999999993],
];

/** Phi in the slow, obvious way: a series around 0, a continued fraction in the tail. */
function slowCdf(x: number): number {
  if (x > 0) return 1 - slowCdf(-x);
  const distance = -x;
  const bell = Math.exp((-distance * distance) / 2) / Math.sqrt(2 * Math.PI);
  if (distance > 2) {
    // Q(x) = phi(x) / (x + 1 / (x + 2 / (x + 3 / ...))).
    let fraction = distance;
    for (let term = 400; term >= 1; term--) fraction = distance + term / fraction;
    return bell / fraction;
  }
  // Phi(x) = 1/2 + phi(x) (x + x^3 / 3 + x^5 / (3 5) + ...).
  let [sum, term] = [0, distance];
  for (let odd = 3; odd < 120; odd += 2) {
    sum += term;
    term *= (distance * distance) / odd;
  }
  return 0.5 - bell * sum;
}

describe('the normal distribution', () => {
  it('has the values of a table in centre and tails', () => {
    for (const [x, expected] of TABLE) expect(Math.abs(normalCdf(x) / expected - 1), `at ${x}`).toBeLessThan(1e-15);
  });

  it('agrees with the series and the continued fraction', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (x) => {
        expect(Math.abs(normalCdf(x) / slowCdf(x) - 1)).toBeLessThan(4e-14);
      }),
    );
  });

  it('sums up to 1 with its mirror image', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
      }),
    );
  });

  it('ends at 0 and 1, and knows nothing of NaN', () => {
    expect([Number.NEGATIVE_INFINITY, -1e300, -39].map(normalCdf)).toEqual([0, 0, 0]);
    expect([9, 39, 1e300, Number.POSITIVE_INFINITY].map(normalCdf)).toEqual([1, 1, 1, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});
