import {
  CANDLE_SECONDS,
  candleTileMsOf,
  LINE_SERIES,
  type RowTile,
  type TileBatch,
  TOP_LEVEL,
  tileMsOf,
} from '@orderflow/core';
import type { Database, Statement } from 'better-sqlite3';

/** Writes tiles within a transaction of the metrics they belong to. */
export class TileWriter {
  readonly #database: Database;
  readonly #insertRows: Statement<[number, number, number, number, number, Uint8Array]>;
  readonly #insertValues: Statement<[number, string, number, Uint8Array]>;
  readonly #insertBuckets: Statement<[number, string, number, number, Uint8Array]>;
  readonly #insertCandles: Statement<[number, string, number, number, Uint8Array]>;
  readonly #deleteMid: Statement<[number]>;
  readonly #setState: Statement<[number, number | null]>;

  constructor(database: Database) {
    this.#database = database;
    this.#insertRows = database.prepare('INSERT OR REPLACE INTO orderflow_row_tiles VALUES (?, ?, ?, ?, ?, ?)');
    this.#insertValues = database.prepare('INSERT OR REPLACE INTO orderflow_value_tiles VALUES (?, ?, ?, ?)');
    this.#insertBuckets = database.prepare('INSERT OR REPLACE INTO orderflow_bucket_tiles VALUES (?, ?, ?, ?, ?)');
    this.#insertCandles = database.prepare('INSERT OR REPLACE INTO orderflow_candle_tiles VALUES (?, ?, ?, ?, ?)');
    this.#deleteMid = database.prepare("DELETE FROM orderflow_candle_tiles WHERE instrument_id = ? AND basis = 'mid'");
    this.#setState = database.prepare('UPDATE orderflow_pyramid SET metric_rows = ?, waiting_trades = ?');
  }

  /** Writes a batch; `idOf` gives an instrument's id. */
  write(
    { removeBehind, traded, rows, buckets, candles, state }: TileBatch,
    idOf: (instrument: string) => number,
  ): void {
    if (removeBehind !== null) removeTilesBehind(this.#database, removeBehind);
    for (const instrument of traded) this.#deleteMid.run(idOf(instrument));
    for (const tile of rows) this.#writeRows(tile, idOf(tile.instrument));
    for (const { instrument, series, level, tile, bytes } of buckets) {
      this.#insertBuckets.run(idOf(instrument), series, level, tile, bytes);
    }
    for (const { instrument, basis, seconds, tile, bytes } of candles) {
      this.#insertCandles.run(idOf(instrument), basis, seconds, tile, bytes);
    }
    this.#setState.run(state.metricRows, state.waitingTrades);
  }

  #writeRows({ firstTimestamp, firstRow, rows, lastMetric, times, values }: RowTile, id: number): void {
    this.#insertRows.run(id, firstTimestamp, firstRow, rows, lastMetric, times);
    for (const series of LINE_SERIES) this.#insertValues.run(id, series, firstRow, values[series]);
  }
}

/** Removes the row tiles that hold a row behind a metric. */
export function removeRowsBehind(database: Database, metric: number): void {
  const stale = 'SELECT instrument_id, first_row FROM orderflow_row_tiles WHERE last_metric_id > ?';
  database.prepare(`DELETE FROM orderflow_value_tiles WHERE (instrument_id, first_row) IN (${stale})`).run(metric);
  database.prepare('DELETE FROM orderflow_row_tiles WHERE last_metric_id > ?').run(metric);
}

/** Removes the bucket and candle tiles that end behind a time: -Infinity for all. */
export function removeTilesBehind(database: Database, timestamp: number): void {
  if (timestamp === Number.NEGATIVE_INFINITY) {
    database.exec('DELETE FROM orderflow_bucket_tiles; DELETE FROM orderflow_candle_tiles');
    return;
  }
  const ids = database.prepare<[], number>('SELECT id FROM orderflow_instruments').pluck().all();
  const deleteBuckets = database.prepare(
    'DELETE FROM orderflow_bucket_tiles WHERE instrument_id = ? AND series = ? AND level = ? AND tile >= ?',
  );
  const deleteCandles = database.prepare(
    'DELETE FROM orderflow_candle_tiles WHERE instrument_id = ? AND basis = ? AND seconds = ? AND tile >= ?',
  );
  for (const id of ids) {
    for (let level = 0; level <= TOP_LEVEL; level++) {
      const tile = Math.floor(timestamp / tileMsOf(level));
      for (const series of LINE_SERIES) deleteBuckets.run(id, series, level, tile);
    }
    for (const seconds of CANDLE_SECONDS) {
      const tile = Math.floor(timestamp / candleTileMsOf(seconds));
      for (const basis of ['trades', 'mid']) deleteCandles.run(id, basis, seconds, tile);
    }
  }
}
