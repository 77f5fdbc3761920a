import { type EquitySeries, spanMsOf } from './equity-series.ts';

const DAY_MS = 86_400_000;
/** Samples of equity below which neither a year nor the luck of a Sharpe ratio is told: its error is that of many. */
export const LEAST_SAMPLES = 30;

/** Milliseconds of a year of 365 days: crypto markets do not close. */
export const YEAR_MS = 365 * DAY_MS;

/** How many samples of equity a year has, at one in `intervalMs`. */
export function periodsPerYearOf(intervalMs: number): number {
  return YEAR_MS / intervalMs;
}

/** Whether a series says something of a year: 30 samples or more, over one day or more. */
export function canAnnualise(series: EquitySeries): boolean {
  return series.values.length >= LEAST_SAMPLES && spanMsOf(series) >= DAY_MS;
}
