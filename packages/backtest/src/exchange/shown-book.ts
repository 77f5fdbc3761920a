import type { BookRows } from '../market/market-chunk.ts';
import type { Grid } from './grid.ts';

const FIRST_LEVELS = 64;

/**
 * The book that stands at the exchange, less what own orders have taken of it. What was taken is back when the next
 * book shows it.
 */
export class ShownBook {
  #books: BookRows | null = null;
  #row = 0;
  readonly #lots: Grid;
  /** Taken of each level of the bids (0) and the asks (1); all zeros up to `#used`. */
  readonly #taken = [new Float64Array(FIRST_LEVELS), new Float64Array(FIRST_LEVELS)];
  readonly #used = [0, 0];

  constructor(lots: Grid) {
    this.#lots = lots;
  }

  /** Replaces the book. */
  set(books: BookRows, row: number): void {
    this.#books = books;
    this.#row = row;
    for (let side = 0; side < 2; side++) {
      if (this.#used[side]! > 0) this.#taken[side]!.fill(0, 0, this.#used[side]!);
      this.#used[side] = 0;
    }
  }

  /** Whether there is a book. */
  get isKnown(): boolean {
    return this.#books !== null;
  }

  /** Row id; NaN before the first book. */
  get id(): number {
    return this.#books === null ? Number.NaN : this.#books.ids[this.#row]!;
  }

  /** The last mid; NaN before the first. */
  get mid(): number {
    return this.#books === null ? Number.NaN : this.#books.mids[this.#row]!;
  }

  /** What is left to an order of `sign` (+1 buys) on the other side, to a limit; NaN is no limit. */
  availableTo(sign: number, limit: number): number {
    let available = 0;
    for (let level = this.nextLevel(sign, limit, 0); level >= 0; level = this.nextLevel(sign, limit, level + 1)) {
      available += this.leftOn(sign, level);
    }
    return available;
  }

  /** The first level from `from` on where an order finds something within its limit; -1 where there is none. */
  nextLevel(sign: number, limit: number, from: number): number {
    if (this.#books === null) return -1;
    const { prices } = this.#books;
    const side = sign > 0 ? 1 : 0;
    const start = this.#start(side);
    const count = this.#count(side);
    for (let level = from; level < count; level++) {
      if (sign * (prices[start + level]! - limit) > 0) return -1;
      if (this.leftOn(sign, level) > 0) return level;
    }
    return -1;
  }

  /** Price of a level on the other side of an order of `sign`. */
  priceOf(sign: number, level: number): number {
    return this.#books!.prices[this.#start(sign > 0 ? 1 : 0) + level]!;
  }

  /** What is left on a level for an order of `sign`, in whole lots. */
  leftOn(sign: number, level: number): number {
    const side = sign > 0 ? 1 : 0;
    const taken = level < this.#used[side]! ? this.#taken[side]![level]! : 0;
    return this.#lots.left(this.#books!.sizes[this.#start(side) + level]!, taken);
  }

  /** Takes so much of a level: it is not there for the next order. */
  take(sign: number, level: number, size: number): void {
    const side = sign > 0 ? 1 : 0;
    let taken = this.#taken[side]!;
    if (level >= taken.length) {
      const larger = new Float64Array(Math.max(2 * taken.length, level + 1));
      larger.set(taken);
      this.#taken[side] = taken = larger;
    }
    taken[level]! += size;
    this.#used[side] = Math.max(this.#used[side]!, level + 1);
  }

  /** Size shown at a price on the side of an order; 0 where the price is empty, NaN where the book does not reach it. */
  shownAt(sign: number, price: number): number {
    if (this.#books === null) return Number.NaN;
    const { prices, sizes } = this.#books;
    const side = sign > 0 ? 0 : 1;
    const start = this.#start(side);
    const end = start + this.#count(side);
    for (let level = start; level < end; level++) {
      if (prices[level] === price) return sizes[level]!;
      if (sign * (prices[level]! - price) < 0) return 0;
    }
    return start === end ? 0 : Number.NaN;
  }

  #start(side: number): number {
    return this.#books!.offsets[2 * this.#row + side]!;
  }

  #count(side: number): number {
    return this.#books!.offsets[2 * this.#row + side + 1]! - this.#start(side);
  }
}
