import type { Side } from '../models/trade.ts';
import type { OrderStatus, RejectReason, TimeInForce } from './backtest-strategy.ts';

/** What became of an order, as the exchange knows. */
export interface OrderRecord {
  readonly id: number;
  readonly instrument: string;
  readonly side: Side;
  /** The last limit price; null for a market order. */
  readonly price: number | null;
  /** The last size. */
  readonly size: number;
  readonly filled: number;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly status: OrderStatus;
  readonly rejectReason: RejectReason | null;
  /** When the strategy sent it, and when it came to its status at the exchange; epoch milliseconds, null if it never did. */
  readonly sentAt: number;
  readonly endedAt: number | null;
}

/** A position from flat to flat, in one instrument. */
export interface RoundTripRecord {
  readonly instrument: string;
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
  readonly averageEntryPrice: number;
  /** Null where nothing was taken down. */
  readonly averageExitPrice: number | null;
  /** Profit before fees, in quote currency; what is held counts at the last mid, null where there was none. */
  readonly grossPnl: number | null;
  /** Fees in quote currency, below 0 where rebates prevail. */
  readonly fees: number;
  readonly netPnl: number | null;
  /** Value traded, in quote currency. */
  readonly notional: number;
  readonly fillCount: number;
  /** Numbers of its first and last fill in the run. */
  readonly firstFill: number;
  readonly lastFill: number;
}

/** Equity at fixed times: sample `i` stands at `startTime + i * intervalMs`. */
export interface EquityRecord {
  /** Time of the first sample, which holds the starting equity; epoch milliseconds. */
  readonly startTime: number;
  readonly intervalMs: number;
  /** Equity in quote currency; NaN where it is not known. */
  readonly values: Float64Array;
}
