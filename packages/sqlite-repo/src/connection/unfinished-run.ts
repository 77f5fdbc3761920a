import { realpathSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sqliteErrorOf } from './sqlite-error.ts';

const CUT_OFF_CODES: ReadonlySet<string> = new Set(['SQLITE_READONLY_ROLLBACK', 'SQLITE_READONLY_RECOVERY']);

/** Whether SQLite found that a run was cut off while it wrote, which a connection that only reads cannot undo. */
export function isCutOffRun(error: unknown): boolean {
  return CUT_OFF_CODES.has(sqliteErrorOf(error)?.code ?? '');
}

/** Undoes what a run had written that was cut off: SQLite does so when the file is opened to write. */
export function undoCutOffRun(file: string, lockTimeoutMs: number): void {
  openBriefly(file, lockTimeoutMs);
}

/** Removes the empty write-ahead log that a reader leaves beside a file in journal mode `wal`: only a writer may. */
export function removeEmptyLog(file: string): void {
  try {
    if (statSync(`${realpathSync(file)}-wal`, { throwIfNoEntry: false })?.size === 0) openBriefly(file, 0);
  } catch {
    // It harms nobody where it stays.
  }
}

function openBriefly(file: string, timeout: number): void {
  const database = new Database(file, { fileMustExist: true, timeout });
  try {
    database.pragma('schema_version');
  } finally {
    database.close();
  }
}
