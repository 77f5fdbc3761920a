import { statSync, utimesSync } from 'node:fs';
import { DataSet, DEFAULT_CONFIGURATION, Storage } from '@orderflow/core';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ConnectOptions } from '../src/connect-options.ts';
import { fileTimeOf, setFileTime } from '../src/connection/file-time.ts';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import { appendRows, change, makeSource, newPath, processFile, query, withRepository } from './support/files.ts';
import { bookRow, tradeRow } from './support/rows.ts';

const ROWS = 3000;
const BOOK = Array.from({ length: ROWS }, (_, index) => bookRow(index + 1));
const TRADES = Array.from({ length: 100 }, (_, index) => tradeRow(index + 1));
const SETTINGS = { settings: DEFAULT_CONFIGURATION, batchSize: 1000 };
/** Sets the kept number of book rows to one that nobody counts. */
const FALSIFY = "UPDATE orderflow_runs SET counts = json_set(counts, '$.book.rows', 7)";

/** Number of book rows up to the last, as a reader says. */
function countBook(path: string, options: ConnectOptions = {}): Promise<number> {
  return withRepository(path, options, (reader) => reader.countRows('book', { idAtMost: ROWS }));
}

function keptCounts(path: string) {
  const [row] = query(path, 'SELECT counts FROM orderflow_runs');
  return row?.counts == null ? null : JSON.parse(String(row.counts));
}

/** Why metrics must be computed live, as a data set says; null where the stored ones hold. */
async function reasonOf(path: string, options: ConnectOptions = {}): Promise<string | null> {
  return withRepository(path, options, async (repository) => {
    const { parts } = await DataSet.open([{ repository, metrics: repository }], SETTINGS);
    return parts[0]!.reason;
  });
}

/** Changes a file and has it keep its time, as no program does that writes to it. */
function changeUnseen(path: string, statement: string): void {
  const time = fileTimeOf(path)!;
  change(path, statement);
  setFileTime(path, time);
}

/** A source that was last written long ago. */
function makeOldSource(): string {
  const path = makeSource({ book: BOOK, trades: TRADES });
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return path;
}

describe('the rows that a run has consumed', () => {
  it('are kept as counts, with a file time just before the run ended', async () => {
    const path = makeSource({ book: [...BOOK, bookRow(3001, { timestamp: 'x' }), bookRow(3002)], trades: TRADES });
    const before = Date.now();
    await processFile(path);
    const { fileTime, book, trades } = keptCounts(path);
    expect({ book, trades }).toEqual({ book: { lastId: 3002, rows: 3002 }, trades: { lastId: 100, rows: 100 } });
    expect(fileTimeOf(path)).toBe(fileTime);
    expect(fileTime).toBeGreaterThan(1000 * (before - 30));
    expect(fileTime).toBeLessThan(1000 * Date.now());
  });

  it('are not counted again while the file has that time', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path);
    changeUnseen(path, FALSIFY);
    expect(await countBook(path)).toBe(7);
  });

  it('are counted again when the file was written', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path);
    change(path, FALSIFY);
    expect(await countBook(path)).toBe(ROWS);
  });

  it('are counted up to any other row', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path);
    await withRepository(path, {}, async (reader) => {
      expect(await reader.countRows('book', { idAtMost: 1000 })).toBe(1000);
      expect(await reader.countRows('book')).toBe(ROWS);
    });
  });

  it.each(['delete', 'truncate', 'persist'] as const)('are kept in journal mode %s', async (journalMode) => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path, { connect: { journalMode } });
    expect(keptCounts(path).fileTime).toBe(fileTimeOf(path));
  });

  it('are kept by a run without a journal', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path, { connect: { durability: 'fast' } });
    expect(keptCounts(path).fileTime).toBe(fileTimeOf(path));
  });

  it('are kept for a source apart in the file of its metrics, and the source is left alone', async () => {
    const [path, output] = [makeOldSource(), newPath()];
    const time = fileTimeOf(path);
    await processFile(path, { connect: { output } });
    expect(keptCounts(output)).toMatchObject({ fileTime: time, book: { rows: ROWS } });
    expect(fileTimeOf(path)).toBe(time);
    change(output, FALSIFY);
    expect(await countBook(path, { output })).toBe(7);
    change(path, 'DELETE FROM book WHERE id = 1500');
    expect(await countBook(path, { output })).toBe(ROWS - 1);
  });

  it('are counted again when a source apart was changed and its old time set, as by a program that unpacks', async () => {
    const [path, output] = [makeOldSource(), newPath()];
    await processFile(path, { connect: { output } });
    changeUnseen(path, 'DELETE FROM book WHERE id = 1500');
    expect(await countBook(path, { output })).toBe(ROWS - 1);
  });

  it('are kept again by a run that had nothing to do but count', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    await processFile(path);
    expect(keptCounts(path).fileTime).toBe(fileTimeOf(path));
    const { mtimeNs } = statSync(path, { bigint: true });
    await processFile(path);
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(mtimeNs);
  });
});

describe('counts are not kept', () => {
  it('in a file in journal mode wal', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES }, { before: ['PRAGMA journal_mode = wal'] });
    await processFile(path);
    expect(keptCounts(path)).toBeNull();
  });

  it('by a run in journal mode wal', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path, { connect: { journalMode: 'wal' } });
    expect(keptCounts(path)).toBeNull();
  });

  it('where another program wrote during the run', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    const signal = { aborted: false };
    await processFile(path, {
      batchSize: 100,
      signal,
      onProgress: () => {
        if (!signal.aborted) change(path, 'DELETE FROM book WHERE id = 1');
        signal.aborted = true;
      },
    });
    expect(keptCounts(path)).toBeNull();
    expect(await reasonOf(path)).toBe('rows have come since the metrics were stored');
  });

  it('of rows that are read in time order', async () => {
    const path = makeSource({ book: [...BOOK].reverse().map((row, index) => ({ ...row, id: index + 1 })) });
    await processFile(path);
    expect(keptCounts(path)).toBeNull();
  });

  it('where nobody has looked whether rows are gone', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path);
    change(path, 'DELETE FROM book WHERE id = 1500', 'UPDATE orderflow_runs SET counts = NULL');
    await withRepository(path, { write: true }, async (repository) => {
      for await (const _ of repository.iterateBookRows({ order: 'id', afterId: ROWS, batchSize: 10 })) break;
      for await (const _ of repository.iterateTradeRows({ order: 'id', afterId: 100, batchSize: 10 })) break;
    });
    expect(keptCounts(path)).toBeNull();
  });

  it('of a source apart that was written this moment', async () => {
    const [path, output] = [makeSource({ book: BOOK }), newPath()];
    await processFile(path, { connect: { output } });
    expect(keptCounts(output)).toBeNull();
  });

  it('in a file that an earlier version has processed', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path);
    change(path, 'ALTER TABLE orderflow_runs DROP COLUMN counts');
    expect(await countBook(path)).toBe(ROWS);
    appendRows(path, { book: [bookRow(ROWS + 1)] });
    expect(await processFile(path)).toMatchObject({ writtenRows: 1 });
  });
});

describe.each([
  ['beside the rows', false, []],
  ['in a file of their own', true, []],
  ['beside the rows, in journal mode wal', false, ['PRAGMA journal_mode = wal']],
])('with metrics %s, a data set notices', (_, isApart, before) => {
  async function processed(): Promise<{ path: string; options: ConnectOptions }> {
    const path = makeSource({ book: BOOK, trades: TRADES }, { before });
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const options = isApart ? { output: newPath() } : {};
    await processFile(path, { connect: options });
    expect(await reasonOf(path, options)).toBeNull();
    return { path, options };
  }

  it.each([
    ['a row that is gone', 'DELETE FROM book WHERE id = 1500'],
    ['the last row that is gone', `DELETE FROM book WHERE id = ${ROWS}`],
    ['a trade that is gone', 'DELETE FROM trades WHERE id = 50'],
    [
      'a row that has come',
      `INSERT INTO book SELECT ${ROWS + 1}, instrument, bids, asks, timestamp FROM book WHERE id = ${ROWS}`,
    ],
    [
      'an old row that has come',
      'INSERT INTO book SELECT -1, instrument, bids, asks, timestamp FROM book WHERE id = 5',
    ],
  ])('%s', async (__, statement) => {
    const { path, options } = await processed();
    change(path, statement);
    expect(await reasonOf(path, options)).toBe('rows have come since the metrics were stored');
  });

  it('a row that is gone while the file is open', async () => {
    const { path, options } = await processed();
    await withRepository(path, options, async (repository) => {
      change(path, 'DELETE FROM book WHERE id = 1500');
      const { parts } = await DataSet.open([{ repository, metrics: repository }], SETTINGS);
      expect(parts[0]!.reason).not.toBeNull();
    });
  });

  it('a row that was written and is not checkpointed', async () => {
    const { path, options } = await processed();
    const writer = new Database(path);
    writer.pragma('foreign_keys = OFF');
    try {
      writer.exec('DELETE FROM book WHERE id = 1500');
      expect(await reasonOf(path, options)).not.toBeNull();
    } finally {
      writer.close();
    }
  });
});

describe('counts that cannot be read', () => {
  it.each(['{', '5', 'null', '{}', '{"book":null}'])('are counted again: %s', async (text) => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    await processFile(path);
    change(path, `UPDATE orderflow_runs SET counts = '${text}'`);
    expect(await reasonOf(path)).toBeNull();
    expect(await processFile(path)).toMatchObject({ kind: 'done', writtenRows: 0 });
  });
});

describe('closing', () => {
  it('goes on without the counts where another program holds a lock', async () => {
    const path = makeSource({ book: BOOK, trades: TRADES });
    const repository = SQLiteOrderflowRepository.connect(path, { write: true, lockTimeoutMs: 50 });
    await new Storage({ repository, metrics: repository, ...SETTINGS }).buildBooktickFromDb();
    const reader = new Database(path, { readonly: true });
    try {
      reader.exec('BEGIN; SELECT id FROM book LIMIT 1');
      repository.close();
    } finally {
      reader.close();
    }
    expect(keptCounts(path)).toBeNull();
  });
});
