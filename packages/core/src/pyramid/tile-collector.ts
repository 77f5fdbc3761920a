import type { BucketTile, CandleTile, PyramidState, RowTile, TileBatch } from '../ports/tile-repository.ts';
import { BUCKET_RECORD, LINE_SERIES } from './bucket-record.ts';
import { encodeBucketTile } from './bucket-tile.ts';
import type { CandleBasis } from './candle-record.ts';
import { encodeCandleTile } from './candle-tile.ts';
import type { RowBuffer } from './row-buffer.ts';
import { encodeTimes, encodeValues } from './row-tile.ts';
import { bucketMsOf, CANDLE_SECONDS, LEAST_TILE_ROWS } from './tile-grid.ts';

/** Collects the tiles of a batch, encoded. */
export class TileCollector {
  #rows: RowTile[] = [];
  #buckets: BucketTile[] = [];
  #candles: CandleTile[] = [];
  #traded: string[] = [];
  #removeBehind: number | null;

  /** The first batch removes what ends behind this time, for it was in progress: see `TileBatch`. */
  constructor(removeBehind: number | null) {
    this.#removeBehind = removeBehind;
  }

  /** Adds the rows of a buffer as they stand. */
  addRows(instrument: string, buffer: RowBuffer): void {
    const { firstRow, lastMetric, count: rows } = buffer;
    const columns = buffer.rows();
    const values = {
      price: encodeValues(columns.price),
      obi: encodeValues(columns.obi),
      cvd: encodeValues(columns.cvd),
    };
    const place = { firstTimestamp: columns.timestamps[0]!, firstRow, rows, lastMetric };
    this.#rows.push({ instrument, ...place, times: encodeTimes(columns), values });
  }

  /** Adds a tile of buckets, unless it holds so few rows that they are read instead. */
  addBuckets(instrument: string, level: number, tile: number, records: Float64Array, count: number): void {
    let rows = 0;
    for (let bucket = 0; bucket < count; bucket++) rows += records[bucket * BUCKET_RECORD.stride + 1]!;
    if (rows < LEAST_TILE_ROWS) return;
    for (const series of LINE_SERIES) {
      const bytes = encodeBucketTile(records, count, { series, bucketMs: bucketMsOf(level) });
      this.#buckets.push({ instrument, series, level, tile, bytes });
    }
  }

  /** Adds a tile of candles of `CANDLE_SECONDS[rung]`. */
  addCandles(
    { instrument, basis, rung }: { readonly instrument: string; readonly basis: CandleBasis; readonly rung: number },
    tile: number,
    records: Float64Array,
    count: number,
  ): void {
    const seconds = CANDLE_SECONDS[rung]!;
    this.#candles.push({ instrument, basis, seconds, tile, bytes: encodeCandleTile(records, count, 1000 * seconds) });
  }

  /** The first trade of an instrument has come: its candles of the mid go. */
  dropMid(instrument: string): void {
    this.#traded.push(instrument);
    this.#candles = this.#candles.filter((tile) => tile.instrument !== instrument || tile.basis !== 'mid');
  }

  /** The batch so far; a new one begins. */
  take(state: PyramidState): TileBatch {
    const batch = {
      removeBehind: this.#removeBehind,
      traded: this.#traded,
      rows: this.#rows,
      buckets: this.#buckets,
      candles: this.#candles,
      state,
    };
    this.#removeBehind = null;
    this.#traded = [];
    this.#rows = [];
    this.#buckets = [];
    this.#candles = [];
    return batch;
  }
}
