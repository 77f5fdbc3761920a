import type { JournalMode } from '@orderflow/core';
import type Database from 'better-sqlite3';

/** An open file and how to leave it. */
export interface Connection {
  readonly file: string;
  readonly database: Database.Database;
  /** Which file that was, whatever stands under its name later. */
  readonly identity: string | null;
  /** The journal mode to leave the file in; null where it was not changed. */
  readonly journalModeBefore: JournalMode | null;
  /** Is told what went wrong and does no harm. */
  readonly onWarning?: ((message: string) => void) | undefined;
}
