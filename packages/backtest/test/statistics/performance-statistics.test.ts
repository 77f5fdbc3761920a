import { describe, expect, it } from 'vitest';
import { computePerformance, deflatedSharpeOf, type EquitySeries, equityStatisticsOf } from '../../src/index.ts';
import { roundTripsOf } from '../support/round-trips.ts';
import { CHECK_RETURNS, equityOf } from './check-vector.ts';

const DAY_MS = 86_400_000;
const NO_TRIPS = roundTripsOf([]);

function daily(values: ArrayLike<number>): EquitySeries {
  return { startTime: 10 * DAY_MS, intervalMs: DAY_MS, values: Float64Array.from(values) };
}

/** The check vector four times over: 32 returns, 33 samples. */
function fourfold(): EquitySeries {
  return daily(equityOf(Float64Array.from([1, 2, 3, 4].flatMap(() => [...CHECK_RETURNS]))));
}

describe('performance statistics', () => {
  it('put all figures of a record together', () => {
    const { values } = fourfold();
    const statistics = computePerformance({ equity: fourfold(), roundTrips: NO_TRIPS });
    // The mean stays 0.625 %; the deviation is over 31 now, 4 x 231.875 / 31: 5.469854 %, Sharpe 2.18299 x 365 days.
    expect(statistics.sharpePerPeriod).toBeCloseTo(0.625 / Math.sqrt(927.5 / 31), 14);
    expect(statistics.sharpe).toBeCloseTo((0.625 / Math.sqrt(927.5 / 31)) * Math.sqrt(365), 12);
    // Over all n nothing changes for the Sortino ratio, nor for the growth a year.
    expect(statistics.sortino).toBeCloseTo(3.1357573468, 10);
    expect(statistics.cagr).toBeCloseTo(4.7117628716, 9);
    // The last fall of 10 % and the next one, of 4 %, are made good by the rises between.
    expect(statistics.maxDrawdown).toBeCloseTo(-0.1, 14);
    expect(statistics.calmar).toBeCloseTo(47.117628716, 8);
    expect(statistics).toMatchObject({
      startTime: 10 * DAY_MS,
      endTime: 42 * DAY_MS,
      intervalMs: DAY_MS,
      sampleCount: 33,
      startEquity: 1,
      endEquity: values[32],
      totalReturn: values[32]! - 1,
      deflatedSharpe: null,
    });
    expect(statistics.skew).toBeCloseTo(-0.3650572690177864, 12);
    expect(statistics.kurtosis).toBeCloseTo(3.1195347316569917, 12);
  });

  it('tell when the deepest drawdown began, was deepest and ended', () => {
    // 100 to 80 is deeper than 110 to 99; that one lasts 3 days, longer than 2.
    const { maxDrawdown, ...statistics } = equityStatisticsOf(daily([100, 80, 105, 110, 99, 99, 110]));
    expect(maxDrawdown).toBeCloseTo(-0.2, 15);
    expect(statistics).toMatchObject({
      maxDrawdownPeakTime: 10 * DAY_MS,
      maxDrawdownTroughTime: 11 * DAY_MS,
      maxDrawdownRecoveryTime: 12 * DAY_MS,
      longestDrawdownMs: 3 * DAY_MS,
    });
  });

  it('have no annualised figures below 30 samples or one day', () => {
    const nothing = { cagr: null, sharpe: null, sortino: null, calmar: null };
    const short = equityStatisticsOf(daily(equityOf(CHECK_RETURNS)));
    expect(short).toMatchObject(nothing);
    expect(short.sharpePerPeriod).toBeCloseTo(0.10859306069, 10);
    expect(short.maxDrawdown).toBeCloseTo(-0.1, 14);
    const minutes = { ...fourfold(), intervalMs: 60_000 };
    expect(equityStatisticsOf(minutes)).toMatchObject(nothing);
  });

  it('hold the Sharpe ratio against a benchmark and against trials', () => {
    const trials = { count: 20, sharpeVariance: 0.01 };
    const statistics = equityStatisticsOf(fourfold(), { trials });
    const { sharpePerPeriod: sharpe, skew, kurtosis } = statistics;
    const observed = { sharpe: sharpe!, count: 32, skew: skew!, kurtosis: kurtosis! };
    expect(statistics.deflatedSharpe).toBe(deflatedSharpeOf(observed, trials));
    expect(statistics.deflatedSharpe).toBeLessThan(statistics.probabilisticSharpe!);
    expect(equityStatisticsOf(fourfold(), { benchmarkSharpe: sharpe! }).probabilisticSharpe).toBe(0.5);
  });

  it('count round trips that have ended, after fees, and those that are open', () => {
    // Long 2 from 100 to 110 less 1 + 1: 18. Short 1 from 50 to 53 less 1 + 1: -5. One is open.
    const roundTrips = roundTripsOf([
      [0, 1, 100, 2, 1, 20 * DAY_MS],
      [0, -1, 110, 2, 1, 24 * DAY_MS],
      [1, -1, 50, 1, 1, 30 * DAY_MS],
      [1, 1, 53, 1, 1, 32 * DAY_MS],
      [0, 1, 100, 1, 1, 40 * DAY_MS],
    ]);
    const statistics = computePerformance({ equity: fourfold(), roundTrips });
    expect(statistics).toMatchObject({
      roundTripCount: 2,
      openRoundTripCount: 1,
      hitRate: 0.5,
      profitFactor: 3.6,
      expectancy: 6.5,
      payoff: 3.6,
      // 4 + 2 + 2 of 32 days.
      exposure: 0.25,
    });
    // Of the 40 days that the run itself lasted, 8 + 3 for the one that is open to the end: 4 + 2 + 5 of 40.
    const period = { startTime: 5 * DAY_MS, endTime: 45 * DAY_MS };
    expect(computePerformance({ equity: fourfold(), roundTrips, period }).exposure).toBe(11 / 40);
  });

  it('are null where nothing varies', () => {
    expect(computePerformance({ equity: daily(new Float64Array(40).fill(100)), roundTrips: NO_TRIPS })).toMatchObject({
      cagr: 0,
      sharpe: null,
      sortino: null,
      calmar: null,
      skew: null,
      probabilisticSharpe: null,
      maxDrawdown: 0,
      maxDrawdownPeakTime: null,
      maxDrawdownTroughTime: null,
      maxDrawdownRecoveryTime: null,
      longestDrawdownMs: 0,
      hitRate: null,
      turnover: 0,
      exposure: 0,
    });
  });

  it('are null where there is no equity or it is not known', () => {
    expect(computePerformance({ equity: daily([]), roundTrips: NO_TRIPS })).toMatchObject({
      endTime: 10 * DAY_MS,
      sampleCount: 0,
      startEquity: null,
      endEquity: null,
      totalReturn: null,
      maxDrawdown: null,
      longestDrawdownMs: null,
      sharpePerPeriod: null,
      turnover: null,
      exposure: null,
    });
    const holed = fourfold();
    holed.values[7] = Number.NaN;
    const statistics = equityStatisticsOf(holed);
    expect(statistics).toMatchObject({ sharpe: null, sortino: null, calmar: null, maxDrawdown: null });
    expect(statistics.cagr).toBeCloseTo(4.7117628716, 9);
  });
});
