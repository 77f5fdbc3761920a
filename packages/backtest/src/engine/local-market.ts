import type { Feature, MarketView, OrderView } from '@orderflow/core';
import { BOOK, type MarketChunk } from '../market/market-chunk.ts';
import type { MarketClock } from '../market/market-clock.ts';
import { BookCursor } from './book-cursor.ts';
import type { KnownOrder } from './known-order.ts';
import { TradeCursor } from './trade-cursor.ts';

/** One instrument as the strategy knows it. */
export class LocalMarket implements MarketView {
  readonly instrument: string;
  readonly book = new BookCursor();
  readonly trade = new TradeCursor();
  position = 0;
  readonly #clock: MarketClock;
  readonly #orders = new Set<KnownOrder>();
  #orderList: readonly KnownOrder[] | null = [];
  #chunk: MarketChunk | null = null;
  #event = 0;

  constructor(instrument: string, clock: MarketClock) {
    this.instrument = instrument;
    this.#clock = clock;
  }

  /** An event of this instrument reaches the strategy. */
  deliver(chunk: MarketChunk, event: number): void {
    this.#chunk = chunk;
    this.#event = event;
    const timestamp = this.#clock.timestampOf(chunk.clocks[event]!);
    const row = chunk.rows[event]!;
    if (chunk.kinds[event] === BOOK) this.book.set(chunk.books, row, timestamp);
    else this.trade.set(chunk.trades, row, timestamp);
  }

  get orders(): readonly OrderView[] {
    this.#orderList ??= [...this.#orders];
    return this.#orderList;
  }

  addOrder(order: KnownOrder): void {
    this.#orders.add(order);
    this.#orderList = null;
  }

  removeOrder(order: KnownOrder): void {
    this.#orders.delete(order);
    this.#orderList = null;
  }

  feature(name: Feature): number {
    return this.#chunk?.features[name]?.[this.#event] ?? Number.NaN;
  }
}
