import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentsOf, returnsOf } from '../../src/index.ts';
import { CHECK_RETURNS } from './check-vector.ts';

describe('moments of returns', () => {
  it('are those of a record worked by hand', () => {
    // 1, 2, 3, 6: mean 12 / 4 = 3, offsets -2, -1, 0, 3; m2 = (4 + 1 + 0 + 9) / 4 = 3.5, m3 = (-8 - 1 + 27) / 4 = 4.5,
    // m4 = (16 + 1 + 81) / 4 = 24.5. Deviation sqrt(14 / 3), skew 4.5 / 3.5^1.5, raw kurtosis 24.5 / 12.25 = 2.
    const moments = momentsOf(Float64Array.of(1, 2, 3, 6));
    expect(moments).toMatchObject({ count: 4, mean: 3, kurtosis: 2 });
    expect(moments?.deviation).toBeCloseTo(2.160246899469287, 14);
    expect(moments?.skew).toBeCloseTo(0.687243193489, 11);
  });

  it('agree with sums in plain order', () => {
    const returns = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(returns, (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const about = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0);
        const moments = momentsOf(Float64Array.from(values));
        expect(moments?.mean).toBeCloseTo(mean, 14);
        expect(moments?.deviation).toBeCloseTo(Math.sqrt(about(2) / (values.length - 1)), 13);
        const m2 = about(2) / values.length;
        fc.pre(m2 > 1e-6);
        expect(moments?.skew).toBeCloseTo(about(3) / values.length / m2 ** 1.5, 6);
        expect(moments?.kurtosis).toBeCloseTo(about(4) / values.length / m2 ** 2, 6);
      }),
    );
  });

  it('keep the mean of a long record of values that are hard to add', () => {
    // [1, 1e100, 1, -1e100] sums up to 2; plain addition loses both ones.
    expect(momentsOf(Float64Array.of(1, 1e100, 1, -1e100))?.mean).toBe(0.5);
  });

  it('find no spread in growth that never changes', () => {
    // 1.01^k rounds, so the returns differ in their last digits.
    const returns = returnsOf(Float64Array.from({ length: 50 }, (_, day) => 1000 * 1.01 ** day));
    expect(new Set(returns).size).toBeGreaterThan(1);
    expect(momentsOf(returns)).toMatchObject({ count: 49, deviation: 0, skew: null, kurtosis: null });
  });

  it('are unknown below two returns and where one is not finite', () => {
    expect(momentsOf(new Float64Array(0))).toBeNull();
    expect(momentsOf(Float64Array.of(0.1))).toBeNull();
    expect(momentsOf(Float64Array.of(0.1, Number.NaN, 0.2))).toBeNull();
    expect(momentsOf(Float64Array.of(0.1, Number.POSITIVE_INFINITY))).toBeNull();
    expect(momentsOf(Float64Array.of(1e200, -1e200))).toBeNull();
  });

  it('belong to the check vector', () => {
    // Sum 5 %, mean 0.625 %; squares of 1, 10, 4, 2, 3, 2, 1, 10 sum up to 235, less 8 x 0.625^2 = 3.125: 231.875;
    // deviation sqrt(231.875 / 7) = 5.755432 %.
    expect(momentsOf(CHECK_RETURNS)?.mean).toBeCloseTo(0.00625, 17);
    expect(momentsOf(CHECK_RETURNS)?.deviation).toBeCloseTo(0.0575543222, 10);
  });
});
