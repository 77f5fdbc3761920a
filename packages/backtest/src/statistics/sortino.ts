import { sumOf } from '../sums/running-sum.ts';
import { meanOf } from './moments.ts';

/**
 * The Sortino ratio of returns with a target of 0: mean / sqrt(mean(min(r, 0)^2)) x sqrt(`periodsPerYear`), where the
 * mean below the root is over all returns. Null for no returns, where one is not finite, and where none is below 0.
 * Source: Sortino and Price 1994, "Performance measurement in a downside risk framework".
 */
export function sortinoOf(returns: Float64Array, periodsPerYear: number): number | null {
  const mean = meanOf(returns);
  if (mean === null) return null;
  const squares = returns.map((value) => Math.min(value, 0) ** 2);
  const downside = Math.sqrt(sumOf(squares) / returns.length);
  const ratio = (mean / downside) * Math.sqrt(periodsPerYear);
  return Number.isFinite(ratio) ? ratio : null;
}
