import type { OrderbookLevel } from './orderbook-level.ts';
import type { Trade } from './trade.ts';

/** The order book of one instrument at one moment, with the trades since the one before. */
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
  /** The trades since the snapshot before, up to and with this one's time, oldest first. */
  readonly trades: readonly Trade[];
}
