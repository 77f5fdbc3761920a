import { countRoundTrips, type RoundTripColumns } from '../money/round-trip.ts';
import type { EquitySeries } from './equity-series.ts';
import { type EquityStatistics, equityStatisticsOf, type SharpeContext } from './equity-statistics.ts';
import { exposureOf } from './exposure.ts';
import type { Period } from './period.ts';
import { type TradeRatios, tradeRatiosOf } from './trade-ratios.ts';
import { turnoverOf } from './turnover.ts';

/** What statistics of a run are made of. */
export interface PerformanceInput extends SharpeContext {
  readonly equity: EquitySeries;
  readonly roundTrips: RoundTripColumns;
  /** The run's own first and last moment, for the exposure; the equity's by default. */
  readonly period?: Period;
}

/** All performance statistics of a run. */
export interface PerformanceStatistics extends EquityStatistics, TradeRatios {
  /** Round trips that have ended: hit rate, profit factor, expectancy and payoff are of these, after fees. */
  readonly roundTripCount: number;
  readonly openRoundTripCount: number;
  /** Value traded over mean equity. */
  readonly turnover: number | null;
  /** Share of time with a position. */
  readonly exposure: number | null;
}

/**
 * All performance statistics of a run; what is undefined is null.
 * @throws OrderflowError `bad-argument` for trials that are none.
 */
export function computePerformance(input: PerformanceInput): PerformanceStatistics {
  const { equity, roundTrips } = input;
  const statistics = equityStatisticsOf(equity, input);
  const { startTime, endTime } = statistics;
  const closed = roundTrips.netPnls.filter((_, trip) => !Number.isNaN(roundTrips.exitTimes[trip]!));
  return {
    ...statistics,
    ...tradeRatiosOf(closed),
    roundTripCount: closed.length,
    openRoundTripCount: countRoundTrips(roundTrips) - closed.length,
    turnover: turnoverOf(roundTrips, equity.values),
    exposure: exposureOf(roundTrips, input.period ?? { startTime, endTime }),
  };
}
