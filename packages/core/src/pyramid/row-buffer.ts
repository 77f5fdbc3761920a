import type { MetricColumns } from '../columns/metric-columns.ts';
import type { RowColumns } from './row-columns.ts';
import { ROW_TILE_ROWS } from './tile-grid.ts';

/** A file may hold very many instruments of a few rows each. */
const FIRST_ROWS = 8;

/** The raw rows of one instrument that are in no tile yet. */
export class RowBuffer {
  /** Number of rows in the buffer. */
  count = 0;
  /** How many rows of the instrument stand before the first. */
  firstRow: number;
  /** Number of the last row among all metrics of the source, from 1. */
  lastMetric = 0;
  timestamps = new Float64Array(FIRST_ROWS);
  nanoseconds = new Uint32Array(FIRST_ROWS);
  price = new Float64Array(FIRST_ROWS);
  obi = new Float64Array(FIRST_ROWS);
  cvd = new Float64Array(FIRST_ROWS);

  /** Begins empty, behind so many rows of the instrument. */
  constructor(firstRow: number) {
    this.firstRow = firstRow;
  }

  /** Whether a tile is full. */
  get isFull(): boolean {
    return this.count === ROW_TILE_ROWS;
  }

  /** Adds a row, whose number among all metrics is `metric`. */
  push(columns: MetricColumns, row: number, price: number, metric: number): void {
    if (this.count === this.timestamps.length) this.#grow();
    const at = this.count++;
    this.timestamps[at] = columns.timestamps[row]!;
    this.nanoseconds[at] = columns.nanoseconds[row]!;
    this.price[at] = price;
    this.obi[at] = columns.obi[row]!;
    this.cvd[at] = columns.cvd[row]!;
    this.lastMetric = metric;
  }

  /** The rows as columns. Shares memory. */
  rows(): RowColumns {
    return {
      count: this.count,
      timestamps: this.timestamps.subarray(0, this.count),
      nanoseconds: this.nanoseconds.subarray(0, this.count),
      price: this.price.subarray(0, this.count),
      obi: this.obi.subarray(0, this.count),
      cvd: this.cvd.subarray(0, this.count),
    };
  }

  /** Starts the next tile. */
  clear(): void {
    this.firstRow += this.count;
    this.count = 0;
  }

  #grow(): void {
    const capacity = Math.min(ROW_TILE_ROWS, 4 * this.timestamps.length);
    this.timestamps = grown(this.timestamps, capacity);
    this.price = grown(this.price, capacity);
    this.obi = grown(this.obi, capacity);
    this.cvd = grown(this.cvd, capacity);
    const nanoseconds = new Uint32Array(capacity);
    nanoseconds.set(this.nanoseconds);
    this.nanoseconds = nanoseconds;
  }
}

function grown(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(column);
  return larger;
}
