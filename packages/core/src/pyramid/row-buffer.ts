import type { MetricColumns } from '../columns/metric-columns.ts';
import type { RowColumns } from './row-columns.ts';
import { ROW_TILE_ROWS } from './tile-grid.ts';

/** The raw rows of one instrument that are in no tile yet. */
export class RowBuffer {
  /** Number of rows in the buffer. */
  count = 0;
  /** How many rows of the instrument stand before the first. */
  firstRow: number;
  /** Number of the last row among all metrics of the source, from 1. */
  lastMetric = 0;
  readonly timestamps: Float64Array;
  readonly nanoseconds: Uint32Array;
  readonly price: Float64Array;
  readonly obi: Float64Array;
  readonly cvd: Float64Array;

  /** Begins empty, behind so many rows of the instrument. */
  constructor(firstRow: number) {
    this.firstRow = firstRow;
    this.timestamps = new Float64Array(ROW_TILE_ROWS);
    this.nanoseconds = new Uint32Array(ROW_TILE_ROWS);
    this.price = new Float64Array(ROW_TILE_ROWS);
    this.obi = new Float64Array(ROW_TILE_ROWS);
    this.cvd = new Float64Array(ROW_TILE_ROWS);
  }

  /** Whether a tile is full. */
  get isFull(): boolean {
    return this.count === ROW_TILE_ROWS;
  }

  /** Adds a row, whose number among all metrics is `metric`. */
  push(columns: MetricColumns, row: number, price: number, metric: number): void {
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
}
