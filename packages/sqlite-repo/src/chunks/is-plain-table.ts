import type { SourceTable } from '@orderflow/core';
import type Database from 'better-sqlite3';

/** Whether texts are UTF-8 and rows lie by id, so that they come as bytes and in order without being sorted. */
export function isPlainTable(database: Database.Database, table: SourceTable): boolean {
  if (database.pragma('encoding', { simple: true }) !== 'UTF-8') return false;
  const keyIndexes = database
    .prepare<[string], number>("SELECT count(*) FROM pragma_index_list(?) WHERE origin = 'pk'")
    .pluck();
  return keyIndexes.get(table) === 0;
}
