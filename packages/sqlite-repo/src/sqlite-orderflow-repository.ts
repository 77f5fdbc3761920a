import type {
  BookColumns,
  InstrumentSpan,
  MetricColumns,
  MetricSettings,
  MetricsBatch,
  MetricsPresence,
  MetricsQuery,
  MetricsRepository,
  OrderflowRepository,
  ProblemCount,
  ProcessingState,
  RowPosition,
  RowQuery,
  SnapshotColumns,
  SourceTable,
  TileRepository,
  TimeRange,
  Timestamp,
  TimestampFormat,
  Trade,
  TradeColumns,
} from '@orderflow/core';
import type { ConnectOptions } from './connect-options.ts';
import { closeConnection } from './connection/open-database.ts';
import { explainRead, openedToRead, translating } from './connection/translate-error.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { readSnapshots } from './snapshots/read-snapshots.ts';
import { readBook } from './source/book-reader.ts';
import { countRepeatedTradeIds, countRows, countRowsUpTo, rowIdRange } from './source/count-rows.ts';
import { describeRows } from './source/describe-rows.ts';
import type { Source } from './source/source.ts';
import type { SourceWatch } from './source/source-watch.ts';
import type { KeptCounts } from './store/kept-counts.ts';
import { describeMetrics, readLastMetricBefore, readMetrics } from './store/metrics-reader.ts';
import type { MetricsStore } from './store/metrics-store.ts';
import { createMetrics, dropMetrics, findMetrics } from './store/metrics-table.ts';
import { MetricsWriter } from './store/metrics-writer.ts';
import { countProblems, countUntimedRows } from './store/problem-rows.ts';
import { countCheckpoints, loadCheckpoint, loadState, rewindTo } from './store/run-state.ts';
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

  private constructor({ source, store, counts, watch }: OpenFile) {
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
    return new SQLiteOrderflowRepository(openFile(file, options));
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
