import type { BucketLevels } from './bucket-levels.ts';
import { LEAST_TILE_ROWS, TOP_LEVEL, tileMsOf } from './tile-grid.ts';

/** A file may hold very many instruments of a few rows each. */
const FIRST_ROWS = 8;

/**
 * Feeds rows into the levels of buckets where they are worth it. A tile of few rows is not stored, so its rows pass by
 * all levels below, and enter at the level of the largest such tile. Holds the rows of one tile at most, and never
 * more than make it one that is stored.
 */
export class BucketFeed {
  readonly #levels: BucketLevels;
  #timestamps = new Float64Array(FIRST_ROWS);
  #price = new Float64Array(FIRST_ROWS);
  #obi = new Float64Array(FIRST_ROWS);
  #cvd = new Float64Array(FIRST_ROWS);
  #count = 0;
  #level = 0;
  #tileEnd = Number.NEGATIVE_INFINITY;
  /** Time of the last row that entered, here or before. */
  #previous: number;

  /** Goes on behind rows up to a time, which stand in the levels already; -Infinity for none. */
  constructor(levels: BucketLevels, previous: number) {
    this.#levels = levels;
    this.#previous = previous;
  }

  /** Adds a row; its time is not before that of any row added so far. */
  add(timestamp: number, price: number, obi: number, cvd: number): void {
    if (timestamp >= this.#tileEnd) this.#moveTo(timestamp);
    if (this.#count === this.#timestamps.length) this.#grow();
    const at = this.#count++;
    this.#timestamps[at] = timestamp;
    this.#price[at] = price;
    this.#obi[at] = obi;
    this.#cvd[at] = cvd;
    this.#previous = timestamp;
    if (this.#count === LEAST_TILE_ROWS) this.#descend();
  }

  /** Lets the rows of a tile enter that ends at or before a time. */
  settle(timestamp: number): void {
    if (this.#tileEnd > timestamp) return;
    this.#enter(0, this.#count, this.#level);
    this.#count = 0;
    this.#tileEnd = Number.NEGATIVE_INFINITY;
  }

  /** The rows of the tile before enter; the next tile is the largest that this row is the first of. */
  #moveTo(timestamp: number): void {
    this.#enter(0, this.#count, this.#level);
    this.#count = 0;
    let level = 0;
    while (level < TOP_LEVEL && tileOf(this.#previous, level + 1) !== tileOf(timestamp, level + 1)) level++;
    this.#level = level;
    this.#tileEnd = (tileOf(timestamp, level) + 1) * tileMsOf(level);
  }

  /** The tile will be stored: only rows of its half, quarter, eighth in progress may still pass by. */
  #descend(): void {
    while (this.#count === LEAST_TILE_ROWS && this.#level > 0) {
      const level = this.#level - 1;
      const tile = tileOf(this.#previous, level);
      const kept = this.#firstFrom(tile * tileMsOf(level), 0, this.#count);
      this.#enter(0, kept, level);
      for (const column of [this.#timestamps, this.#price, this.#obi, this.#cvd]) column.copyWithin(0, kept);
      this.#count -= kept;
      this.#level = level;
      this.#tileEnd = (tile + 1) * tileMsOf(level);
    }
    if (this.#count < LEAST_TILE_ROWS) return;
    this.#enter(0, this.#count, 0);
    this.#count = 0;
  }

  /** Rows `from` to before `to`, all of one tile of `level`, enter there, or where a half of it is stored, below. */
  #enter(from: number, to: number, level: number): void {
    if (from === to) return;
    if (level > 0 && to - from >= LEAST_TILE_ROWS) {
      const half = this.#firstFrom(tileOf(this.#timestamps[to - 1]!, level - 1) * tileMsOf(level - 1), from, to);
      this.#enter(from, half, level - 1);
      this.#enter(half, to, level - 1);
      return;
    }
    const rows = { timestamps: this.#timestamps, price: this.#price, obi: this.#obi, cvd: this.#cvd };
    this.#levels.addRows(level, rows, from, to);
  }

  #firstFrom(timestamp: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#timestamps[middle]! < timestamp) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    this.#timestamps = grown(this.#timestamps);
    this.#price = grown(this.#price);
    this.#obi = grown(this.#obi);
    this.#cvd = grown(this.#cvd);
  }
}

function tileOf(timestamp: number, level: number): number {
  return Math.floor(timestamp / tileMsOf(level));
}

function grown(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * column.length);
  larger.set(column);
  return larger;
}
