import type { LineSeries } from '../pyramid/bucket-record.ts';
import type { RowColumns } from '../pyramid/row-columns.ts';
import { bucketMsOf, tileMsOf } from '../pyramid/tile-grid.ts';
import type { OpenTile } from '../pyramid/tile-header.ts';
import type { BucketColumns, BucketColumnsBuilder } from './bucket-columns-builder.ts';
import type { LineGrid } from './line-grid.ts';

/** The rows of one series as columns. */
export interface LineRows {
  readonly timestamps: Float64Array;
  readonly nanoseconds: Uint32Array;
  readonly values: Float64Array;
}

/** What was collected. */
export type CollectedLine = ({ readonly kind: 'rows' } & LineRows) | ({ readonly kind: 'buckets' } & BucketColumns);

/** A tile of buckets, by its number, and the span (epoch milliseconds, end exclusive) of those that count. */
export interface TilePlace {
  readonly level: number;
  readonly tile: number;
  readonly start: number;
  readonly end: number;
}

/** Some rows, and what is added to their values. */
interface RowChunk {
  readonly rows: RowColumns;
  readonly offset: number;
}

/** Collects one series in time order: as rows while they are few enough, then as buckets of a level. */
export class LineCollector {
  readonly series: LineSeries;
  readonly level: number;
  /** The span to collect, epoch milliseconds, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly #mostRows: number;
  readonly #buckets: BucketColumnsBuilder;
  #chunks: RowChunk[] = [];
  #rowCount = 0;
  #isFolded = false;

  /** `buckets` collects the buckets. */
  constructor(series: LineSeries, { level, bucketMs, span, mostRows }: LineGrid, buckets: BucketColumnsBuilder) {
    this.series = series;
    this.level = level;
    this.start = span.start;
    this.end = span.end;
    this.#mostRows = mostRows;
    this.#buckets = buckets;
    buckets.restart(bucketMs);
  }

  /** Whether it still collects rows. */
  get wantsRows(): boolean {
    return !this.#isFolded;
  }

  /** Says that there are more rows than should be collected: makes buckets from now on. */
  fold(): void {
    if (this.#isFolded) return;
    this.#isFolded = true;
    for (const { rows, offset } of this.#chunks) this.#buckets.addRows(rows, rows[this.series], offset);
    this.#chunks = [];
  }

  /** Adds rows of the span, `offset` added to their values. */
  addRows(rows: RowColumns, offset: number): void {
    if (this.#isFolded) {
      this.#buckets.addRows(rows, rows[this.series], offset);
      return;
    }
    this.#chunks.push({ rows, offset });
    this.#rowCount += rows.count;
    if (this.#rowCount >= this.#mostRows) this.fold();
  }

  /** Adds the buckets within a span of a tile of this level or below. */
  addTile(tile: OpenTile, { level, tile: number, start, end }: TilePlace, offset: number): void {
    this.fold();
    const bucketMs = bucketMsOf(level);
    // A bucket that reaches into the span from before it is meant as a whole.
    const place = {
      tileStart: number * tileMsOf(level),
      bucketMs,
      start: Math.floor(start / bucketMs) * bucketMs,
      end,
    };
    this.#buckets.addTile(tile, place, offset);
  }

  /** What was collected: rows, or else buckets. */
  build(): CollectedLine {
    if (this.#isFolded) return { kind: 'buckets', ...this.#buckets.build() };
    const timestamps = new Float64Array(this.#rowCount);
    const nanoseconds = new Uint32Array(this.#rowCount);
    const values = new Float64Array(this.#rowCount);
    let at = 0;
    for (const { rows, offset } of this.#chunks) {
      timestamps.set(rows.timestamps, at);
      nanoseconds.set(rows.nanoseconds, at);
      values.set(offset === 0 ? rows[this.series] : rows[this.series].map((value) => value + offset), at);
      at += rows.count;
    }
    return { kind: 'rows', timestamps, nanoseconds, values };
  }
}
