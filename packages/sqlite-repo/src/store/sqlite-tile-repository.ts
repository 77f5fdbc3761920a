import type {
  CandleBasis,
  LaterMetrics,
  LineSeries,
  PyramidState,
  StoredTile,
  StoredTimes,
  StoredValues,
  TileBatch,
  TileRange,
  TileRepository,
} from '@orderflow/core';
import { keptStatement } from '../connection/kept-statement.ts';
import { openedToRead, translating } from '../connection/translate-error.ts';
import { instrumentIdOf } from './instrument-ids.ts';
import { readMetricsBehind } from './metrics-reader.ts';
import type { MetricsStore } from './metrics-store.ts';
import { migrateStore } from './migrate-store.ts';
import { loadPyramidState, startPyramid } from './pyramid-table.ts';
import { TileWriter } from './tile-writer.ts';

const ROW_TILE_FIELDS = `first_timestamp AS firstTimestamp, first_row AS firstRow, row_count AS rows,
                         last_metric_id AS lastMetric, times`;

// Found within the query, since every statement of its own locks the file once more.
const INSTRUMENT_ID = '(SELECT id FROM orderflow_instruments WHERE name = @instrument)';

// The tile before the first that begins in the range may reach into it.
const SELECT_TIMES = `
SELECT ${ROW_TILE_FIELDS} FROM orderflow_row_tiles
WHERE instrument_id = ${INSTRUMENT_ID} AND first_timestamp < @end AND first_timestamp >= coalesce((
  SELECT max(first_timestamp) FROM orderflow_row_tiles WHERE instrument_id = ${INSTRUMENT_ID} AND first_timestamp < @start), @start)
ORDER BY first_timestamp, first_row`;

const SELECT_LAST_ROW_TILE = `
SELECT ${ROW_TILE_FIELDS} FROM orderflow_row_tiles
WHERE instrument_id = ${INSTRUMENT_ID} AND row_count >= @rows AND last_metric_id <= @lastMetric
ORDER BY first_timestamp DESC, first_row DESC LIMIT 1`;

const SELECT_VALUES = `
SELECT first_row AS firstRow, bytes FROM orderflow_value_tiles
WHERE instrument_id = ${INSTRUMENT_ID} AND series = @series AND first_row BETWEEN @first AND @last ORDER BY first_row`;

const SELECT_BUCKET_TILES = `
SELECT tile, bytes FROM orderflow_bucket_tiles
WHERE instrument_id = ${INSTRUMENT_ID} AND series = @series AND level = @level AND tile BETWEEN @first AND @last ORDER BY tile`;

const SELECT_CANDLE_TILES = `
SELECT tile, bytes FROM orderflow_candle_tiles
WHERE instrument_id = ${INSTRUMENT_ID} AND basis = @basis AND seconds = @seconds AND tile BETWEEN @first AND @last ORDER BY tile`;

const SELECT_ANY_CANDLES = `
SELECT 1 FROM orderflow_candle_tiles WHERE instrument_id = ${INSTRUMENT_ID} AND basis = @basis LIMIT 1`;

/** The tiles of a pyramid in the tables beside the metrics. */
export class SqliteTileRepository implements TileRepository {
  readonly #store: MetricsStore;
  readonly #canWrite: boolean;

  constructor(store: MetricsStore, canWrite: boolean) {
    this.#store = store;
    this.#canWrite = canWrite;
  }

  loadPyramidState(): Promise<PyramidState | null> {
    return this.#run(() => loadPyramidState(this.#store));
  }

  createPyramid(): Promise<void> {
    return this.#write(() => {
      migrateStore(this.#store.connection.database);
      startPyramid(this.#store);
    });
  }

  writeTiles(batch: TileBatch): Promise<void> {
    return this.#write(() => {
      const writer = new TileWriter(this.#store.connection.database);
      writer.write(batch, (name) => instrumentIdOf(this.#store, name)!);
    });
  }

  loadTimes(instrument: string, start: number, end: number): Promise<readonly StoredTimes[]> {
    return this.#all(SELECT_TIMES, instrument, { start, end });
  }

  loadValues(series: LineSeries, { instrument, first, last }: TileRange): Promise<readonly StoredValues[]> {
    return this.#all(SELECT_VALUES, instrument, { series, first, last });
  }

  async loadLastRowTile(
    instrument: string,
    bounds: { readonly rows: number; readonly lastMetric: number },
  ): Promise<StoredTimes | null> {
    const [tile] = await this.#all<StoredTimes>(SELECT_LAST_ROW_TILE, instrument, bounds);
    return tile ?? null;
  }

  loadMetricsBehind(instrument: string, metric: number): Promise<LaterMetrics> {
    return this.#run(() => readMetricsBehind(this.#store, instrument, metric));
  }

  loadBucketTiles(
    series: LineSeries,
    level: number,
    { instrument, first, last }: TileRange,
  ): Promise<readonly StoredTile[]> {
    return this.#all(SELECT_BUCKET_TILES, instrument, { series, level, first, last });
  }

  loadCandleTiles(
    basis: CandleBasis,
    seconds: number,
    { instrument, first, last }: TileRange,
  ): Promise<readonly StoredTile[]> {
    return this.#all(SELECT_CANDLE_TILES, instrument, { basis, seconds, first, last });
  }

  async hasCandles(instrument: string, basis: CandleBasis): Promise<boolean> {
    return (await this.#all(SELECT_ANY_CANDLES, instrument, { basis })).length > 0;
  }

  #all<Row>(query: string, instrument: string, parameters: object): Promise<Row[]> {
    return this.#run(
      () => keptStatement<[object]>(this.#store.connection.database, query).all({ instrument, ...parameters }) as Row[],
    );
  }

  async #write<Result>(action: () => Result): Promise<Result> {
    if (!this.#canWrite) throw openedToRead(this.#store.connection);
    return this.#run(() => this.#store.guard.write(action));
  }

  async #run<Result>(action: () => Result): Promise<Result> {
    return translating(this.#store.connection, action);
  }
}
