import type { Grid } from '../exchange/grid.ts';

const FIRST_CAPACITY = 16;

/** What is held of an instrument, purchase by purchase: the first in is the first out. */
export class OpenLots {
  readonly #grid: Grid;
  #prices = new Float64Array(FIRST_CAPACITY);
  #sizes = new Float64Array(FIRST_CAPACITY);
  #first = 0;
  #end = 0;

  /** Sizes stay on the grid. */
  constructor(grid: Grid) {
    this.#grid = grid;
  }

  /** Adds a size at the end; one at the last price joins what is there. */
  push(price: number, size: number): void {
    const last = this.#end - 1;
    if (last >= this.#first && this.#prices[last] === price) {
      this.#sizes[last] = this.#grid.nearest(this.#sizes[last]! + size);
      return;
    }
    if (this.#end === this.#prices.length) this.#makeRoom();
    this.#prices[this.#end] = price;
    this.#sizes[this.#end++] = size;
  }

  /** Takes a size off the front; more than there is empties it. */
  take(size: number): void {
    let left = size;
    while (left > 0 && this.#first < this.#end) {
      const rest = this.#grid.nearest(this.#sizes[this.#first]! - left);
      if (rest > 0) {
        this.#sizes[this.#first] = rest;
        return;
      }
      left = this.#grid.nearest(left - this.#sizes[this.#first++]!);
    }
  }

  /** Empties it. */
  clear(): void {
    this.#first = 0;
    this.#end = 0;
  }

  /** Hands over price x size of each purchase that is left. */
  eachCost(take: (cost: number) => void): void {
    for (let lot = this.#first; lot < this.#end; lot++) take(this.#prices[lot]! * this.#sizes[lot]!);
  }

  /** Moves the lots to the front of their columns, of larger ones where they fill more than half. */
  #makeRoom(): void {
    const [first, end] = [this.#first, this.#end];
    const capacity = 2 * (end - first) > this.#prices.length ? 2 * end : this.#prices.length;
    this.#prices = moved(this.#prices, first, end, capacity);
    this.#sizes = moved(this.#sizes, first, end, capacity);
    this.#first = 0;
    this.#end = end - first;
  }
}

function moved(column: Float64Array, first: number, end: number, capacity: number): Float64Array<ArrayBuffer> {
  const target = new Float64Array(capacity);
  target.set(column.subarray(first, end));
  return target;
}
