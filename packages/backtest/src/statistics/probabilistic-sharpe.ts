import { normalCdf } from './normal-cdf.ts';

/** A Sharpe ratio as it was observed. */
export interface ObservedSharpe {
  /** Sharpe ratio per period: not annualised. */
  readonly sharpe: number;
  /** Number of returns that it stems from. */
  readonly count: number;
  /** Skew of the returns. */
  readonly skew: number;
  /** Raw kurtosis of the returns, 3 for normal ones. */
  readonly kurtosis: number;
}

/**
 * The chance that the true Sharpe ratio lies above `benchmark`, both per period, given length, skew and kurtosis of the
 * record: Phi((SR - SR*) sqrt(T - 1) / sqrt(1 - skew SR + (kurtosis - 1) / 4 SR^2)). Null below two returns and where
 * the estimate has no variance. Source: Bailey and Lopez de Prado 2012, "The Sharpe ratio efficient frontier".
 */
export function probabilisticSharpeOf(observed: ObservedSharpe, benchmark = 0): number | null {
  const { sharpe, count, skew, kurtosis } = observed;
  const variance = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  if (!(count >= 2 && variance > 0 && variance < Number.POSITIVE_INFINITY)) return null;
  return normalCdf(((sharpe - benchmark) * Math.sqrt(count - 1)) / Math.sqrt(variance));
}
