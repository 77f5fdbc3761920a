import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { translating } from '../../src/connection/translate-error.ts';

const FILE = 'BTC-USDT.db';

function translated(code: string) {
  const cause = new Database.SqliteError('what SQLite says', code);
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
