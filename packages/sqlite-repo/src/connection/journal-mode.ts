import { existsSync, realpathSync } from 'node:fs';
import type { JournalMode } from '@orderflow/core';
import type { Database } from 'better-sqlite3';

/**
 * Keeps the journal mode in which a file was found while another is set. The file itself remembers whether it is in mode
 * `wal`, so that a killed run would leave it there, or not there: the next run finds this table and sets it back.
 */
export const JOURNAL_MODE_TABLE = 'orderflow_journal_mode';

const FIND_TABLE = `SELECT 1 FROM sqlite_schema WHERE name = '${JOURNAL_MODE_TABLE}'`;

/** Whether a file is in journal mode `wal`; false where it cannot be read any more. */
export function isWriteAhead(database: Database): boolean {
  try {
    return journalModeOf(database) === 'wal';
  } catch {
    return false;
  }
}

/** Sets a journal mode, or leaves the one that is set (null); the mode to go back to at the end, null where that is it. */
export function changeJournalMode(database: Database, wanted: JournalMode | null): JournalMode | null {
  const kept = keptMode(database);
  if (wanted === null) return kept;
  const found = kept ?? journalModeOf(database);
  if (kept === null && (wanted === 'wal') !== (found === 'wal')) keepMode(database, found);
  database.pragma(`journal_mode = ${wanted}`);
  return kept === null && found === wanted ? null : found;
}

/** Sets the journal mode back to the one in which the file was found. */
export function restoreJournalMode(database: Database, found: JournalMode): void {
  database.pragma(`journal_mode = ${found}`);
  if (keptMode(database) !== null) database.exec(`DROP TABLE ${JOURNAL_MODE_TABLE}`);
}

/** Removes a rollback journal that a killed run has left with nothing in it to undo. */
export function removeSpentJournal(file: string, database: Database): void {
  if (!existsSync(`${realpathSync(file)}-journal`) || journalModeOf(database) === 'wal') return;
  // SQLite itself removes it when a connection leaves this mode, under a lock that keeps it from being another's.
  database.pragma('journal_mode = truncate');
  database.pragma('journal_mode = delete');
}

function keptMode(database: Database): JournalMode | null {
  if (database.prepare(FIND_TABLE).get() === undefined) return null;
  return database.prepare<[], JournalMode>(`SELECT mode FROM ${JOURNAL_MODE_TABLE}`).pluck().get() ?? null;
}

function keepMode(database: Database, mode: JournalMode): void {
  const keep = database.transaction(() => {
    database.exec(`CREATE TABLE ${JOURNAL_MODE_TABLE} (mode TEXT NOT NULL)`);
    database.prepare(`INSERT INTO ${JOURNAL_MODE_TABLE} VALUES (?)`).run(mode);
  });
  keep.immediate();
}

function journalModeOf(database: Database): JournalMode {
  return database.pragma('journal_mode', { simple: true }) as JournalMode;
}
