import { OrderflowError } from '@orderflow/core';
import type { Database } from 'better-sqlite3';
import type { Connection } from '../connection/connection.ts';
import { checkInPlace } from '../connection/file-identity.ts';
import { keptStatement } from '../connection/kept-statement.ts';
import { sqliteErrorOf } from '../connection/sqlite-error.ts';

const FIND_RUNS = "SELECT 1 FROM sqlite_schema WHERE name = 'orderflow_runs'";
const SELECT_STANDING = "SELECT coalesce(state, 'no state') FROM orderflow_runs";

/** What a run found in the store, or left there last: where something else stands, another run has written. */
export class StateGuard {
  readonly #connection: Connection;
  #known: string | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Reads, and takes what stands there now for what this run goes on from. */
  noting<Result>(read: () => Result): Result {
    const { database } = this.#connection;
    if (!database.readonly) this.#known = standingOf(database);
    return read();
  }

  /**
   * Writes in one transaction, which nobody else can come between.
   * @throws OrderflowError `source-locked` where another run has written since.
   */
  write<Result>(action: () => Result): Result {
    const { database, file } = this.#connection;
    checkInPlace(this.#connection);
    const write = database.transaction(() => {
      if (this.#known !== null && this.#known !== standingOf(database)) throw otherRun(file);
      return { result: action(), standing: standingOf(database) };
    });
    const { result, standing } = write.immediate();
    this.#known = standing;
    checkInPlace(this.#connection);
    return result;
  }
}

/** The state as it is stored, to the letter. */
function standingOf(database: Database): string {
  if (keptStatement(database, FIND_RUNS).get() === undefined) return 'no table';
  try {
    return keptStatement<[], string>(database, SELECT_STANDING).pluck().get() ?? 'no run';
  } catch (error) {
    if (sqliteErrorOf(error)?.code === 'SQLITE_ERROR') return 'another table';
    throw error;
  }
}

function otherRun(file: string): OrderflowError {
  return new OrderflowError(
    'source-locked',
    `${file}: another run is writing metrics to this file; let it end, then run again`,
  );
}
