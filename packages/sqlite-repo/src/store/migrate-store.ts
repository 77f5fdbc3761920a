import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { readMigrationFiles } from './drizzle.ts';

const STORE_MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));
const RUNS_MIGRATIONS = fileURLToPath(new URL('../../drizzle/runs', import.meta.url));

// The table that Drizzle's own migrator makes.
const CREATE_TABLE =
  'CREATE TABLE IF NOT EXISTS orderflow_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)';

/** Brings the tables of a file of runs up to this version, within the caller's transaction. */
export function migrateRuns(database: Database): void {
  migrate(database, RUNS_MIGRATIONS);
}

/**
 * Brings our tables up to this version; those that are there keep their rows. It is done within the caller's transaction,
 * which Drizzle's migrator does not know how to.
 */
export function migrateStore(database: Database): void {
  migrate(database, STORE_MIGRATIONS);
}

function migrate(database: Database, migrationsFolder: string): void {
  database.exec(CREATE_TABLE);
  const last = database.prepare<[], number>('SELECT max(created_at) FROM orderflow_migrations').pluck().get() ?? null;
  const insert = database.prepare('INSERT INTO orderflow_migrations (hash, created_at) VALUES (?, ?)');
  for (const { folderMillis, hash, sql } of readMigrationFiles({ migrationsFolder })) {
    if (last !== null && last >= folderMillis) continue;
    for (const statement of sql) database.exec(statement);
    insert.run(hash, folderMillis);
  }
}
