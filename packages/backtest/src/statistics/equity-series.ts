/** Equity sampled at fixed times: sample `i` stands at `startTime + i * intervalMs`. */
export interface EquitySeries {
  /** Time of the first sample, which holds the starting equity, in epoch milliseconds. */
  readonly startTime: number;
  /** Milliseconds between two samples, above 0. */
  readonly intervalMs: number;
  /** Equity in quote currency; NaN where it is not known. */
  readonly values: Float64Array;
}

/** Milliseconds from the first sample to the last; 0 for one sample or none. */
export function spanMsOf({ values, intervalMs }: EquitySeries): number {
  return Math.max(0, values.length - 1) * intervalMs;
}

/**
 * Returns from sample to sample, E(t) / E(t-1) - 1: one fewer than there are samples. NaN where an equity is not known
 * or the one before is not above 0.
 */
export function returnsOf(equity: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, equity.length - 1));
  for (let row = 0; row < returns.length; row++) {
    const before = equity[row]!;
    returns[row] = before > 0 ? equity[row + 1]! / before - 1 : Number.NaN;
  }
  return returns;
}
