import { OrderflowError } from '@orderflow/core';
import Database from 'better-sqlite3';

/** An error that SQLite reports. */
export type SqliteError = Error & { readonly code: string };

/** What SQLite threw, Drizzle's wrapper looked into; null where it was something else, or was translated already. */
export function sqliteErrorOf(error: unknown): SqliteError | null {
  if (error instanceof OrderflowError) return null;
  const cause = error instanceof Error && !isSqliteError(error) ? error.cause : error;
  return isSqliteError(cause) ? cause : null;
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Database.SqliteError;
}
