import type { TradeView } from '@orderflow/core';
import type { TradeRows } from '../market/market-chunk.ts';

/** A trade that a strategy looks at, moved from row to row. */
export class TradeCursor implements TradeView {
  timestamp = Number.NaN;
  #trades: TradeRows | null = null;
  #row = 0;

  /** Moves to a row, at an exchange time in epoch milliseconds. */
  set(trades: TradeRows, row: number, timestamp: number): void {
    this.#trades = trades;
    this.#row = row;
    this.timestamp = timestamp;
  }

  get id(): number {
    return this.#trades === null ? Number.NaN : this.#trades.ids[this.#row]!;
  }

  get price(): number {
    return this.#trades === null ? Number.NaN : this.#trades.prices[this.#row]!;
  }

  get size(): number {
    return this.#trades === null ? 0 : this.#trades.sizes[this.#row]!;
  }

  get sign(): number {
    return this.#trades === null ? 0 : this.#trades.signs[this.#row]!;
  }
}
