import { RunningSum } from '../sums/running-sum.ts';
import type { MarkoutColumns } from './markouts.ts';

/** Fills as columns of equal length, in order. */
export interface FillColumns {
  /** Indexes of instruments. */
  readonly instruments: ArrayLike<number>;
  /** +1 bought, -1 sold. */
  readonly signs: ArrayLike<number>;
  readonly prices: ArrayLike<number>;
  readonly sizes: ArrayLike<number>;
  /** In quote currency, below 0 for a rebate. */
  readonly fees: ArrayLike<number>;
}

/** What moved after the fills, at one horizon; in quote currency. */
export interface HorizonSplit {
  readonly horizonMs: number;
  /** Sum of s (m(t+h) - m(t)) size: below 0 where the mid moves against the fills. */
  readonly adverseSelection: number;
  /** The rest of the profit: what the mid did to positions after the horizon. Null where the profit is not known. */
  readonly inventory: number | null;
  /** Fills without both mids, which adverse selection leaves out: what they moved is in the inventory. */
  readonly unmarkedFills: number;
}

/** Where a profit came from: pnl = spreadCaptured + adverseSelection + inventory - fees, at each horizon. */
export interface PnlSplit {
  /** Profit after fees, in quote currency; null where it is not known. */
  readonly pnl: number | null;
  /** Sum of s (m(t) - p) size: above 0 for makers, below 0 for takers. */
  readonly spreadCaptured: number;
  readonly fees: number;
  /** Fills without a mid, which the spread captured leaves out: theirs is in the inventory. */
  readonly unpricedFills: number;
  readonly horizons: readonly HorizonSplit[];
}

/**
 * Splits a profit after fees (quote currency; NaN where it is not known) into the spread captured, adverse selection
 * after the fills, fees, and inventory, the rest. `markouts` has a row for each fill; `contractSizes` one value for each
 * instrument.
 */
export function splitPnl(
  pnl: number,
  fills: FillColumns,
  { horizonsMs, mids, laterMids }: MarkoutColumns,
  contractSizes: readonly number[],
): PnlSplit {
  const signedSizes = mids.map((_, fill) => signedSizeOf(fills, fill, contractSizes));
  const spread = sumOfKnown(mids, (fill) => (mids[fill]! - fills.prices[fill]!) * signedSizes[fill]!);
  const fees = sumOfKnown(mids, (fill) => fills.fees[fill]!).sum;
  const horizons = horizonsMs.map((horizonMs, index) => {
    const later = laterMids[index]!;
    const moved = sumOfKnown(mids, (fill) => (later[fill]! - mids[fill]!) * signedSizes[fill]!);
    const inventory = numberOrNull(pnl - spread.sum - moved.sum + fees);
    return { horizonMs, adverseSelection: moved.sum, inventory, unmarkedFills: moved.unknown };
  });
  return { pnl: numberOrNull(pnl), spreadCaptured: spread.sum, fees, unpricedFills: spread.unknown, horizons };
}

function signedSizeOf(fills: FillColumns, fill: number, contractSizes: readonly number[]): number {
  return fills.signs[fill]! * fills.sizes[fill]! * contractSizes[fills.instruments[fill]!]!;
}

function sumOfKnown({ length }: Float64Array, partOf: (fill: number) => number): { sum: number; unknown: number } {
  const total = new RunningSum();
  let unknown = 0;
  for (let fill = 0; fill < length; fill++) {
    const value = partOf(fill);
    if (Number.isNaN(value)) unknown += 1;
    else total.add(value);
  }
  return { sum: total.total, unknown };
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
