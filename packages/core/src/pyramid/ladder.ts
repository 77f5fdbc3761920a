import type { RecordKind } from './record-kind.ts';
import { TILE_SLOTS } from './tile-grid.ts';

/** Takes a tile off a ladder: `count` records from the start of `records`, which are used again afterwards. */
export type TileTaker = (rung: number, tile: number, records: Float64Array, count: number) => void;

const FIRST_BUCKETS = 2;

/** One level in progress: the buckets of its open tile. */
class Rung {
  readonly bucketMs: number;
  readonly tileMs: number;
  tile = Number.NaN;
  count = 0;
  records: Float64Array;
  /** Whether the last bucket stands in the rung above already. */
  isPassedOn = true;

  constructor(bucketMs: number, stride: number) {
    this.bucketMs = bucketMs;
    this.tileMs = TILE_SLOTS * bucketMs;
    this.records = new Float64Array(FIRST_BUCKETS * stride);
  }
}

/**
 * Builds the tiles of several levels from records that come in time order. A record enters the lowest rung; a bucket
 * that is complete is merged into the rung above. A tile is taken off when time has left it. What is held is at most one
 * tile a rung, and of that only buckets that hold something.
 */
export class Ladder {
  readonly #rungs: readonly Rung[];
  readonly #kind: RecordKind;
  readonly #take: TileTaker;

  /** `bucketMs` are the lengths of the rungs' buckets, each a multiple of the one before. */
  constructor(bucketMs: readonly number[], kind: RecordKind, take: TileTaker) {
    this.#kind = kind;
    this.#take = take;
    this.#rungs = bucketMs.map((length) => new Rung(length, kind.stride));
  }

  /** Adds the record of `from` at `start` to a rung; its time is not before that of any record added so far. */
  push(level: number, from: Float64Array, start: number): void {
    const rung = this.#rungs[level]!;
    const { stride, merge } = this.#kind;
    const time = Math.floor(from[start]! / rung.bucketMs) * rung.bucketMs;
    const last = (rung.count - 1) * stride;
    if (rung.count > 0) {
      if (rung.records[last] === time) {
        merge(rung.records, last, from, start);
        return;
      }
      this.#passOn(level);
      if (time >= (rung.tile + 1) * rung.tileMs) this.#close(level);
    }
    this.#append(rung, time, from, start);
  }

  /** Takes off every tile that ends at or before a time. */
  settle(timestamp: number): void {
    for (const [level, rung] of this.#rungs.entries()) {
      if (rung.count === 0 || (rung.tile + 1) * rung.tileMs > timestamp) continue;
      this.#passOn(level);
      this.#close(level);
    }
  }

  #append(rung: Rung, time: number, from: Float64Array, start: number): void {
    const { stride } = this.#kind;
    const at = rung.count * stride;
    if (at === rung.records.length) rung.records = grown(rung.records);
    const { records } = rung;
    for (let field = 1; field < stride; field++) records[at + field] = from[start + field]!;
    records[at] = time;
    if (rung.count === 0) rung.tile = Math.floor(time / rung.tileMs);
    rung.count++;
    rung.isPassedOn = false;
  }

  #passOn(level: number): void {
    const rung = this.#rungs[level]!;
    if (rung.isPassedOn) return;
    rung.isPassedOn = true;
    if (level + 1 < this.#rungs.length) this.push(level + 1, rung.records, (rung.count - 1) * this.#kind.stride);
  }

  #close(level: number): void {
    const rung = this.#rungs[level]!;
    this.#take(level, rung.tile, rung.records, rung.count);
    rung.count = 0;
  }
}

function grown(records: Float64Array): Float64Array {
  const larger = new Float64Array(2 * records.length);
  larger.set(records);
  return larger;
}
