import {
  type EquityRecord,
  type FillView,
  type NewRun,
  OrderflowError,
  type OrderRecord,
  type RoundTripRecord,
  type RunQuery,
  type RunRecord,
  type RunRowsQuery,
  type RunsRepository,
  type RunTrial,
  type SaveOutcome,
} from '@orderflow/core';
import type { Connection } from '../connection/connection.ts';
import { keptStatement } from '../connection/kept-statement.ts';
import { closeConnection, openToRead, openToWrite } from '../connection/open-database.ts';
import { translating } from '../connection/translate-error.ts';
import { migrateRuns } from '../store/migrate-store.ts';
import {
  type EquityRow,
  equityFromRow,
  type FillRow,
  type OrderRow,
  orderFromRow,
  type ResultRow,
  type RoundTripRow,
  type RunRow,
  roundTripFromRow,
  runFromRow,
  type TrialRow,
  trialsFromRows,
} from './run-from-row.ts';
import { insertRows, insertRun } from './run-writer.ts';
import {
  FIND_RUNS,
  LIST_RUNS,
  SELECT_EQUITY,
  SELECT_FILLS,
  SELECT_ORDERS,
  SELECT_RESULTS,
  SELECT_ROUND_TRIPS,
  SELECT_RUN,
  SELECT_TABLES,
  SELECT_TRIALS,
} from './runs-sql.ts';

const MOST_FOUND = 10;
const RUNS_TABLE = 'orderflow_backtests';

/** How to open a file of runs. */
export interface RunsFileOptions {
  /** Whether runs may be stored; the file is made where it is not there. */
  readonly write?: boolean;
  /** How long to wait for another program's lock, in milliseconds. */
  readonly lockTimeoutMs?: number;
}

/** Runs in a SQLite file of their own. Who opens it closes it. */
export class SQLiteRunsRepository implements RunsRepository {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Opens a file of runs.
   * @throws OrderflowError `source-unreadable` where it is not there or no database, `source-schema` where it holds
   * something else: data are never mixed with runs; `source-read-only` where it cannot be written.
   */
  static open(file: string, { write = false, lockTimeoutMs }: RunsFileOptions = {}): SQLiteRunsRepository {
    const options = lockTimeoutMs === undefined ? {} : { lockTimeoutMs };
    const connection = write ? openToWrite(file, options, true) : openToRead(file, options);
    try {
      translating(connection, () => prepare(connection, write));
    } catch (error) {
      closeConnection(connection);
      throw error;
    }
    return new SQLiteRunsRepository(connection);
  }

  /** Closes the file. */
  close(): void {
    closeConnection(this.#connection);
  }

  async save(run: NewRun): Promise<SaveOutcome> {
    const { database } = this.#connection;
    return translating(this.#connection, () =>
      database
        .transaction(() => {
          const known = keptStatement<[string], RunRow>(database, SELECT_RUN).get(run.id);
          if (known !== undefined && known.resultHash !== run.resultHash) return 'differs';
          const number = known?.number ?? insertRun(database, run);
          if (run.rows !== null && known?.hasRows !== 1) insertRows(database, number, run.rows);
          return known === undefined ? 'stored' : 'known';
        })
        .immediate(),
    );
  }

  async find(idPrefix: string): Promise<readonly RunRecord[]> {
    return this.#runs(FIND_RUNS, { prefix: idPrefix, limit: MOST_FOUND });
  }

  async list({ strategy = null, dataHash = null, limit = -1 }: Nullable<RunQuery>): Promise<readonly RunRecord[]> {
    return this.#runs(LIST_RUNS, { strategy, dataHash, limit });
  }

  async loadTrials(strategy: string, dataHash: string): Promise<readonly RunTrial[]> {
    const { database } = this.#connection;
    return translating(this.#connection, () =>
      trialsFromRows(keptStatement<[string, string], TrialRow>(database, SELECT_TRIALS).all(strategy, dataHash)),
    );
  }

  async *iterateOrders(query: RunRowsQuery): AsyncGenerator<readonly OrderRecord[]> {
    for (const rows of this.#batches<OrderRow>(SELECT_ORDERS, query)) yield rows.map(orderFromRow);
  }

  async *iterateFills(query: RunRowsQuery): AsyncGenerator<readonly FillView[]> {
    yield* this.#batches<FillRow>(SELECT_FILLS, query);
  }

  async *iterateRoundTrips(query: RunRowsQuery): AsyncGenerator<readonly RoundTripRecord[]> {
    for (const rows of this.#batches<RoundTripRow>(SELECT_ROUND_TRIPS, query)) yield rows.map(roundTripFromRow);
  }

  async loadEquity(id: string, makerModel: string): Promise<EquityRecord | null> {
    const { database } = this.#connection;
    const row = translating(this.#connection, () =>
      keptStatement<[object], EquityRow>(database, SELECT_EQUITY).get({ id, makerModel }),
    );
    return row === undefined ? null : equityFromRow(row);
  }

  #runs(query: string, parameters: object): readonly RunRecord[] {
    const { database } = this.#connection;
    return translating(this.#connection, () => {
      const rows = keptStatement<[object], RunRow>(database, query).all(parameters);
      return rows.map((row) =>
        runFromRow(row, keptStatement<[number], ResultRow>(database, SELECT_RESULTS).all(row.number)),
      );
    });
  }

  /** Rows are numbered without gaps. */
  *#batches<Row>(query: string, { id, makerModel, first = 0, batchSize }: RunRowsQuery): Generator<Row[]> {
    const { database } = this.#connection;
    for (let next = first; ; next += batchSize) {
      const rows = translating(this.#connection, () =>
        keptStatement<[object], Row>(database, query).all({ id, makerModel, first: next, batchSize }),
      );
      if (rows.length > 0) yield rows;
      if (rows.length < batchSize) return;
    }
  }
}

type Nullable<Query> = { readonly [Key in keyof Query]?: Query[Key] | null };

function prepare({ database, file }: Connection, write: boolean): void {
  const tables = database.prepare<[], string>(SELECT_TABLES).pluck().all();
  const isOurs = tables.includes(RUNS_TABLE);
  if (!isOurs && (!write || tables.length > 0)) {
    const advice = write ? 'runs go into a file of their own: name another' : 'name one that runs were stored in';
    throw new OrderflowError('source-schema', `${file}: this is no file of runs; ${advice}`);
  }
  if (write) database.transaction(() => migrateRuns(database)).immediate();
}
