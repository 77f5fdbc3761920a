import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRanksOf, informationCoefficientOf, pearsonOf, spearmanOf } from '../../src/index.ts';

const f64 = (...values: readonly number[]) => Float64Array.from(values);
const column = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 20 });

describe('ranks', () => {
  it('are shared by equal values', () => {
    // 10 has ranks 1; 20 ranks 2 and 3, their mean 2.5; 30 rank 4.
    expect([...averageRanksOf(f64(20, 10, 30, 20))]).toEqual([2.5, 1, 4, 2.5]);
  });

  it('leave out what is not known', () => {
    expect([...averageRanksOf(f64(5, Number.NaN, 4))]).toEqual([2, Number.NaN, 1]);
    expect(averageRanksOf(f64())).toHaveLength(0);
  });

  it('agree with counting smaller and equal values', () => {
    fc.assert(
      fc.property(column, (values) => {
        const expected = values.map((value) => {
          const smaller = values.filter((other) => other < value).length;
          return smaller + (values.filter((other) => other === value).length + 1) / 2;
        });
        expect([...averageRanksOf(Float64Array.from(values))]).toEqual(expected);
      }),
    );
  });
});

describe('correlations', () => {
  it('have the check values without ties', () => {
    // Offsets -2..2 and -1, -2, 1, 0, 2: products 2 + 2 + 0 + 0 + 4 = 8, squares 10 and 10: 0.8; ranks are the values.
    expect(pearsonOf(f64(1, 2, 3, 4, 5), f64(2, 1, 4, 3, 5))).toBeCloseTo(0.8, 15);
    expect(spearmanOf(f64(1, 2, 3, 4, 5), f64(2, 1, 4, 3, 5))).toBeCloseTo(0.8, 15);
  });

  it('have the check values with ties', () => {
    // Offsets from 2.25: -1.25, -.25, -.25, 1.75 and from 2.5: -1.5, .5, -.5, 1.5: 4.5 / sqrt(4.75 x 5) = .923381.
    expect(pearsonOf(f64(1, 2, 2, 4), f64(1, 3, 2, 4))).toBeCloseTo(0.923381, 6);
    // Ranks 1, 2.5, 2.5, 4: offsets -1.5, 0, 0, 1.5 against -1.5, .5, -.5, 1.5: 4.5 / sqrt(4.5 x 5) = .948683.
    expect(spearmanOf(f64(1, 2, 2, 4), f64(1, 3, 2, 4))).toBeCloseTo(0.948683, 6);
  });

  it('use the rows where both are known, ranked among themselves', () => {
    const xs = f64(1, Number.NaN, 2, 2, 9, 4);
    const ys = f64(1, 7, 3, 2, Number.NaN, 4);
    expect(pearsonOf(xs, ys)).toBeCloseTo(0.923381, 6);
    expect(spearmanOf(xs, ys)).toBeCloseTo(0.948683, 6);
  });

  it('are null where a column does not vary or pairs are missing', () => {
    expect(pearsonOf(f64(0.1, 0.1, 0.1), f64(1, 2, 3))).toBeNull();
    expect(spearmanOf(f64(1, 2, 3), f64(0.1, 0.1, 0.1))).toBeNull();
    expect(pearsonOf(f64(1), f64(1))).toBeNull();
    expect(pearsonOf(f64(), f64())).toBeNull();
    expect(pearsonOf(f64(1, Number.NaN), f64(Number.NaN, 1))).toBeNull();
    expect(() => pearsonOf(f64(1), f64())).toThrow('the columns have 1 and 0 rows');
  });

  it('agree with the formula over all pairs of rows', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))), (pairs) => {
        // Sums over all pairs of rows of (xi - xj)(yi - yj) need no mean.
        let [xx, yy, xy] = [0, 0, 0];
        for (const [x, y] of pairs) {
          for (const [otherX, otherY] of pairs) {
            xx += (x - otherX) ** 2;
            yy += (y - otherY) ** 2;
            xy += (x - otherX) * (y - otherY);
          }
        }
        const correlation = pearsonOf(
          Float64Array.from(pairs, ([x]) => x),
          Float64Array.from(pairs, ([, y]) => y),
        );
        if (xx === 0 || yy === 0) expect(correlation).toBeNull();
        else expect(correlation).toBeCloseTo(xy / Math.sqrt(xx * yy), 12);
      }),
    );
  });

  it('are 1 for the same column and do not leave -1 to 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 }), (values) => {
        const xs = Float64Array.from(values);
        const correlation = pearsonOf(xs, xs);
        if (correlation !== null) {
          expect(correlation).toBeLessThanOrEqual(1);
          expect(correlation).toBeCloseTo(1, 12);
        }
      }),
    );
  });
});

describe('the information coefficient', () => {
  it('is both correlations over the signals that have a return', () => {
    const coefficient = informationCoefficientOf(f64(1, 2, 2, 4, 8), f64(1, 3, 2, 4, Number.NaN), 0);
    expect(coefficient.count).toBe(4);
    expect(coefficient.pearson).toBeCloseTo(0.923381, 6);
    expect(coefficient.spearman).toBeCloseTo(0.948683, 6);
  });

  it('has an error that allows for overlap', () => {
    // A signal that comes in runs of three, as overlapping horizons do, proves less than its rows say.
    const xs = f64(1, 1, 1, -1, -1, -1, 1, 1, 1, -1, -1, -1);
    const ys = f64(2, 2, 2, -1, -1, -1, -1, -1, -1, 0, 0, 0);
    const plain = informationCoefficientOf(xs, ys, 0);
    const careful = informationCoefficientOf(xs, ys, 2);
    expect(careful.pearson).toBe(plain.pearson);
    expect(careful.pearsonError!).toBeGreaterThan(plain.pearsonError! * 1.2);
    expect(careful.spearmanError!).toBeGreaterThan(plain.spearmanError! * 1.2);
  });

  it('depends on ranks alone in its rank part', () => {
    const [xs, ys] = [f64(1, 4, 2, 3, 3), f64(2, 9, 3, 1, 7)];
    const plain = informationCoefficientOf(xs, ys, 1);
    const bent = informationCoefficientOf(xs.map(Math.exp), ys.map(Math.cbrt), 1);
    expect([bent.spearman, bent.spearmanError]).toEqual([plain.spearman, plain.spearmanError]);
    expect(bent.pearsonError).not.toBeCloseTo(plain.pearsonError!, 3);
  });

  it('is null without pairs', () => {
    expect(informationCoefficientOf(f64(1), f64(Number.NaN), 0)).toEqual({
      count: 0,
      pearson: null,
      pearsonError: null,
      spearman: null,
      spearmanError: null,
    });
  });
});
