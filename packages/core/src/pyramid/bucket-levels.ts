import { BUCKET_RECORD, writeRowRecord } from './bucket-record.ts';
import type { RowColumns } from './row-columns.ts';
import { bucketMsOf, TILE_SLOTS, TOP_LEVEL, tileMsOf } from './tile-grid.ts';

/** Takes a complete tile: `count` records from the start of `records`, which are used again afterwards. */
export type BucketTaker = (level: number, tile: number, records: Float64Array, count: number) => void;

/** The rows of a tile, as far as buckets need them. */
export type BucketRows = Pick<RowColumns, 'timestamps' | 'price' | 'obi' | 'cvd'>;

const { stride, merge } = BUCKET_RECORD;

/** The buckets of the tile at hand. One tile is worked on at a time, so all instruments share it. */
const tileRecords = new Float64Array(TILE_SLOTS * stride);
const rowRecord = new Float64Array(stride);

/**
 * Builds the bucket tiles of all levels from rows that come in time order. A tile that is complete is half of one on the
 * level above. So what is held is little: of every level the left half of its open tile, and that only until the right
 * one comes.
 */
export class BucketLevels {
  readonly #take: BucketTaker;
  readonly #tiles = new Float64Array(TOP_LEVEL + 1);
  /** The buckets of each level's open tile so far. */
  readonly #open = new Array<Float64Array | null>(TOP_LEVEL + 1).fill(null);

  constructor(take: BucketTaker) {
    this.#take = take;
  }

  /** Adds rows `from` to before `to`, all of one tile of a level, behind all that were added before. */
  addRows(level: number, rows: BucketRows, from: number, to: number): void {
    for (let below = 0; below < level; below++) this.#close(below);
    const tile = Math.floor(rows.timestamps[from]! / tileMsOf(level));
    if (this.#tiles[level] !== tile) this.#close(level);
    const count = writeRows(this.#unload(level), bucketMsOf(level), rows, from, to);
    this.#keep(level, tile, count);
  }

  /** Adds a complete tile that was taken already. */
  addTile(level: number, tile: number, records: Float64Array): void {
    for (let below = 0; below <= level; below++) this.#close(below);
    tileRecords.set(records);
    this.#passOn(level, tile, records.length / stride);
  }

  /** Takes off every tile that ends at or before a time. */
  settle(timestamp: number): void {
    for (let level = 0; level <= TOP_LEVEL; level++) {
      if ((this.#tiles[level]! + 1) * tileMsOf(level) <= timestamp) this.#close(level);
    }
  }

  #close(level: number): void {
    if (this.#open[level] === null) return;
    this.#finish(level, this.#tiles[level]!, this.#unload(level));
  }

  #finish(level: number, tile: number, count: number): void {
    this.#take(level, tile, tileRecords, count);
    this.#passOn(level, tile, count);
  }

  /** The tile at hand becomes half of one on the level above. */
  #passOn(level: number, tile: number, count: number): void {
    if (level === TOP_LEVEL) return;
    const above = level + 1;
    const tileAbove = Math.floor(tile / 2);
    let half = mergePairs(bucketMsOf(above), count);
    if (this.#open[above] !== null && this.#tiles[above] !== tileAbove) {
      const records = tileRecords.slice(0, half * stride);
      this.#close(above);
      tileRecords.set(records);
    }
    if (tile === 2 * tileAbove) {
      this.#keep(above, tileAbove, half);
      return;
    }
    const left = this.#open[above]!;
    if (left !== null) {
      tileRecords.copyWithin(left.length, 0, half * stride);
      half += this.#unload(above);
    }
    this.#finish(above, tileAbove, half);
  }

  /** Puts the open tile of a level at hand; the number of its buckets. */
  #unload(level: number): number {
    const records = this.#open[level]!;
    if (records === null) return 0;
    tileRecords.set(records);
    this.#open[level] = null;
    return records.length / stride;
  }

  #keep(level: number, tile: number, count: number): void {
    this.#tiles[level] = tile;
    this.#open[level] = tileRecords.slice(0, count * stride);
  }
}

/** Puts rows into buckets behind the first `count`; how many there are then. */
function writeRows(count: number, bucketMs: number, rows: BucketRows, from: number, to: number): number {
  const { timestamps, price, obi, cvd } = rows;
  let at = (count - 1) * stride;
  for (let row = from; row < to; row++) {
    const time = Math.floor(timestamps[row]! / bucketMs) * bucketMs;
    writeRowRecord(rowRecord, time, price[row]!, obi[row]!, cvd[row]!);
    if (at >= 0 && tileRecords[at] === time) merge(tileRecords, at, rowRecord, 0);
    else {
      at += stride;
      tileRecords.set(rowRecord, at);
    }
  }
  return at / stride + 1;
}

/** Merges the buckets of the tile at hand into those of the level above; how many there are then. */
function mergePairs(bucketMs: number, count: number): number {
  let at = -stride;
  for (let from = 0; from < count * stride; from += stride) {
    const time = Math.floor(tileRecords[from]! / bucketMs) * bucketMs;
    if (at >= 0 && tileRecords[at] === time) {
      merge(tileRecords, at, tileRecords, from);
      continue;
    }
    at += stride;
    if (at !== from) tileRecords.copyWithin(at, from, from + stride);
    tileRecords[at] = time;
  }
  return at / stride + 1;
}
