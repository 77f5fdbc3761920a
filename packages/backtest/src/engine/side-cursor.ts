import type { SideView } from '@orderflow/core';
import type { BookRows } from '../market/market-chunk.ts';

/** One side of the book that a cursor stands on. */
export class SideCursor implements SideView {
  count = 0;
  #books: BookRows | null = null;
  #start = 0;
  /** 0 for the bids, 1 for the asks. */
  readonly #side: number;

  constructor(side: 0 | 1) {
    this.#side = side;
  }

  /** Moves to a row. */
  set(books: BookRows, row: number): void {
    const start = books.offsets[2 * row + this.#side]!;
    this.#books = books;
    this.#start = start;
    this.count = books.offsets[2 * row + this.#side + 1]! - start;
  }

  price(level: number): number {
    return level >= 0 && level < this.count ? this.#books!.prices[this.#start + level]! : Number.NaN;
  }

  size(level: number): number {
    return level >= 0 && level < this.count ? this.#books!.sizes[this.#start + level]! : 0;
  }
}
