/** The stored metrics of one snapshot. */
export interface Metric {
  /** Row id of the snapshot in the source. */
  readonly snapshotId: number;
  readonly instrument: string;
  /** Exchange time, whole epoch milliseconds. */
  readonly timestamp: number;
  /** Nanoseconds within the millisecond, 0 to 999,999. */
  readonly nanoseconds: number;
  /** Order-book imbalance, -1 (all asks) to +1 (all bids). */
  readonly obi: number;
  /** Cumulative volume delta up to this snapshot: buys add, sells subtract. */
  readonly cvd: number;
  /** Highest bid price; null for an empty side. */
  readonly bestBid: number | null;
  /** Lowest ask price; null for an empty side. */
  readonly bestAsk: number | null;
}
