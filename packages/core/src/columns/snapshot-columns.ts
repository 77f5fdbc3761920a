import type { ProblemReason } from '../ports/row-problem.ts';

/** A batch of book rows with what their levels come to, as columns of equal length. */
export interface SnapshotColumns {
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
  /** The timestamps as the source writes them, by `timestampTextAt`: null or nothing for the digits of `timestamps`. */
  readonly timestampTexts: readonly (string | null)[];
  /** Order-book imbalance, -1 to +1; NaN, like the best prices, where the levels cannot be used. */
  readonly obi: Float64Array;
  /** Highest bid; NaN for an empty side. */
  readonly bestBid: Float64Array;
  /** Lowest ask; NaN for an empty side. */
  readonly bestAsk: Float64Array;
  /** Why a row's levels cannot be used, by row; rows that are not in it are good. */
  readonly problems: ReadonlyMap<number, ProblemReason>;
}
