import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  DEFAULT_CONFIGURATION,
  type MarketBookRow,
  type MarketTradeRow,
  type MetricSettings,
  type ProcessingOptions,
  type ProcessingResult,
  Storage,
} from '@orderflow/core';
import Database from 'better-sqlite3';
import { afterAll } from 'vitest';
import type { ConnectOptions } from '../../src/connect-options.ts';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';

/** A value as SQLite stores it. */
export type SqlValue = string | number | bigint | Buffer | null;

/** A row with any value in any column. */
export type Loose<Row> = { readonly [Key in keyof Row]: SqlValue };

/** Rows of both input tables. */
export interface SourceRows {
  readonly book?: readonly Loose<MarketBookRow>[];
  readonly trades?: readonly Loose<MarketTradeRow>[];
}

/** How an input file is laid out; the design's tables by default. */
export interface Layout {
  readonly book?: string;
  readonly trades?: string;
  /** Pragmas before, and indexes and the like behind the tables. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

const BOOK_TABLE =
  'CREATE TABLE book   (id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp TEXT)';
const TRADES_TABLE =
  'CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument TEXT, trade_id TEXT, price REAL, size REAL, side TEXT, timestamp TEXT)';

const folder = mkdtempSync(join(tmpdir(), 'orderflow-sqlite-repo-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The path of a file that is not there yet; it is removed after the tests of the module. */
export function newPath(suffix = '.db'): string {
  return join(folder, `${++files}${suffix}`);
}

/** Makes an input file. */
export function makeSource(rows: SourceRows, layout: Layout = {}): string {
  const path = newPath();
  change(path, ...(layout.before ?? []), layout.book ?? BOOK_TABLE, layout.trades ?? TRADES_TABLE);
  appendRows(path, rows);
  change(path, ...(layout.after ?? []));
  return path;
}

/** Runs SQL on a connection of its own. */
export function change(path: string, ...statements: readonly string[]): void {
  const database = openQuickly(path);
  try {
    for (const statement of statements) database.exec(statement);
  } finally {
    database.close();
  }
}

/** Files of tests need not survive a power cut. */
function openQuickly(path: string): Database.Database {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  database.pragma('synchronous = OFF');
  return database;
}

/** Adds rows on a connection of its own. */
export function appendRows(path: string, { book = [], trades = [] }: SourceRows): void {
  const database = openQuickly(path);
  try {
    const insertBook = database.prepare(
      'INSERT INTO book (id, instrument, bids, asks, timestamp) VALUES (@id, @instrument, @bids, @asks, @timestamp)',
    );
    const insertTrade = database.prepare(
      `INSERT INTO trades (id, instrument, trade_id, price, size, side, timestamp)
       VALUES (@id, @instrument, @tradeId, @price, @size, @side, @timestamp)`,
    );
    database.transaction(() => {
      for (const row of book) insertBook.run(row);
      for (const row of trades) insertTrade.run(row);
    })();
  } finally {
    database.close();
  }
}

/** What a query gives, integers as bigint. */
export function query(path: string, sql: string): readonly Record<string, SqlValue>[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare<[], Record<string, SqlValue>>(sql).safeIntegers().all();
  } finally {
    database.close();
  }
}

/** How to process a file. */
export interface ProcessOptions extends ProcessingOptions {
  readonly settings?: Partial<MetricSettings>;
  readonly batchSize?: number;
  readonly connect?: ConnectOptions;
}

/** Processes a file with a connection of its own. */
export async function processFile(path: string, options: ProcessOptions = {}): Promise<ProcessingResult> {
  const { settings: changed, batchSize = 1000, connect, ...rest } = options;
  const settings = { ...DEFAULT_CONFIGURATION, ...changed };
  const repository = SQLiteOrderflowRepository.connect(path, {
    write: true,
    maxLevelBytes: settings.maxLevelBytes,
    synchronous: 'off',
    ...connect,
  });
  try {
    return await new Storage({ repository, metrics: repository, settings, batchSize }).buildBooktickFromDb(rest);
  } finally {
    repository.close();
  }
}

/** Runs `action` on an open file and closes it. */
export async function withRepository<Result>(
  path: string,
  options: ConnectOptions,
  action: (repository: SQLiteOrderflowRepository) => Promise<Result>,
): Promise<Result> {
  const repository = SQLiteOrderflowRepository.connect(path, options);
  try {
    return await action(repository);
  } finally {
    repository.close();
  }
}

/** A row of metrics. */
export interface MetricRow {
  readonly id: number;
  readonly snapshot_id: number;
  readonly timestamp: string;
  readonly obi: number;
  readonly cvd: number;
  readonly best_bid: number | null;
  readonly best_ask: number | null;
}

/** The metrics of a file in order of id. */
export function metricsOf(path: string): readonly MetricRow[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare<[], MetricRow>('SELECT * FROM metrics ORDER BY id').all();
  } finally {
    database.close();
  }
}

/** Every row of every table of ours but the run's own record, exactly. */
export function dumpOutput(path: string): Readonly<Record<string, readonly string[]>> {
  const tables = query(
    path,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND (name = 'metrics' OR name GLOB 'orderflow_*')
     AND name NOT IN ('orderflow_runs', 'orderflow_migrations') ORDER BY name`,
  );
  return Object.fromEntries(tables.map(({ name }) => [name, rowTexts(path, String(name))]));
}

/** Every row of a table, every value in SQL's own exact spelling. */
export function rowTexts(path: string, table: string): readonly string[] {
  const columns = query(path, `SELECT name FROM pragma_table_info('${table}')`).map(
    ({ name }) => `typeof("${name}") || quote("${name}")`,
  );
  return query(path, `SELECT concat_ws(' ', ${columns.join(', ')}) AS text FROM "${table}" ORDER BY text`).map(
    ({ text }) => String(text),
  );
}

/** A checksum of the rows and the schema of both input tables. */
export function inputChecksum(path: string): string {
  const hash = createHash('sha256');
  for (const table of ['book', 'trades']) for (const text of rowTexts(path, table)) hash.update(`${text}\n`);
  const schema = query(path, "SELECT sql FROM sqlite_schema WHERE tbl_name IN ('book', 'trades') ORDER BY name");
  return hash.update(schema.map(({ sql }) => String(sql)).join('\n')).digest('hex');
}

/** The names of a file and of what stands beside it under its name: journals. */
export function filesBeside(path: string): readonly string[] {
  return readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path)));
}

/** A checksum of the bytes of a file. */
export function fileChecksum(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
