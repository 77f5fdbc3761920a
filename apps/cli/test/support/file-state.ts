import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

/** What stands in a file, exactly. */
export interface FileState {
  /** Checksums of the rows and the schema of `book` and `trades`. */
  readonly input: Readonly<Record<string, string>>;
  /** Checksums of the rows and the schema of every table of ours; of the run's record but names and times of files. */
  readonly output: Readonly<Record<string, string>>;
  readonly integrity: string;
  readonly journalMode: string;
}

const INPUT = "name IN ('book', 'trades')";
const OUTPUT = "(name = 'metrics' OR name GLOB 'orderflow_*')";
/** Of `orderflow_runs`: the name of a source apart, and what is known of its file. */
const OF_FILES = ['source', 'counts'];

const SEQUENCE = "SELECT seq FROM sqlite_sequence WHERE name = 'metrics'";

/** Reads a file, as another tool would. */
export function fileState(path: string): FileState {
  const database = new DatabaseSync(path);
  try {
    return {
      input: checksums(database, INPUT),
      output: checksums(database, OUTPUT),
      integrity: textOf(database, 'PRAGMA integrity_check', 'integrity_check'),
      journalMode: textOf(database, 'PRAGMA journal_mode', 'journal_mode'),
    };
  } finally {
    database.close();
  }
}

function checksums(database: DatabaseSync, condition: string): Record<string, string> {
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND ${condition}`).all();
  return Object.fromEntries(tables.map(({ name }) => [String(name), tableChecksum(database, String(name))]));
}

function tableChecksum(database: DatabaseSync, table: string): string {
  const columns = database.prepare('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid').all(table);
  const keys = columns.filter(({ pk }) => Number(pk) > 0).map(({ name }) => `"${name}"`);
  const compared = columns.filter(({ name }) => table !== 'orderflow_runs' || !OF_FILES.includes(String(name)));
  const values = compared.map(({ name }) => `quote("${name}")`).join(', ');
  const hash = createHash('sha256');
  // The id that the next row would have.
  if (table === 'metrics') hash.update(JSON.stringify(database.prepare(SEQUENCE).all()));
  for (const { sql } of database.prepare('SELECT sql FROM sqlite_schema WHERE tbl_name = ? ORDER BY name').all(table)) {
    hash.update(`${sql}\n`);
  }
  const rows = database.prepare(`SELECT concat_ws(' ', ${values}) AS text FROM "${table}" ORDER BY ${keys.join(', ')}`);
  for (const { text } of rows.iterate()) hash.update(`${text}\n`);
  return hash.digest('hex');
}

function textOf(database: DatabaseSync, sql: string, column: string): string {
  return database
    .prepare(sql)
    .all()
    .map((row) => row[column])
    .join('; ');
}
