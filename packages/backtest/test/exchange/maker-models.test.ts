import { describe, expect, it } from 'vitest';
import { CROSS, LOG_MODEL, type MakerModel, makePowerModel, RISK_AVERSE, TOUCH } from '../../src/index.ts';

describe('size ahead after a book', () => {
  // A: 6 ahead, shown 10 then 8, no trade: 2 were cancelled. B: a trade of 3 leaves 3 ahead; shown 10 then 5: 2 cancelled.
  it.each<[MakerModel, number, number]>([
    [RISK_AVERSE, 6, 3],
    [makePowerModel(1), 4.8, 2.4],
    [makePowerModel(2), 4.6154, 2.6897],
    [LOG_MODEL, 4.9054, 2.2],
  ])('%o', (model, a, b) => {
    expect(model.aheadAfterBook(6, 10, 8, 0)).toBeCloseTo(a, 4);
    expect(model.aheadAfterBook(3, 10, 5, 3)).toBeCloseTo(b, 4);
  });

  it.each([RISK_AVERSE, makePowerModel(1), LOG_MODEL])('is at most what is shown (%o)', (model) => {
    expect(model.aheadAfterBook(6, 10, 4, 0)).toBeLessThanOrEqual(4);
    expect(model.aheadAfterBook(6, 10, 0, 0)).toBe(0);
    // More is shown: what came stands behind.
    expect(model.aheadAfterBook(6, 10, 20, 0)).toBe(6);
  });

  it.each([RISK_AVERSE, makePowerModel(1), LOG_MODEL])('is unknown until a book reaches the price (%o)', (model) => {
    const unknown = model.aheadOnArrival(Number.NaN);
    expect(unknown).toBe(Number.POSITIVE_INFINITY);
    expect(model.aheadAfterBook(unknown, Number.NaN, 7, 3)).toBe(7);
  });

  it('is nothing under touch, and never known to be nothing under cross', () => {
    expect([TOUCH.aheadOnArrival(8), TOUCH.aheadAfterBook(0, 8, 9, 0)]).toEqual([0, 0]);
    expect([CROSS.aheadOnArrival(0), CROSS.aheadAfterBook(0, 8, 0, 0)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('takes a power above 0', () => {
    expect(() => makePowerModel(0)).toThrow('the power of the maker model is 0');
  });
});
