/** A batch of metrics as columns of equal length, in (timestamp, snapshot id) order. */
export interface MetricColumns {
  /** Number of rows. */
  readonly count: number;
  /** Row ids of the snapshots in the source. */
  readonly snapshotIds: Float64Array;
  /** Index of each row's instrument in `instrumentNames`. */
  readonly instruments: Uint32Array;
  /** Instrument names; it only ever grows, so an index stays valid over batches of one source. */
  readonly instrumentNames: readonly string[];
  /** Exchange times, whole epoch milliseconds. */
  readonly timestamps: Float64Array;
  /** Nanoseconds within the millisecond. */
  readonly nanoseconds: Uint32Array;
  /** The timestamps as the source writes them, by `timestampTextAt`: null or nothing for the digits of `timestamps`. */
  readonly timestampTexts: readonly (string | null)[];
  /** Order-book imbalance, -1 to +1. */
  readonly obi: Float64Array;
  /** Cumulative volume delta. */
  readonly cvd: Float64Array;
  /** Highest bid; NaN for an empty side. */
  readonly bestBid: Float64Array;
  /** Lowest ask; NaN for an empty side. */
  readonly bestAsk: Float64Array;
}
