import { opensOf, rowsOf, slotOf } from '../pyramid/bucket-tile.ts';
import type { RowColumns } from '../pyramid/row-columns.ts';
import type { OpenTile } from '../pyramid/tile-header.ts';

/** A read gives two to four buckets a pixel: enough for 3,840 pixels. */
const FIRST_CAPACITY = 16_384;
const NANOSECONDS_PER_MS = 1e6;

/** The buckets of one series as columns. */
export interface BucketColumns {
  readonly timestamps: Float64Array;
  readonly rowCounts: Uint32Array;
  readonly opens: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  readonly closes: Float64Array;
}

/**
 * Collects the buckets of one series from rows, and from tiles of this level and below, in time order. Used again it
 * keeps its memory, which is more than the buckets of most pictures.
 */
export class BucketColumnsBuilder {
  #bucketMs: number;
  #grainMs: number;
  #count = 0;
  #timestamps = new Float64Array(FIRST_CAPACITY);
  #rowCounts = new Uint32Array(FIRST_CAPACITY);
  #opens = new Float64Array(FIRST_CAPACITY);
  #lows = new Float64Array(FIRST_CAPACITY);
  #highs = new Float64Array(FIRST_CAPACITY);
  #closes = new Float64Array(FIRST_CAPACITY);

  constructor(bucketMs: number) {
    this.#bucketMs = bucketMs;
    this.#grainMs = grainOf(bucketMs);
  }

  /** Begins anew, with buckets of this length. */
  restart(bucketMs: number): void {
    this.#bucketMs = bucketMs;
    this.#grainMs = grainOf(bucketMs);
    this.#count = 0;
  }

  /**
   * Adds raw rows, `offset` added to their values. A bucket keeps the first, lowest, highest and last value of its rows,
   * which is M4 (Jugel, Jerzak, Hackenbroich, Markl 2014, "M4: A visualization-oriented time series data aggregation").
   */
  addRows({ count, timestamps, nanoseconds }: RowColumns, values: Float64Array, offset: number): void {
    const bucketMs = this.#bucketMs;
    const grainMs = this.#grainMs;
    for (let from = 0; from < count; ) {
      const time = timeOf(timestamps[from]!, nanoseconds[from]!, grainMs);
      const end = Math.floor(time / bucketMs) * bucketMs + bucketMs;
      let to = from + 1;
      while (to < count && timeOf(timestamps[to]!, nanoseconds[to]!, grainMs) < end) to++;
      this.#addValues(time, values, from, to, offset);
      from = to;
    }
  }

  /** Adds the buckets of a tile that begin from `start` to before `end`, `offset` added to their values. */
  addTile(
    tile: OpenTile,
    place: { readonly tileStart: number; readonly bucketMs: number; readonly start: number; readonly end: number },
    offset: number,
  ): void {
    const { view, count } = tile;
    const opens = opensOf(tile);
    for (let bucket = 0; bucket < count; bucket++) {
      const time = place.tileStart + slotOf(tile, bucket) * place.bucketMs;
      if (time < place.start || time >= place.end) continue;
      const at = opens + 8 * bucket;
      this.#add(
        time,
        rowsOf(tile, bucket),
        view.getFloat64(at, true) + offset,
        view.getFloat64(at + 8 * count, true) + offset,
        view.getFloat64(at + 16 * count, true) + offset,
        view.getFloat64(at + 24 * count, true) + offset,
      );
    }
  }

  /** Adds buckets of this length or shorter ones, `from` to before `to`. */
  addBuckets({ timestamps, rowCounts, opens, lows, highs, closes }: BucketColumns, from: number, to: number): void {
    for (let bucket = from; bucket < to; bucket++) {
      const time = timestamps[bucket]!;
      this.#add(time, rowCounts[bucket]!, opens[bucket]!, lows[bucket]!, highs[bucket]!, closes[bucket]!);
    }
  }

  /** The buckets that have a value, copied. */
  build(): BucketColumns {
    this.#dropEmpty();
    const count = this.#count;
    return {
      timestamps: this.#timestamps.slice(0, count),
      rowCounts: this.#rowCounts.slice(0, count),
      opens: this.#opens.slice(0, count),
      lows: this.#lows.slice(0, count),
      highs: this.#highs.slice(0, count),
      closes: this.#closes.slice(0, count),
    };
  }

  /** Adds the values `from` to before `to`, all of one bucket. */
  #addValues(time: number, values: Float64Array, from: number, to: number, offset: number): void {
    let open = Number.NaN;
    let low = Number.NaN;
    let high = Number.NaN;
    let close = Number.NaN;
    for (let row = from; row < to; row++) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(open)) {
        open = value;
        low = value;
        high = value;
      } else if (value < low) low = value;
      else if (value > high) high = value;
      close = value;
    }
    this.#add(time, to - from, open + offset, low + offset, high + offset, close + offset);
  }

  #add(time: number, rows: number, open: number, low: number, high: number, close: number): void {
    const timestamp = Math.floor(time / this.#bucketMs) * this.#bucketMs;
    const last = this.#count - 1;
    if (last < 0 || this.#timestamps[last] !== timestamp) {
      this.#append(timestamp, rows, open, low, high, close);
      return;
    }
    this.#rowCounts[last]! += rows;
    if (Number.isNaN(open)) return;
    if (Number.isNaN(this.#opens[last]!)) {
      this.#opens[last] = open;
      this.#lows[last] = low;
      this.#highs[last] = high;
    }
    if (low < this.#lows[last]!) this.#lows[last] = low;
    if (high > this.#highs[last]!) this.#highs[last] = high;
    this.#closes[last] = close;
  }

  #append(timestamp: number, rows: number, open: number, low: number, high: number, close: number): void {
    const at = this.#count++;
    if (at === this.#timestamps.length) this.#grow();
    this.#timestamps[at] = timestamp;
    this.#rowCounts[at] = rows;
    this.#opens[at] = open;
    this.#lows[at] = low;
    this.#highs[at] = high;
    this.#closes[at] = close;
  }

  #dropEmpty(): void {
    const opens = this.#opens.slice(0, this.#count);
    if (!opens.includes(Number.NaN)) return;
    for (const column of [this.#timestamps, this.#rowCounts, this.#opens, this.#lows, this.#highs, this.#closes]) {
      let kept = 0;
      for (let bucket = 0; bucket < opens.length; bucket++) {
        if (!Number.isNaN(opens[bucket]!)) column[kept++] = column[bucket]!;
      }
      this.#count = kept;
    }
  }

  #grow(): void {
    this.#timestamps = doubled(this.#timestamps);
    this.#opens = doubled(this.#opens);
    this.#lows = doubled(this.#lows);
    this.#highs = doubled(this.#highs);
    this.#closes = doubled(this.#closes);
    const rowCounts = new Uint32Array(2 * this.#rowCounts.length);
    rowCounts.set(this.#rowCounts);
    this.#rowCounts = rowCounts;
  }
}

/** The part of a millisecond of which both it and a bucket are whole numbers. */
function grainOf(bucketMs: number): number {
  let grainMs = 1;
  while (bucketMs % grainMs > 0) grainMs /= 2;
  return grainMs;
}

/** When a row lies: a time with its nanoseconds is no double, so only edges within a millisecond look at them. */
function timeOf(timestamp: number, nanoseconds: number, grainMs: number): number {
  if (grainMs === 1) return timestamp;
  return timestamp + Math.floor(nanoseconds / (NANOSECONDS_PER_MS * grainMs)) * grainMs;
}

function doubled(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * column.length);
  larger.set(column);
  return larger;
}
