import type { ProcessingState, RowQuery, SourceTable } from '@orderflow/core';
import type { Connection } from '../connection/connection.ts';
import { dataVersionOf } from '../connection/data-version.ts';
import { changeTimeOf, fileTimeOf, setFileTime } from '../connection/file-time.ts';
import { isWriteAhead } from '../connection/journal-mode.ts';
import { keptStatement } from '../connection/kept-statement.ts';
import type { MetricsStore } from './metrics-store.ts';
import { parseJson } from './parse-json.ts';
import { countUntimedRows } from './problem-rows.ts';
import { findState } from './run-state.ts';

/** Number of rows of a table up to an id; null: none. */
interface TableCount {
  readonly lastId: number | null;
  readonly rows: number;
}

/** The rows that a run has consumed, and the time of the source's file with which that holds, in microseconds. */
interface Counts {
  readonly fileTime: number;
  /** When a source apart was last changed: programs that copy and unpack set the file's time. */
  readonly changeTime: number | null;
  readonly book: TableCount;
  readonly trades: TableCount;
}

const FIND_COLUMN = "SELECT 1 FROM pragma_table_info('orderflow_runs') WHERE name = 'counts'";
const SELECT_COUNTS = 'SELECT counts FROM orderflow_runs';

const TABLES = ['book', 'trades'] as const;
const NO_ROWS: TableCount = { lastId: null, rows: 0 };

/** A file's time is set back by more than a tick of the clocks that file systems go by: a later write has another. */
const TICK_MS = 20;
/** A file system of coarser times does not keep it, so nothing is believed there. */
const MICROSECONDS_BESIDE = 1;
/** Where the time is not ours to set, a write of the same moment could leave it as it is: that moment must be over. */
const COARSEST_TIME_MS = 2000;

/**
 * The number of rows that a run has consumed, kept so that nobody need count them again to see that none is gone. Whoever
 * writes to a file moves its time on: as long as it is the one that the run left, the count holds. In journal mode `wal`
 * rows are written beside the file, so there nothing is kept.
 */
export class KeptCounts {
  readonly #source: Connection;
  readonly #store: MetricsStore;
  readonly #canWrite: boolean;
  readonly #versions: readonly [source: number, store: number];
  /** Whether the run itself is in journal mode `wal`, in which the file need not be found nor left. */
  readonly #isLogged: boolean;
  readonly #counted: Record<SourceTable, TableCount> = { book: NO_ROWS, trades: NO_ROWS };
  /** Whether a table was last read from the end of the rows consumed before, by id, with all of those there. */
  readonly #isPrefix: Record<SourceTable, boolean> = { book: false, trades: false };

  constructor(source: Connection, store: MetricsStore, canWrite: boolean) {
    this.#source = source;
    this.#store = store;
    this.#canWrite = canWrite;
    this.#versions = [dataVersionOf(source), dataVersionOf(store.connection)];
    this.#isLogged = isWriteAhead(source.database);
  }

  /** Number of rows up to an id: the kept one, or what `count` says. */
  find(table: SourceTable, lastId: number, count: () => number): number {
    const rows = this.#findKept(table, lastId) ?? count();
    this.#counted[table] = { lastId, rows };
    return rows;
  }

  /** A table is about to be read. */
  noteRead(table: SourceTable, { instrument, range, order, after, afterId }: RowQuery): void {
    if (!this.#canWrite || instrument !== undefined || range !== undefined) return;
    const isById = order === 'id' && after === undefined;
    this.#isPrefix[table] = isById && this.#isCounted(table, afterId ?? null);
  }

  /** Keeps what the runs of this connection have consumed, unless another program wrote meanwhile. */
  keep(): void {
    if (!this.#canWrite) return;
    try {
      const state = findState(this.#store);
      if (state !== null && this.#isKnown(state) && !this.#isKept(state)) this.#write(state);
    } catch {
      // The counts only save time: without them the next run counts.
    }
  }

  #isCounted(table: SourceTable, lastId: number | null): boolean {
    const counted = lastId === null ? NO_ROWS : this.#counted[table];
    try {
      const consumed = this.#consumed(findState(this.#store), table);
      return consumed.lastId === lastId && counted.lastId === lastId && counted.rows === consumed.rows;
    } catch {
      // What is wrong with the metrics, who reads or writes them is told.
      return false;
    }
  }

  #isKnown(state: ProcessingState): boolean {
    if (this.#isLogged || isWriteAhead(this.#source.database)) return false;
    return TABLES.every(
      (table) => state[table].lastId === null || (state[table].order === 'id' && this.#isPrefix[table]),
    );
  }

  #isKept(state: ProcessingState): boolean {
    return TABLES.every((table) => {
      const { lastId } = state[table];
      return lastId === null || this.#findKept(table, lastId) !== null;
    });
  }

  #write(state: ProcessingState): void {
    const isApart = this.#isApart;
    const now = Date.now();
    const changeTime = this.#changeTime();
    const fileTime = isApart ? fileTimeOf(this.#source.file) : 1000 * (now - TICK_MS) + MICROSECONDS_BESIDE;
    if (fileTime === null || (isApart && fileTime > 1000 * (now - COARSEST_TIME_MS))) return;
    const counts: Counts = {
      fileTime,
      changeTime,
      book: this.#consumed(state, 'book'),
      trades: this.#consumed(state, 'trades'),
    };
    const isWritten = this.#whileUnchanged(() => this.#save(counts));
    // Only while nobody can write: it would hide what was written between.
    if (isWritten && !isApart) this.#whileUnchanged(() => setFileTime(this.#source.file, fileTime));
  }

  /** Does something while no other program can write to the store; false where one has written since the connection. */
  #whileUnchanged(action: () => void): boolean {
    const run = this.#store.connection.database.transaction(() => {
      const [source, store] = this.#versions;
      if (dataVersionOf(this.#source) !== source || dataVersionOf(this.#store.connection) !== store) return false;
      action();
      return true;
    });
    return run.immediate();
  }

  #consumed(state: ProcessingState | null, table: SourceTable): TableCount {
    const { lastId = null, timedRows = 0 } = state?.[table] ?? {};
    if (lastId === null) return NO_ROWS;
    return { lastId, rows: timedRows + countUntimedRows(this.#store, table, lastId) };
  }

  #findKept(table: SourceTable, lastId: number): number | null {
    const counts = this.#load();
    if (counts === null || counts[table].lastId !== lastId) return null;
    const isUnchanged = fileTimeOf(this.#source.file) === counts.fileTime && this.#changeTime() === counts.changeTime;
    return isUnchanged ? counts[table].rows : null;
  }

  get #isApart(): boolean {
    return this.#source !== this.#store.connection;
  }

  #changeTime(): number | null {
    return this.#isApart ? changeTimeOf(this.#source.file) : null;
  }

  #save(counts: Counts): void {
    this.#store.connection.database.prepare('UPDATE orderflow_runs SET counts = ?').run(JSON.stringify(counts));
  }

  /** Files that an earlier version has processed have no place for them. */
  #load(): Counts | null {
    const { database } = this.#store.connection;
    if (keptStatement(database, FIND_COLUMN).get() === undefined) return null;
    const text = keptStatement<[], string | null>(database, SELECT_COUNTS).pluck().get() ?? null;
    const counts = text === null ? null : parseJson(text);
    return isCounts(counts) ? counts : null;
  }
}

function isCounts(value: unknown): value is Counts {
  const { book, trades } = { ...(value as Partial<Counts> | null) };
  return typeof book?.rows === 'number' && typeof trades?.rows === 'number';
}
