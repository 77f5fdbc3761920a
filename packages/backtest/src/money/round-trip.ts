import type { Side } from '@orderflow/core';

/** A position from flat to flat, in one instrument. */
export interface RoundTrip {
  /** Index of the instrument. */
  readonly instrument: number;
  /** `buy` for a long position, `sell` for a short one. */
  readonly side: Side;
  /** Exchange time of the first fill, epoch milliseconds. */
  readonly entryTime: number;
  /** Exchange time of the last fill; null while it is open. */
  readonly exitTime: number | null;
  /** Whether the position was not flat again when the run ended. */
  readonly isOpen: boolean;
  /** Largest size held. */
  readonly peakSize: number;
  /** Mean price of all fills that built the position up, by size. */
  readonly averageEntryPrice: number;
  /** Mean price of all fills that took it down; null where there was none. */
  readonly averageExitPrice: number | null;
  /**
   * Profit before fees, in quote currency. While it is open what is held counts at the last mid; null where there was
   * none.
   */
  readonly grossPnl: number | null;
  /** Fees in quote currency, below 0 where rebates prevail. */
  readonly fees: number;
  /** Gross profit less fees. */
  readonly netPnl: number | null;
  /** Sum of price x size x contract size over its fills, in quote currency. */
  readonly notional: number;
  /** Number of fills. A fill that turns the position over belongs to two round trips, a part of it to each. */
  readonly fillCount: number;
  /** Number in the account, from 0, of the first fill. */
  readonly firstFill: number;
  /** Number of the last fill. */
  readonly lastFill: number;
}

/** Round trips as columns of equal length: the closed in the order of their ends, then the open by instrument. */
export interface RoundTripColumns {
  /** Indexes of instruments. */
  readonly instruments: Float64Array;
  /** +1 for a long position, -1 for a short one. */
  readonly signs: Float64Array;
  /** Times of the first fills, epoch milliseconds. */
  readonly entryTimes: Float64Array;
  /** Times of the last fills; NaN while open. */
  readonly exitTimes: Float64Array;
  readonly peakSizes: Float64Array;
  readonly entryPrices: Float64Array;
  /** NaN where nothing was taken down. */
  readonly exitPrices: Float64Array;
  /** NaN where an open one has no mid. */
  readonly grossPnls: Float64Array;
  readonly fees: Float64Array;
  /** NaN where an open one has no mid. */
  readonly netPnls: Float64Array;
  readonly notionals: Float64Array;
  readonly fillCounts: Float64Array;
  readonly firstFills: Float64Array;
  readonly lastFills: Float64Array;
}

/** Number of round trips, open ones included. */
export function countRoundTrips(columns: RoundTripColumns): number {
  return columns.instruments.length;
}

/**
 * Round trip `index`, from 0, as a record.
 * @throws RangeError where there is none.
 */
export function roundTripAt(columns: RoundTripColumns, index: number): RoundTrip {
  const count = countRoundTrips(columns);
  if (!Number.isInteger(index) || index < 0 || index >= count) throw new RangeError(`round trip ${index} of ${count}`);
  const exitTime = numberOrNull(columns.exitTimes[index]!);
  return {
    instrument: columns.instruments[index]!,
    side: columns.signs[index]! > 0 ? 'buy' : 'sell',
    entryTime: columns.entryTimes[index]!,
    exitTime,
    isOpen: exitTime === null,
    peakSize: columns.peakSizes[index]!,
    averageEntryPrice: columns.entryPrices[index]!,
    averageExitPrice: numberOrNull(columns.exitPrices[index]!),
    grossPnl: numberOrNull(columns.grossPnls[index]!),
    fees: columns.fees[index]!,
    netPnl: numberOrNull(columns.netPnls[index]!),
    notional: columns.notionals[index]!,
    fillCount: columns.fillCounts[index]!,
    firstFill: columns.firstFills[index]!,
    lastFill: columns.lastFills[index]!,
  };
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
