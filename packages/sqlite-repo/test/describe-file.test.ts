import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFile, fileKind } from '../src/describe-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow-describe-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function makeFile(...statements: readonly string[]): string {
  const path = join(folder, 'file.db');
  const database = new Database(path);
  for (const statement of statements) database.exec(statement);
  database.close();
  return path;
}

describe('describeFile', () => {
  it('lists tables with rows, columns and indexes, in order of name', () => {
    const path = makeFile(
      'CREATE TABLE trades (id INTEGER PRIMARY KEY, price REAL)',
      'CREATE TABLE book (id INTEGER PRIMARY KEY AUTOINCREMENT, instrument TEXT, timestamp TEXT)',
      'CREATE INDEX by_time ON book (timestamp, lower(instrument))',
      "INSERT INTO book (timestamp) VALUES ('1'), ('2')",
    );
    const { bytes, ...rest } = describeFile(path);
    expect(bytes).toBeGreaterThan(0);
    expect(rest).toEqual({
      path,
      journalMode: 'delete',
      pageSize: 4096,
      kind: 'source',
      tables: [
        {
          name: 'book',
          rows: 2,
          columns: ['id', 'instrument', 'timestamp'],
          indexes: [{ name: 'by_time', columns: ['timestamp', '(expression)'] }],
        },
        { name: 'trades', rows: 0, columns: ['id', 'price'], indexes: [] },
      ],
    });
  });

  it('takes table names that must be quoted', () => {
    const path = makeFile('CREATE TABLE "a ""b"" c" (x)');
    expect(describeFile(path).tables.map(({ name }) => name)).toEqual(['a "b" c']);
  });

  it('refuses what is no database', () => {
    const path = join(folder, 'notes.txt');
    writeFileSync(path, 'x'.repeat(2000));
    expect(() => describeFile(path)).toThrow(expect.objectContaining({ code: 'source-unreadable' }));
  });
});

describe('fileKind', () => {
  it('tells sources, metrics kept elsewhere and other files apart', () => {
    expect(fileKind(makeFile('CREATE TABLE x (y)'))).toBe('other');
    expect(fileKind(makeFile('CREATE TABLE orderflow_runs (id)'))).toBe('metrics');
    expect(fileKind(makeFile('CREATE TABLE book (id)'))).toBe('source');
  });
});
