import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { translating } from '../../src/connection/translate-error.ts';

const FILE = 'BTC-USDT.db';

function translated(code: string, message = 'what SQLite says') {
  const cause = new Database.SqliteError(message, code);
  const fail = () => {
    throw cause;
  };
  return { cause, run: () => translating({ file: FILE }, fail) };
}

it.each([
  ['SQLITE_NOMEM', 'out-of-memory', /memory ran out; what is committed is kept/],
  ['SQLITE_IOERR_NOMEM', 'out-of-memory', /memory ran out; what is committed is kept/],
  ['SQLITE_FULL', 'storage-full', /the disk is full/],
  ['SQLITE_IOERR_WRITE', 'storage-full', /the disk cannot be read or written/],
  ['SQLITE_ERROR', 'broken-invariant', /compute the metrics anew/],
])('says of %s that it is %s, in which file, and what to do', (code, kind, message) => {
  const { cause, run } = translated(code);
  expect(run).toThrow(expect.objectContaining({ code: kind, message: expect.stringMatching(message), cause }));
  expect(run).toThrow(/^BTC-USDT\.db: .*\(SQLite: what SQLite says\)$/);
});

it.each([
  ['book', /a table is gone that was there before; check what happened to the file, then run again/],
  ['main.trades', /a table is gone that was there before; check what happened to the file, then run again/],
  ['orderflow_checkpoints', /a table of the metrics is gone.*\(--force\)/],
  ['main.metrics', /a table of the metrics is gone.*\(--force\)/],
])('says that the table %s is gone, which lies in the file', (table, message) => {
  const { run } = translated('SQLITE_ERROR', `no such table: ${table}`);
  expect(run).toThrow(expect.objectContaining({ code: 'source-schema', message: expect.stringMatching(message) }));
});

it('takes it for its own fault where a table is missing that is nobody’s', () => {
  const { run } = translated('SQLITE_ERROR', 'no such table: other');
  expect(run).toThrow(expect.objectContaining({ code: 'broken-invariant' }));
});
