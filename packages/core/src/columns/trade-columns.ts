/** A batch of trade rows as columns of equal length. */
export interface TradeColumns {
  /** Number of rows. */
  readonly count: number;
  /** Row ids. */
  readonly ids: Float64Array;
  /** Index of each row's instrument in `instrumentNames`; `NO_INSTRUMENT` where it is missing. */
  readonly instruments: Uint32Array;
  /** The repository's instrument names; it only ever grows, so an index stays valid over batches. */
  readonly instrumentNames: readonly string[];
  /** Exchange times, whole epoch milliseconds; NaN where the text cannot be read. */
  readonly timestamps: Float64Array;
  /** Nanoseconds within the millisecond. */
  readonly nanoseconds: Uint32Array;
  /** Prices; NaN where missing or not a number. */
  readonly prices: Float64Array;
  /** Sizes; NaN where missing or not a number. */
  readonly sizes: Float64Array;
  /** The aggressor's sign: +1 buy, -1 sell, 0 where the side cannot be read. */
  readonly sides: Int8Array;
  /** The exchange's trade ids; null where the source has none or they were not asked for. */
  readonly tradeIds: readonly (string | null)[];
}
