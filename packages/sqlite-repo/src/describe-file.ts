import { statSync } from 'node:fs';
import type { JournalMode } from '@orderflow/core';
import type Database from 'better-sqlite3';
import { closeConnection, openToRead } from './connection/open-database.ts';
import { translating } from './connection/translate-error.ts';

/** A table of a file. */
export interface TableDescription {
  readonly name: string;
  readonly rows: number;
  /** Column names in their order. */
  readonly columns: readonly string[];
  readonly indexes: readonly IndexDescription[];
}

/** An index of a table. */
export interface IndexDescription {
  readonly name: string;
  /** Column names in their order; `(expression)` for an expression. */
  readonly columns: readonly string[];
}

/** What any SQLite file holds, whether it is a source of ours or not. */
export interface FileDescription {
  readonly path: string;
  readonly bytes: number;
  readonly journalMode: JournalMode;
  readonly pageSize: number;
  /** In order of name; SQLite's own tables left out. */
  readonly tables: readonly TableDescription[];
  readonly kind: FileKind;
}

/** `source` has a table `book`; `metrics` holds only the metrics of a source elsewhere; `other` is neither. */
export type FileKind = 'source' | 'metrics' | 'other';

const SELECT_TABLES = `
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`;
const SELECT_COLUMNS = 'SELECT name FROM pragma_table_info(?) ORDER BY cid';
const SELECT_INDEXES = 'SELECT name FROM pragma_index_list(?) ORDER BY name';
const SELECT_INDEX_COLUMNS = `SELECT ifnull(name, '(expression)') AS name FROM pragma_index_info(?) ORDER BY seqno`;

/**
 * What a file holds: its tables with rows, columns and indexes, and how it is set up. Reads only.
 * @throws OrderflowError `source-unreadable` where it is no SQLite file; `source-locked` where another program holds it.
 */
export function describeFile(path: string): FileDescription {
  return reading(path, (database) => {
    const tables = namesOf(database, SELECT_TABLES).map((name) => describeTable(database, name));
    return {
      path,
      bytes: statSync(path).size,
      journalMode: database.pragma('journal_mode', { simple: true }) as JournalMode,
      pageSize: database.pragma('page_size', { simple: true }) as number,
      tables,
      kind: kindOf(tables.map(({ name }) => name)),
    };
  });
}

/**
 * What a file is for, from its tables alone. Costs next to nothing, however large the file.
 * @throws OrderflowError as `describeFile`.
 */
export function fileKind(path: string): FileKind {
  return reading(path, (database) => kindOf(namesOf(database, SELECT_TABLES)));
}

function reading<Result>(path: string, read: (database: Database.Database) => Result): Result {
  const connection = openToRead(path, {});
  try {
    return translating({ file: path }, () => read(connection.database));
  } finally {
    closeConnection(connection);
  }
}

function describeTable(database: Database.Database, name: string): TableDescription {
  return {
    name,
    rows: database
      .prepare(`SELECT count(*) FROM ${quoteName(name)}`)
      .pluck()
      .get() as number,
    columns: namesOf(database, SELECT_COLUMNS, name),
    indexes: namesOf(database, SELECT_INDEXES, name).map((index) => ({
      name: index,
      columns: namesOf(database, SELECT_INDEX_COLUMNS, index),
    })),
  };
}

function namesOf(database: Database.Database, sql: string, ...bound: string[]): readonly string[] {
  return database
    .prepare<string[], string>(sql)
    .pluck()
    .all(...bound);
}

function kindOf(tables: readonly string[]): FileKind {
  if (tables.includes('book')) return 'source';
  return tables.includes('orderflow_runs') ? 'metrics' : 'other';
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
