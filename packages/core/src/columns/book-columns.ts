/** Index in an `instruments` column of a row whose instrument is missing. */
export const NO_INSTRUMENT = 0xffffffff;

/**
 * A batch of book rows as columns of equal length. The level text stays bytes: UTF-8, side by side in `text`, so that
 * no object a level is made.
 */
export interface BookColumns {
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
  /** Bids, asks and timestamp text of all rows. */
  readonly text: Uint8Array;
  /**
   * Three offsets a row and one more: row i has its bids at `offsets[3i]` to `offsets[3i + 1]`, its asks from there to
   * `offsets[3i + 2]`, its timestamp text from there to `offsets[3i + 3]`.
   */
  readonly offsets: Uint32Array;
  /** 1 where a side holds more than `maxLevelBytes` and was not fetched. */
  readonly oversized: Uint8Array;
}
