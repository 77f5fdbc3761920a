import {
  type MetricColumns,
  type MetricsBatch,
  OrderflowError,
  type ProcessingState,
  type TileBatch,
  timestampTextAt,
} from '@orderflow/core';
import type { Database, Statement } from 'better-sqlite3';
import { CheckpointWriter } from './checkpoint-writer.ts';
import { sql } from './drizzle.ts';
import type { MetricsStore } from './metrics-store.ts';
import { loadState } from './run-state.ts';
import { instruments, metricRuns, runs } from './schema.ts';
import { TileWriter } from './tile-writer.ts';

const INSERT_ROWS = 32;
const INSERT_FIELDS = 6;
const METRIC_COLUMNS = '(snapshot_id, timestamp, obi, cvd, best_bid, best_ask)';

/**
 * Writes batches of metrics with the state after them. What is written row by row goes through
 * prepared statements, metrics many at a time: through Drizzle's builder they cost twice the time.
 */
export class MetricsWriter {
  readonly #store: MetricsStore;
  readonly #insertTexts: Inserts;
  readonly #insertDigits: Inserts;
  readonly #insertRun: Statement<[number, number, number]>;
  readonly #insertProblem: Statement<[string, number, string]>;
  readonly #checkpoints: CheckpointWriter;
  #tiles: TileWriter | null = null;
  /** Ids in `orderflow_instruments` by name. */
  readonly #instrumentIds = new Map<string, number>();
  #openRun: { first: number; instrumentId: number } | null = null;
  #metricRows: number;

  /** Goes on from the state that stands in the store. */
  constructor(store: MetricsStore) {
    const { database } = store.connection;
    this.#store = store;
    this.#metricRows = loadState(store)?.metricRows ?? 0;
    this.#insertTexts = prepareInserts(database, '?');
    // The column's affinity makes a text of the number: it has the same digits.
    this.#insertDigits = prepareInserts(database, 'CAST(? AS INTEGER)');
    this.#insertRun = database.prepare(
      `INSERT INTO orderflow_metric_runs (first_metric_id, last_metric_id, instrument_id) VALUES (?, ?, ?)
       ON CONFLICT (first_metric_id) DO UPDATE SET last_metric_id = excluded.last_metric_id`,
    );
    this.#insertProblem = database.prepare(
      'INSERT OR IGNORE INTO orderflow_problems (source_table, row_id, reason) VALUES (?, ?, ?)',
    );
    for (const { id, name } of store.drizzle.select().from(instruments).all()) this.#instrumentIds.set(name, id);
    this.#checkpoints = new CheckpointWriter(store);
    this.#openRun = this.#loadOpenRun();
  }

  /** Writes a batch, within a transaction. */
  write(batch: MetricsBatch): void {
    this.#checkFollows(batch);
    this.#writeInstruments(batch.state);
    this.#writeMetrics(batch.metrics);
    this.#writeRuns(batch.metrics);
    for (const checkpoint of batch.checkpoints) this.#checkpoints.write(checkpoint, this.#instrumentIds);
    if (batch.tiles !== undefined) this.#writeTiles(batch.tiles);
    for (const { table, rowId, reason } of batch.problems) this.#insertProblem.run(table, rowId, reason);
    this.#store.drizzle
      .update(runs)
      .set({ state: JSON.stringify(batch.state) })
      .run();
    this.#metricRows += batch.metrics.count;
  }

  /** Files of an earlier version have no tables for tiles, and get no tiles until they have. */
  #writeTiles(tiles: TileBatch): void {
    this.#tiles ??= new TileWriter(this.#store.connection.database);
    this.#tiles.write(tiles, (instrument) => this.#instrumentIds.get(instrument)!);
  }

  /** A batch that does not follow on what stands there, since another run has written, would leave two metrics a snapshot. */
  #checkFollows({ state, metrics }: MetricsBatch): void {
    const stored = loadState(this.#store)?.metricRows ?? 0;
    if (stored === this.#metricRows && stored === state.metricRows - metrics.count) return;
    throw new OrderflowError(
      'source-locked',
      `${this.#store.connection.file}: another run is writing metrics to this file; let it end, then run again`,
    );
  }

  #writeInstruments(state: ProcessingState): void {
    for (const { instrument } of state.instruments) {
      if (this.#instrumentIds.has(instrument)) continue;
      const { lastInsertRowid } = this.#store.drizzle.insert(instruments).values({ name: instrument }).run();
      this.#instrumentIds.set(instrument, Number(lastInsertRowid));
    }
  }

  #writeMetrics(columns: MetricColumns): void {
    const insert = columns.timestampTexts.length === 0 ? this.#insertDigits : this.#insertTexts;
    const many = new Array<unknown>(INSERT_ROWS * INSERT_FIELDS);
    const one = new Array<unknown>(INSERT_FIELDS);
    let row = 0;
    for (; row + INSERT_ROWS <= columns.count; row += INSERT_ROWS) {
      for (let ahead = 0; ahead < INSERT_ROWS; ahead++) putFields(many, ahead * INSERT_FIELDS, columns, row + ahead);
      insert.many.run(many);
    }
    for (; row < columns.count; row++) {
      putFields(one, 0, columns, row);
      insert.one.run(one);
    }
  }

  /** Lengthens the last run, or opens one wherever the instrument changes. */
  #writeRuns({ count, instruments: numbers, instrumentNames }: MetricColumns): void {
    for (let start = 0; start < count; ) {
      let end = start + 1;
      while (end < count && numbers[end] === numbers[start]) end++;
      const instrumentId = this.#instrumentIds.get(instrumentNames[numbers[start]!]!)!;
      const firstMetricId = this.#metricRows + start + 1;
      const lastMetricId = this.#metricRows + end;
      if (this.#openRun?.instrumentId !== instrumentId) this.#openRun = { first: firstMetricId, instrumentId };
      this.#insertRun.run(this.#openRun.first, lastMetricId, instrumentId);
      start = end;
    }
  }

  #loadOpenRun(): { first: number; instrumentId: number } | null {
    const run = this.#store.drizzle.select().from(metricRuns).orderBy(sql`first_metric_id DESC`).limit(1).get();
    return run === undefined ? null : { first: run.firstMetricId, instrumentId: run.instrumentId };
  }
}

/** Statements that insert many metrics, and one. */
interface Inserts {
  readonly many: Statement<unknown[]>;
  readonly one: Statement<unknown[]>;
}

function prepareInserts(database: Database, timestamp: string): Inserts {
  const row = `(?, ${timestamp}, ?, ?, ?, ?)`;
  const prepare = (rows: number) =>
    database.prepare<unknown[]>(`INSERT INTO metrics ${METRIC_COLUMNS} VALUES ${Array(rows).fill(row).join(', ')}`);
  return { many: prepare(INSERT_ROWS), one: prepare(1) };
}

function putFields(fields: unknown[], at: number, columns: MetricColumns, row: number): void {
  fields[at] = columns.snapshotIds[row]!;
  fields[at + 1] = columns.timestampTexts.length === 0 ? columns.timestamps[row]! : timestampTextAt(columns, row);
  fields[at + 2] = columns.obi[row]!;
  fields[at + 3] = columns.cvd[row]!;
  fields[at + 4] = nullWhereNaN(columns.bestBid[row]!);
  fields[at + 5] = nullWhereNaN(columns.bestAsk[row]!);
}

function nullWhereNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
