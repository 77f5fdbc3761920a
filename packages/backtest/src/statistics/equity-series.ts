/** Equity sampled at fixed times: sample `i` stands at `startTime + i * intervalMs`. */
export interface EquitySeries {
  /** Time of the first sample, which holds the starting equity, in epoch milliseconds. */
  readonly startTime: number;
  /** Milliseconds between two samples, above 0. */
  readonly intervalMs: number;
  /** Equity in quote currency; NaN where it is not known. */
  readonly values: Float64Array;
}
