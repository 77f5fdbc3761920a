import { momentsOf } from './moments.ts';

/**
 * The Sharpe ratio of returns: mean / standard deviation (over n - 1) x sqrt(`periodsPerYear`); 1 period a year gives
 * the ratio per period. No riskless rate is taken off. Null below two returns, where one is not finite, and where they
 * do not differ. Source: Sharpe 1994, "The Sharpe ratio".
 */
export function sharpeOf(returns: Float64Array, periodsPerYear: number): number | null {
  const moments = momentsOf(returns);
  if (moments === null || moments.deviation === 0) return null;
  return (moments.mean / moments.deviation) * Math.sqrt(periodsPerYear);
}
