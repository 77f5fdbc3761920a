import { dirname, relative, resolve } from 'node:path';
import {
  type BookColumns,
  checkLevelBytes,
  type InstrumentSpan,
  type MetricColumns,
  type MetricSettings,
  type MetricsBatch,
  type MetricsPresence,
  type MetricsQuery,
  type MetricsRepository,
  type OrderflowRepository,
  type ProblemCount,
  type ProcessingState,
  type RowPosition,
  type RowQuery,
  type SnapshotColumns,
  type SourceTable,
  type TileRepository,
  type TimeRange,
  type Timestamp,
  type TimestampFormat,
  type Trade,
  type TradeColumns,
} from '@orderflow/core';
import type { ConnectOptions } from './connect-options.ts';
import { closeConnection, openToRead, openToWrite } from './connection/open-database.ts';
import { isSameFile } from './connection/same-file.ts';
import { explainRead, openedToRead, translating } from './connection/translate-error.ts';
import { readSnapshots } from './snapshots/read-snapshots.ts';
import { readBook } from './source/book-reader.ts';
import { checkSource } from './source/check-source.ts';
import { countRepeatedTradeIds, countRows, countRowsUpTo, rowIdRange } from './source/count-rows.ts';
import { describeRows } from './source/describe-rows.ts';
import { makeSource } from './source/make-source.ts';
import { fillMissingTables } from './source/missing-tables.ts';
import type { Source } from './source/source.ts';
import { SourceWatch } from './source/source-watch.ts';
import { KeptCounts } from './store/kept-counts.ts';
import { describeMetrics, readLastMetricBefore, readMetrics } from './store/metrics-reader.ts';
import { type MetricsStore, makeMetricsStore } from './store/metrics-store.ts';
import { createMetrics, dropMetrics, findMetrics } from './store/metrics-table.ts';
import { MetricsWriter } from './store/metrics-writer.ts';
import { countProblems, countUntimedRows } from './store/problem-rows.ts';
import { countCheckpoints, findState, loadCheckpoint, loadState, rewindTo } from './store/run-state.ts';
import { SqliteTileRepository } from './store/sqlite-tile-repository.ts';
import { loadTrades } from './trades/load-trades.ts';
import { readTrades } from './trades/read-trades.ts';

/**
 * A SQLite file of order-book snapshots and trades, with its metrics beside them or in a file of their own. Who connects
 * must close. Every method throws an `OrderflowError` that names the file: `source-unreadable`, `source-locked`,
 * `source-read-only`, `storage-full`.
 */
export class SQLiteOrderflowRepository implements OrderflowRepository, MetricsRepository {
  readonly name: string;
  readonly metricsName: string;
  /** The tiles of the pyramid beside the metrics. */
  readonly tiles: TileRepository;
  readonly #source: Source;
  readonly #store: MetricsStore;
  readonly #counts: KeptCounts;
  /** Null where it was opened to read. */
  readonly #watch: SourceWatch | null;
  #writer: MetricsWriter | null = null;

  private constructor(source: Source, store: MetricsStore, counts: KeptCounts, watch: SourceWatch | null) {
    this.name = source.connection.file;
    this.metricsName = store.connection.file;
    this.#source = source;
    this.#store = store;
    this.#counts = counts;
    this.#watch = watch;
    this.tiles = new SqliteTileRepository(store, watch !== null);
  }

  /**
   * Opens a file; read-only unless `write` is set, and always read-only where `output` says where metrics are kept.
   * @throws OrderflowError `source-unreadable`, `source-schema`, `source-read-only`, `source-locked`; `bad-argument` for a
   * `maxLevelBytes` that cannot be.
   */
  static connect(file: string, options: ConnectOptions = {}): SQLiteOrderflowRepository {
    const { output, write = false, partial = false, maxLevelBytes } = options;
    if (maxLevelBytes !== undefined) checkLevelBytes(maxLevelBytes);
    const isApart = output !== undefined && !isSameFile(output, file);
    const connection = write && !isApart ? openToWrite(file, options, false) : openToRead(file, options);
    try {
      const lost = partial && !write && !isApart ? fillMissingTables(connection) : null;
      checkSource(connection);
      const metrics = !isApart ? connection : write ? openToWrite(output, options, true) : openToRead(output, options);
      const sourceName = isApart ? relative(dirname(resolve(output)), resolve(file)) : lost;
      const store = makeMetricsStore(metrics, sourceName);
      const counts = new KeptCounts(connection, store, write);
      const source = makeSource(connection, options, {
        state: () => findState(store),
        untimedRows: (table, idAtMost) => countUntimedRows(store, table, idAtMost),
        rows: (table, idAtMost, count) => counts.find(table, idAtMost, count),
      });
      return new SQLiteOrderflowRepository(source, store, counts, write ? new SourceWatch(connection) : null);
    } catch (error) {
      closeConnection(connection);
      throw error;
    }
  }

  /** Closes the file and leaves it in the journal mode in which it was found. */
  close(): void {
    this.#writer = null;
    this.#source.chunks.close();
    closeConnection(this.#store.connection, () => this.#counts.keep());
    if (this.#source.connection !== this.#store.connection) closeConnection(this.#source.connection);
  }

  iterateBookRows(query: RowQuery): AsyncGenerator<BookColumns> {
    this.#counts.noteRead('book', query);
    return this.#iterate(readBook(this.#source, query));
  }

  iterateSnapshots(query: RowQuery, depth: number | null): AsyncGenerator<SnapshotColumns> {
    this.#counts.noteRead('book', query);
    return this.#iterate(readSnapshots(this.#source, query, depth));
  }

  iterateTradeRows(query: RowQuery): AsyncGenerator<TradeColumns> {
    this.#counts.noteRead('trades', query);
    return this.#iterate(readTrades(this.#source, query));
  }

  loadTradesByTimestamp(range: TimeRange, instrument?: string): Promise<readonly Trade[]> {
    return this.#ask(() => loadTrades(this.#source, range, instrument));
  }

  countRows(table: SourceTable, bound?: { readonly idAtMost: number }): Promise<number> {
    return this.#ask(() => countRows(this.#source, table, bound?.idAtMost ?? null));
  }

  countRowsUpTo(table: SourceTable, position: RowPosition): Promise<number> {
    return this.#ask(() => countRowsUpTo(this.#source, table, position));
  }

  rowIdRange(table: SourceTable): Promise<{ readonly first: number; readonly last: number } | null> {
    return this.#ask(() => rowIdRange(this.#source, table));
  }

  describe(table: SourceTable, except?: readonly string[]): Promise<readonly InstrumentSpan[]> {
    return this.#ask(() => describeRows(this.#source, table, except));
  }

  countRepeatedTradeIds(): Promise<number> {
    return this.#ask(() => countRepeatedTradeIds(this.#source));
  }

  timestampFormats(table: SourceTable): readonly TimestampFormat[] {
    return [...this.#source.timestamps[table].formats];
  }

  tableExists(): Promise<MetricsPresence> {
    return this.#askStore(() => this.#store.guard.noting(() => findMetrics(this.#store)));
  }

  createMetricsTable(settings: MetricSettings, options: { readonly replace: boolean }): Promise<void> {
    return this.#write(() => {
      this.#writer = null;
      this.#store.guard.write(() => createMetrics(this.#store, settings, options.replace));
    });
  }

  insertMetricsBatch(batch: MetricsBatch): Promise<void> {
    return this.#write(() => {
      const last = this.#writer;
      // A writer whose batch failed believes what was rolled back.
      this.#writer = null;
      this.#writer = this.#store.guard.write(() => {
        const writer = last ?? new MetricsWriter(this.#store);
        writer.write(batch);
        return writer;
      });
    });
  }

  loadMetricsByTimerange(query: MetricsQuery): AsyncGenerator<MetricColumns> {
    return this.#iterate(readMetrics(this.#store, query), this.#store.connection);
  }

  loadLastMetricBefore(
    instrument: string,
    moment: Timestamp,
  ): Promise<{ readonly cvd: number; readonly position: Timestamp } | null> {
    return this.#askStore(() => readLastMetricBefore(this.#store, instrument, moment));
  }

  describeMetrics(): Promise<readonly InstrumentSpan[]> {
    return this.#askStore(() => describeMetrics(this.#store));
  }

  loadState(): Promise<ProcessingState | null> {
    return this.#askStore(() => this.#store.guard.noting(() => loadState(this.#store)));
  }

  countCheckpoints(): Promise<number> {
    return this.#askStore(() => countCheckpoints(this.#store));
  }

  loadCheckpoint(index: number): Promise<ProcessingState> {
    return this.#askStore(() => loadCheckpoint(this.#store, index));
  }

  rewindTo(checkpoint: ProcessingState | null): Promise<void> {
    return this.#write(() => {
      this.#writer = null;
      this.#store.guard.write(() => rewindTo(this.#store, checkpoint));
    });
  }

  countProblems(): Promise<readonly ProblemCount[]> {
    return this.#askStore(() => countProblems(this.#store));
  }

  countUntimedRows(table: SourceTable, idAtMost: number): Promise<number> {
    return this.#askStore(() => countUntimedRows(this.#store, table, idAtMost));
  }

  /** Removes the metrics and every table of ours; the names of the tables that were removed. */
  clean(): Promise<readonly string[]> {
    return this.#write(() => {
      this.#writer = null;
      return this.#store.guard.write(() => dropMetrics(this.#store));
    });
  }

  async #ask<Result>(action: () => Result | Promise<Result>): Promise<Result> {
    const { connection } = this.#source;
    try {
      return await translating(connection, action);
    } catch (error) {
      throw explainRead(connection, error);
    }
  }

  async #askStore<Result>(action: () => Result): Promise<Result> {
    return translating(this.#store.connection, action);
  }

  async #write<Result>(action: () => Result): Promise<Result> {
    const { connection } = this.#store;
    if (this.#watch === null) throw openedToRead(connection);
    return this.#watch.around(() => translating(connection, action));
  }

  async *#iterate<Batch>(batches: AsyncGenerator<Batch>, connection = this.#source.connection): AsyncGenerator<Batch> {
    try {
      yield* batches;
    } catch (error) {
      throw explainRead(connection, error);
    }
  }
}
