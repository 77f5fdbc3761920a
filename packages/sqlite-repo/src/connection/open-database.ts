import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DEFAULT_CONFIGURATION, type JournalMode, OrderflowError } from '@orderflow/core';
import Database from 'better-sqlite3';
import type { ConnectOptions } from '../connect-options.ts';
import type { Connection } from './connection.ts';
import { identityOf } from './file-identity.ts';
import { changeJournalMode, removeSpentJournal, restoreJournalMode } from './journal-mode.ts';
import { sqliteErrorOf } from './sqlite-error.ts';
import { LOCK_TIMEOUT_MS, translating } from './translate-error.ts';
import { removeEmptyLog } from './unfinished-run.ts';

/** How long to wait at the end, where what is left to do can wait for the next run. */
const CLOSING_LOCK_TIMEOUT_MS = 1000;

/**
 * Opens an existing file to read.
 * @throws OrderflowError `source-unreadable` where there is no such file or it is no database.
 */
export function openToRead(file: string, options: ConnectOptions): Connection {
  checkFile(file);
  return translating({ file, isReader: true }, () => {
    const database = new Database(file, { readonly: true, timeout: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS });
    return closingOnError(database, () => {
      setUp(database, options);
      return { file, database, identity: identityOf(file), journalModeBefore: null };
    });
  });
}

/**
 * Opens a file to write metrics, and makes it where `mayCreate` allows that.
 * @throws OrderflowError `source-unreadable` or `source-read-only`.
 */
export function openToWrite(file: string, options: ConnectOptions, mayCreate: boolean): Connection {
  if (!mayCreate) checkFile(file);
  else checkFolder(file);
  return translating({ file }, () => {
    const database = new Database(file, { timeout: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS });
    return closingOnError(database, () => {
      setUp(database, options);
      const journalModeBefore = setDurability(database, options);
      return { file, database, identity: identityOf(file), journalModeBefore, onWarning: options.onWarning };
    });
  });
}

/** Closes a connection and leaves the file in the journal mode in which it was found; `finish` is done last before. */
export function closeConnection(connection: Connection, finish?: () => void): void {
  const { file, database, identity, journalModeBefore } = connection;
  if (!database.open) return;
  const isReader = database.readonly;
  translating(connection, () => {
    try {
      // The journal of whatever stands there now is another's.
      if (identityOf(file) !== identity) return;
      shortenWait(database);
      if (journalModeBefore !== null) setBack(connection, journalModeBefore);
      if (!isReader) removeSpentJournal(file, database);
      finish?.();
    } finally {
      database.close();
    }
  });
  if (isReader) removeEmptyLog(file);
}

function shortenWait(database: Database.Database): void {
  const wait = database.pragma('busy_timeout', { simple: true }) as number;
  database.pragma(`busy_timeout = ${Math.min(wait, CLOSING_LOCK_TIMEOUT_MS)}`);
}

function setBack({ file, database, onWarning }: Connection, mode: JournalMode): void {
  try {
    restoreJournalMode(database, mode);
  } catch (error) {
    if (sqliteErrorOf(error)?.code !== 'SQLITE_BUSY') throw error;
    const advice = `the next run that finds the file alone sets it back to ${mode}`;
    onWarning?.(`${file}: another program keeps the file in its journal mode; ${advice}`);
  }
}

function checkFile(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new OrderflowError('source-unreadable', `${file}: there is no such file; check the path`);
  }
  if (!stats.isFile()) {
    throw new OrderflowError('source-unreadable', `${file}: this is not a file; name a SQLite database`);
  }
}

function checkFolder(file: string): void {
  if (statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new OrderflowError('source-unreadable', `${file}: there is no such folder to write it to; make it first`);
}

function closingOnError<Result>(database: Database.Database, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    database.close();
    throw error;
  }
}

function setUp(database: Database.Database, options: ConnectOptions): void {
  // A metrics file of its own has no book table for the foreign key to point at.
  database.pragma('foreign_keys = OFF');
  const kibibytes = options.cacheSize ?? DEFAULT_CONFIGURATION.cacheSize;
  database.pragma(`cache_size = ${-Math.max(1, Math.trunc(kibibytes))}`);
  database.pragma('schema_version');
}

function setDurability(database: Database.Database, options: ConnectOptions): JournalMode | null {
  const isFast = options.durability === 'fast';
  // A transaction that spills its cache locks readers out until it ends.
  database.pragma('cache_spill = off');
  database.pragma(`synchronous = ${isFast ? 'off' : (options.synchronous ?? DEFAULT_CONFIGURATION.synchronous)}`);
  const wanted = isFast ? 'off' : (options.journalMode ?? null);
  return changeJournalMode(database, wanted);
}
