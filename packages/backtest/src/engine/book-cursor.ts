import { type BookView, midOf } from '@orderflow/core';
import type { BookRows } from '../market/market-chunk.ts';
import { SideCursor } from './side-cursor.ts';

/** A book that a strategy looks at, moved from row to row. */
export class BookCursor implements BookView {
  id = Number.NaN;
  timestamp = Number.NaN;
  readonly bids = new SideCursor(0);
  readonly asks = new SideCursor(1);

  /** Moves to a row, at an exchange time in epoch milliseconds. */
  set(books: BookRows, row: number, timestamp: number): void {
    this.id = books.ids[row]!;
    this.timestamp = timestamp;
    this.bids.set(books, row);
    this.asks.set(books, row);
  }

  get mid(): number {
    return midOf(this.bids.price(0), this.asks.price(0));
  }
}
