import { YEAR_MS } from './annualisation.ts';
import { type EquitySeries, spanMsOf } from './equity-series.ts';

/**
 * Compound annual growth, (last / first)^(1 / years) - 1, with 365 days a year. Null where the series has no length,
 * where the first equity is not above 0 or the last below 0, and where the growth is too large for a number.
 */
export function cagrOf(series: EquitySeries): number | null {
  const years = spanMsOf(series) / YEAR_MS;
  const first = series.values[0];
  const last = series.values.at(-1);
  if (first === undefined || last === undefined || !(years > 0 && first > 0)) return null;
  const growth = Math.expm1(Math.log(last / first) / years);
  return Number.isFinite(growth) ? growth : null;
}
