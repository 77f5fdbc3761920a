import { existsSync, renameSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MarketBatch, OrderflowError } from '@orderflow/core';
import Database from 'better-sqlite3';

const CREATE_TABLES = `
CREATE TABLE book   (id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp TEXT);
CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument TEXT, trade_id TEXT, price REAL, size REAL, side TEXT, timestamp TEXT);
`;
const INSERT_BOOK_ROW =
  'INSERT INTO book (id, instrument, bids, asks, timestamp) VALUES (@id, @instrument, @bids, @asks, @timestamp)';
const INSERT_TRADE_ROW = `
INSERT INTO trades (id, instrument, trade_id, price, size, side, timestamp)
VALUES (@id, @instrument, @tradeId, @price, @size, @side, @timestamp)`;

/** Rows written so far. */
export interface WrittenRows {
  readonly book: number;
  readonly trades: number;
}

/** How `writeSourceFile` runs. */
export interface SourceWriterOptions {
  /** Called after each batch. */
  readonly onProgress?: (rows: WrittenRows) => void;
  /** Looked at before each batch; the event loop turns in between. */
  readonly signal?: { readonly aborted: boolean };
}

/** How `writeSourceFile` ended; an aborted run leaves no file. */
export type SourceWriterOutcome =
  | { readonly kind: 'written'; readonly rows: WrittenRows }
  | { readonly kind: 'aborted'; readonly rows: WrittenRows };

/**
 * Writes rows, such as `generateMarket` gives, into a new SQLite file with the tables `book` and `trades`. The same
 * batches give the same file, byte for byte. The file appears under its name when it is complete; until then it is
 * `<path>.partial`.
 * @throws OrderflowError `bad-argument` where the file exists already or cannot be created; `storage-full` where the
 * disk is full.
 */
export async function writeSourceFile(
  path: string,
  batches: Iterable<MarketBatch>,
  options: SourceWriterOptions = {},
): Promise<SourceWriterOutcome> {
  if (existsSync(path)) {
    throw new OrderflowError('bad-argument', `${path} exists already; name another file or remove it first`);
  }
  const partial = `${path}.partial`;
  try {
    rmSync(partial, { force: true });
    const outcome = await writeBatches(partial, batches, options);
    if (outcome.kind === 'written') renameSync(partial, path);
    return outcome;
  } catch (error) {
    throw isDatabaseError(error) || isSystemError(error) ? writeError(path, error) : error;
  } finally {
    rmSync(partial, { force: true });
  }
}

async function writeBatches(
  path: string,
  batches: Iterable<MarketBatch>,
  { onProgress, signal }: SourceWriterOptions,
): Promise<SourceWriterOutcome> {
  const database = new Database(path);
  try {
    const write = prepareWriter(database);
    const rows = { book: 0, trades: 0 };
    for (const batch of batches) {
      if (signal?.aborted === true) return { kind: 'aborted', rows };
      write(batch);
      rows.book += batch.book.length;
      rows.trades += batch.trades.length;
      onProgress?.({ ...rows });
      await nextTurn();
    }
    return { kind: 'written', rows };
  } finally {
    database.close();
  }
}

/** A file that nobody else sees yet needs no journal. */
function prepareWriter(database: Database.Database): (batch: MarketBatch) => void {
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec(CREATE_TABLES);
  const insertBookRow = database.prepare(INSERT_BOOK_ROW);
  const insertTradeRow = database.prepare(INSERT_TRADE_ROW);
  return database.transaction((batch: MarketBatch) => {
    for (const row of batch.book) insertBookRow.run(row);
    for (const row of batch.trades) insertTradeRow.run(row);
  });
}

function isDatabaseError(error: unknown): boolean {
  return error instanceof Database.SqliteError || (error instanceof TypeError && /directory/.test(error.message));
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function writeError(path: string, cause: unknown): OrderflowError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof Error && 'code' in cause && (cause.code === 'SQLITE_FULL' || cause.code === 'ENOSPC')) {
    return new OrderflowError('storage-full', `${path} cannot be written: the disk is full; make room`, { cause });
  }
  const advice = 'check that its folder exists and can be written to';
  return new OrderflowError('bad-argument', `${path} cannot be created (${reason}); ${advice}`, { cause });
}
