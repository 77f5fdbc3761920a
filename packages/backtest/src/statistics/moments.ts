import { sumOf } from '../sums/running-sum.ts';

const ROUNDING_OF_RETURNS = 4 * Number.EPSILON;

/** Moments of returns. */
export interface Moments {
  /** Number of returns, 2 or more. */
  readonly count: number;
  readonly mean: number;
  /** Standard deviation of the sample, over n - 1; 0 where all are the same within the rounding of a return. */
  readonly deviation: number;
  /** m3 / m2^1.5, with moments over n; null where the deviation is 0. */
  readonly skew: number | null;
  /** Raw kurtosis m4 / m2^2, with moments over n: 3 for normal returns. Null where the deviation is 0. */
  readonly kurtosis: number | null;
}

/** Mean, standard deviation, skew and raw kurtosis of returns; null below two, or where one is not finite. */
export function momentsOf(returns: Float64Array): Moments | null {
  const count = returns.length;
  const mean = meanOf(returns);
  if (count < 2 || mean === null) return null;
  const offsets = returns.map((value) => value - mean);
  const squares = offsets.map((offset) => offset * offset);
  const m2 = sumOf(squares) / count;
  const deviation = Math.sqrt((m2 * count) / (count - 1));
  if (!Number.isFinite(deviation)) return null;
  // What is left of equal returns after E(t) / E(t-1) - 1 is rounding, not spread.
  if (deviation <= ROUNDING_OF_RETURNS) return { count, mean, deviation: 0, skew: null, kurtosis: null };
  const m3 = sumOf(squares.map((square, row) => square * offsets[row]!)) / count;
  const m4 = sumOf(squares.map((square) => square * square)) / count;
  return { count, mean, deviation, skew: m3 / (m2 * Math.sqrt(m2)), kurtosis: m4 / (m2 * m2) };
}

/** The mean, with a compensated sum; null for none, or where a value is not finite. */
export function meanOf(values: Float64Array): number | null {
  const mean = sumOf(values) / values.length;
  return Number.isFinite(mean) ? mean : null;
}
