import type { OrderbookLevel } from './orderbook-level.ts';
import type { Trade } from './trade.ts';

/** The order book of one instrument at one moment, with the trades counted into it. */
export interface BookSnapshot {
  /** Row id in the source. */
  readonly id: number;
  readonly instrument: string;
  /** Exchange time, whole epoch milliseconds. */
  readonly timestamp: number;
  /** Nanoseconds within the millisecond, 0 to 999,999. */
  readonly nanoseconds: number;
  /** Bids by price, best (highest) first; empty for an empty side. */
  readonly bids: ReadonlyMap<number, OrderbookLevel>;
  /** Asks by price, best (lowest) first; empty for an empty side. */
  readonly asks: ReadonlyMap<number, OrderbookLevel>;
  /** The trades counted into this snapshot, oldest first. */
  readonly trades: readonly Trade[];
}
