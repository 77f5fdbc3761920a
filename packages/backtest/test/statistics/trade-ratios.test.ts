import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeRatiosOf } from '../../src/index.ts';

const NONE = { hitRate: null, profitFactor: null, expectancy: null, payoff: null };

describe('ratios of round trips', () => {
  it('have the check values', () => {
    // 10, -5, 20, -10, 5: 3 of 5 gain; 35 / 15; 20 / 5; (35 / 3) / (15 / 2).
    const ratios = tradeRatiosOf(Float64Array.of(10, -5, 20, -10, 5));
    expect(ratios).toMatchObject({ hitRate: 0.6, expectancy: 4 });
    expect(ratios.profitFactor).toBeCloseTo(7 / 3, 14);
    expect(ratios.payoff).toBeCloseTo(14 / 9, 14);
  });

  it('have no profit factor or payoff without a loss', () => {
    expect(tradeRatiosOf(Float64Array.of(10, 0))).toEqual({
      hitRate: 0.5,
      profitFactor: null,
      expectancy: 5,
      payoff: null,
    });
  });

  it('have a profit factor of 0 and no payoff without a gain', () => {
    expect(tradeRatiosOf(Float64Array.of(-10, 0))).toEqual({
      hitRate: 0,
      profitFactor: 0,
      expectancy: -5,
      payoff: null,
    });
  });

  it('are null without round trips and where a profit is not known', () => {
    expect(tradeRatiosOf(new Float64Array(0))).toEqual(NONE);
    expect(tradeRatiosOf(Float64Array.of(1, Number.NaN))).toEqual(NONE);
  });

  it('agree with counting whole numbers', () => {
    const profits = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(profits, (values) => {
        let [wins, losses, gained, lost] = [0, 0, 0, 0];
        for (const value of values) {
          if (value > 0) [wins, gained] = [wins + 1, gained + value];
          if (value < 0) [losses, lost] = [losses + 1, lost - value];
        }
        const ratios = tradeRatiosOf(Float64Array.from(values));
        expect(ratios.hitRate).toBe(wins / values.length);
        expect(ratios.expectancy).toBe((gained - lost) / values.length);
        expect(ratios.profitFactor).toBe(losses === 0 ? null : gained / lost);
        if (wins > 0 && losses > 0) expect(ratios.payoff).toBeCloseTo((gained * losses) / (lost * wins), 12);
        else expect(ratios.payoff).toBeNull();
      }),
    );
  });
});
