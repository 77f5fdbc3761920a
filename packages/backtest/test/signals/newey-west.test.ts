import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neweyWestErrorOf, overlapOf, regress } from '../../src/index.ts';

const f64 = (...values: readonly number[]) => Float64Array.from(values);

/** Sum over all pairs of rows of the Bartlett weight of their distance and their product. */
function slowSquaresOf(values: readonly number[], lags: number): number {
  let total = 0;
  for (const [row, value] of values.entries()) {
    for (const [other, second] of values.entries()) {
      total += Math.max(0, 1 - Math.abs(row - other) / (lags + 1)) * value * second;
    }
  }
  return total;
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("Newey and West's error of a mean", () => {
  it('is worked by hand', () => {
    // 1, 2, 4, 5: mean 3, offsets -2, -1, 1, 2. c0 = (4 + 1 + 1 + 4) / 4 = 2.5; c1 = (2 - 1 + 2) / 4 = 0.75.
    // No lag: sqrt(2.5 / 4); one lag, weight 1 - 1/2: sqrt((2.5 + 2 x 0.5 x 0.75) / 4).
    expect(neweyWestErrorOf(f64(1, 2, 4, 5), 0)).toBeCloseTo(Math.sqrt(0.625), 15);
    expect(neweyWestErrorOf(f64(1, 2, 4, 5), 1)).toBeCloseTo(Math.sqrt(0.8125), 15);
  });

  it('agrees with a look at every pair of rows', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 30 }), (returns, lags) => {
        const mean = meanOf(returns);
        const squares = slowSquaresOf(
          returns.map((value) => value - mean),
          lags,
        );
        expect(neweyWestErrorOf(Float64Array.from(returns), lags)! ** 2).toBeCloseTo(squares / returns.length ** 2, 12);
      }),
    );
  });

  it('keeps the places of values that are missing', () => {
    // 1, -, 3: mean 2, offsets -1 and 1 two rows apart. One lag reaches nothing: sqrt(2) / 2; two lags, weight 1/3 at
    // distance 2: sqrt(2 - 2 / 3) / 2.
    expect(neweyWestErrorOf(f64(1, Number.NaN, 3), 1)).toBeCloseTo(Math.SQRT1_2, 15);
    expect(neweyWestErrorOf(f64(1, Number.NaN, 3), 2)).toBeCloseTo(Math.sqrt(4 / 3) / 2, 15);
  });

  it('is 0 where nothing varies, and null below two values', () => {
    expect(neweyWestErrorOf(f64(0.1, 0.1, 0.1), 1)).toBe(0);
    expect(neweyWestErrorOf(f64(0.1), 1)).toBeNull();
    expect(neweyWestErrorOf(f64(), 1)).toBeNull();
    expect(() => neweyWestErrorOf(f64(1, 2), -1)).toThrow('the number of lags is -1');
    expect(() => neweyWestErrorOf(f64(1, 2), 0.5)).toThrow('the number of lags is 0.5');
  });
});

describe('overlap', () => {
  it('is the horizon in rows less one where rows are even', () => {
    // Rows every 10 ms, horizon 30 = 3 rows: the return of a row shares time with the 2 before it.
    expect(overlapOf(f64(0, 10, 20, 30, 40), 30)).toBe(2);
    expect(overlapOf(f64(0, 10, 20, 30, 40), 10)).toBe(0);
    expect(overlapOf(f64(0, 10, 20, 30, 40), 11)).toBe(1);
    expect(overlapOf(f64(), 10)).toBe(0);
  });

  it('agrees with counting the rows within each horizon', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 })), fc.integer({ min: 0, max: 20 }), (values, horizonMs) => {
        const times = [...values].sort((a, b) => a - b);
        const counts = times.map(
          (time, row) => times.slice(row + 1).filter((later) => later < time + horizonMs).length,
        );
        expect(overlapOf(Float64Array.from(times), horizonMs)).toBe(Math.max(0, ...counts));
      }),
    );
  });
});

describe('regression', () => {
  it('is worked by hand', () => {
    // x -1, 0, 1 and y 0, 0, 3: mean y 1, slope (1 + 2) / 2 = 1.5, intercept 1. Residuals 0.5, -1, 0.5; scores x e:
    // -0.5, 0, 0.5. No lag: sqrt(0.5) / 2. Two lags, weight 1/3 at distance 2: sqrt(0.5 - 2 x 0.25 / 3) / 2.
    const fit = regress(f64(-1, 0, 1), f64(0, 0, 3), 0);
    expect(fit).toMatchObject({ count: 3, slope: 1.5, intercept: 1 });
    expect(fit?.slopeError).toBeCloseTo(Math.sqrt(0.5) / 2, 15);
    expect(regress(f64(-1, 0, 1), f64(0, 0, 3), 2)?.slopeError).toBeCloseTo(Math.sqrt(1 / 3) / 2, 15);
    // Squares 2 of x and 1 + 1 + 4 = 6 of y: the slope between standardised columns is sqrt(2 / 6) of it.
    expect(fit?.correlationError).toBeCloseTo((Math.sqrt(0.5) / 2) * Math.sqrt(1 / 3), 15);
  });

  it('agrees with the sandwich of whole matrices', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
      minLength: 3,
      maxLength: 20,
    });
    fc.assert(
      fc.property(pairs, fc.integer({ min: 0, max: 25 }), (rows, lags) => {
        const [xs, ys] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
        const fit = regress(Float64Array.from(xs), Float64Array.from(ys), lags);
        // X'X = [n, sx; sx, sxx], its inverse [sxx, -sx; -sx, n] / det.
        const [n, sx] = [xs.length, xs.reduce((sum, x) => sum + x, 0)];
        const sxx = xs.reduce((sum, x) => sum + x * x, 0);
        const determinant = n * sxx - sx * sx;
        if (determinant === 0) {
          expect(fit).toBeNull();
          return;
        }
        const sy = ys.reduce((sum, y) => sum + y, 0);
        const sxy = xs.reduce((sum, x, row) => sum + x * ys[row]!, 0);
        const slope = (n * sxy - sx * sy) / determinant;
        const intercept = (sxx * sy - sx * sxy) / determinant;
        // Slope's row of the inverse times each row's score (e, x e): (n x - sx) e / det.
        const influence = xs.map((x, row) => ((n * x - sx) * (ys[row]! - intercept - slope * x)) / determinant);
        expect(fit!.slope).toBeCloseTo(slope, 10);
        expect(fit!.intercept).toBeCloseTo(intercept, 10);
        expect(fit!.slopeError ** 2).toBeCloseTo(slowSquaresOf(influence, lags), 10);
      }),
    );
  });

  it('leaves out rows without a pair, at their places', () => {
    const fit = regress(f64(-1, 5, 0, 1), f64(0, Number.NaN, 0, 3), 1);
    expect(fit).toMatchObject({ count: 3, slope: 1.5, intercept: 1 });
    // The scores -0.5, gap, 0, 0.5: nothing within one row of another but zeros.
    expect(fit?.slopeError).toBeCloseTo(Math.sqrt(0.5) / 2, 15);
  });

  it('is null below three pairs and where x does not vary', () => {
    expect(regress(f64(1, 2), f64(1, 2), 0)).toBeNull();
    expect(regress(f64(0.1, 0.1, 0.1), f64(1, 2, 3), 0)).toBeNull();
    expect(regress(f64(1, 2, 3), f64(0.1, 0.1, 0.1), 0)).toMatchObject({
      slope: 0,
      slopeError: 0,
      correlationError: null,
    });
    expect(() => regress(f64(1, 2, 3), f64(1, 2), 0)).toThrow('the columns have 3 and 2 rows');
  });
});
