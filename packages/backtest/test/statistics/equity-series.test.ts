import { describe, expect, it } from 'vitest';
import { canAnnualise, periodsPerYearOf, returnsOf } from '../../src/index.ts';

const DAY_MS = 86_400_000;

describe('returns of equity', () => {
  it('are changes from sample to sample', () => {
    // 110 / 100 - 1 = 0.1, 55 / 110 - 1 = -0.5, 0 / 55 - 1 = -1.
    expect([...returnsOf(Float64Array.of(100, 110, 55, 0))]).toEqual([expect.closeTo(0.1, 15), -0.5, -1]);
  });

  it('are unknown after equity that is not above 0, and around equity that is not known', () => {
    expect([...returnsOf(Float64Array.of(100, 0, 10, -10, 20))].slice(1)).toEqual([Number.NaN, -2, Number.NaN]);
    expect([...returnsOf(Float64Array.of(100, Number.NaN, 10))]).toEqual([Number.NaN, Number.NaN]);
  });

  it('are none for one sample or none', () => {
    expect(returnsOf(new Float64Array(0))).toHaveLength(0);
    expect(returnsOf(Float64Array.of(100))).toHaveLength(0);
  });
});

describe('a year', () => {
  it('has 365 days', () => {
    expect(periodsPerYearOf(DAY_MS)).toBe(365);
    expect(periodsPerYearOf(60_000)).toBe(525_600);
  });

  it('is spoken of from 30 samples and one day', () => {
    const series = (count: number, intervalMs: number) => ({
      startTime: 0,
      intervalMs,
      values: new Float64Array(count).fill(1),
    });
    expect(canAnnualise(series(29, DAY_MS))).toBe(false);
    expect(canAnnualise(series(30, DAY_MS))).toBe(true);
    // 24 hours are 24 intervals of an hour, 1,440 of a minute: 1,441 samples.
    expect(canAnnualise(series(1440, 60_000))).toBe(false);
    expect(canAnnualise(series(1441, 60_000))).toBe(true);
    expect(canAnnualise(series(0, DAY_MS))).toBe(false);
  });
});
