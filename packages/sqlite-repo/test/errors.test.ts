import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION, OrderflowError, Storage } from '@orderflow/core';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import {
  change,
  dumpOutput,
  type Layout,
  makeSource,
  metricsOf,
  newPath,
  processFile,
  query,
  withRepository,
} from './support/files.ts';
import { bookRow, marketRows } from './support/rows.ts';

const { transaction } = Database.prototype;
const market = marketRows({ seed: 9, snapshots: 300, levels: 20 });

/** The error of an action: an `OrderflowError` that names the file in one line. */
async function errorOf(path: string, action: () => unknown): Promise<OrderflowError> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof OrderflowError)) throw error;
    expect(error.message).toContain(path);
    expect(error.message).not.toContain('\n');
    return error;
  }
  throw new Error('there was no error');
}

describe('a file that cannot be read', () => {
  const notDatabase = (content: string) => {
    const path = newPath();
    writeFileSync(path, content);
    return path;
  };

  it.each([
    ['that is not there', () => newPath(), 'source-unreadable', /there is no such file; check the path/],
    ['in a folder that is not there', () => join(newPath(), 'x.db'), 'source-unreadable', /there is no such file/],
    [
      'that is a folder',
      () => {
        const path = newPath();
        mkdirSync(path);
        return path;
      },
      'source-unreadable',
      /not a file; name a SQLite database/,
    ],
    ['that is a text', () => notDatabase('id,price\n'.repeat(500)), 'source-unreadable', /not a SQLite database/],
    ['that is empty', () => notDatabase(''), 'source-schema', /there is no table book; it needs the columns id,/],
  ] as const)('%s is named, to read and to write', async (_, make, code, words) => {
    const path = make();
    for (const write of [false, true]) {
      const error = await errorOf(path, () => SQLiteOrderflowRepository.connect(path, { write }));
      expect(error.code).toBe(code);
      expect(error.message).toMatch(words);
    }
  });

  it.each<[string, Layout, RegExp]>([
    ['without a table book', { book: 'CREATE TABLE books (id)' }, /no table book; it needs the columns id, instrument/],
    [
      'without a table trades',
      { trades: 'CREATE TABLE trade (id)' },
      /no table trades.*create the table and leave it empty/,
    ],
    [
      'without a column of book',
      { book: 'CREATE TABLE book (id INTEGER PRIMARY KEY, instrument, bids, timestamp)' },
      /table book has no column asks; it needs id, instrument, bids, asks, timestamp/,
    ],
    [
      'without a column of trades',
      { trades: 'CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument, trade_id, price, size, timestamp)' },
      /table trades has no column side/,
    ],
    [
      'whose ids are no primary key',
      { book: 'CREATE TABLE book (id INTEGER, instrument, bids, asks, timestamp)' },
      /column id of book must be INTEGER PRIMARY KEY/,
    ],
    [
      'whose ids are text',
      { book: 'CREATE TABLE book (id TEXT PRIMARY KEY, instrument, bids, asks, timestamp)' },
      /column id of book must be INTEGER PRIMARY KEY/,
    ],
    [
      'whose ids are part of a key',
      {
        trades:
          'CREATE TABLE trades (id INTEGER, instrument, trade_id, price, size, side, timestamp, PRIMARY KEY (id, side))',
      },
      /column id of trades must be INTEGER PRIMARY KEY/,
    ],
    [
      'whose book is a view',
      {
        book: 'CREATE TABLE b (id INTEGER PRIMARY KEY); CREATE VIEW book AS SELECT id, 1 instrument, 2 bids, 3 asks, 4 timestamp FROM b',
      },
      /column id of book must be INTEGER PRIMARY KEY/,
    ],
  ])('%s says what is missing', async (_, { book, trades }, words) => {
    const path = makeSource({}, {});
    change(path, 'DROP TABLE book', 'DROP TABLE trades');
    const plain = makeSource({});
    const ddl = (table: string) =>
      new Database(plain, { readonly: true })
        .prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?')
        .pluck()
        .get(table)!;
    change(path, book ?? ddl('book'), trades ?? ddl('trades'));
    const error = await errorOf(path, () => SQLiteOrderflowRepository.connect(path));
    expect(error.code).toBe('source-schema');
    expect(error.message).toMatch(words);
  });

  it('that is cut short is called so, and keeps what was committed', async () => {
    const path = makeSource(market);
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
    const error = await errorOf(path, () => processFile(path));
    expect(error.code).toBe('source-unreadable');
    expect(error.message).toMatch(/damaged or cut short; take a whole copy/);
  });

  it('that has a damaged page is called so', async () => {
    const path = makeSource(market);
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4096 * 20, 4096 * 60);
    writeFileSync(path, bytes);
    const error = await errorOf(path, () => processFile(path));
    expect(error.code).toBe('source-unreadable');
    expect(error.message).toMatch(/damaged/);
  });
});

describe('a file whose pages contradict one another', () => {
  it.each([
    ['plain rows', {}],
    ['other rows', { bids: null, asks: 'x' }],
  ])('is called damaged (%s)', async (_, changes) => {
    const path = makeSource({
      book: marketRows({ seed: 9, snapshots: 3000 }).book.map((row) => ({ ...row, ...changes })),
    });
    const leaves = query(path, "SELECT pageno FROM dbstat WHERE name = 'book' AND pagetype = 'leaf' ORDER BY path");
    const bytes = readFileSync(path);
    const place = (leaf: number) => 4096 * (Number(leaves[leaf]!.pageno) - 1);
    // A row comes once more, behind rows that follow it.
    bytes.copy(bytes, place(3), place(1), place(1) + 4096);
    writeFileSync(path, bytes);
    const error = await errorOf(path, () => processFile(path));
    expect(error.message).toMatch(/damaged/);
    expect(error.code).toBe('source-unreadable');
  });
});

describe('a file that others hold', () => {
  it('is waited for a while, then called locked', async () => {
    const path = makeSource(market);
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    for (const write of [false, true]) {
      const error = await errorOf(path, () => processFile(path, { connect: { write, lockTimeoutMs: 30 } }));
      expect(error.code).toBe('source-locked');
      expect(error.message).toMatch(/another program holds a lock; wait for it or end it/);
    }
    other.exec('ROLLBACK');
    other.close();
    expect(await processFile(path)).toMatchObject({ kind: 'done', totalRows: 300 });
  });

  it('only to read lets the run compute but not commit; what it has is kept', async () => {
    const path = makeSource(market);
    const reader = new Database(path, { readonly: true });
    const repository = SQLiteOrderflowRepository.connect(path, { write: true, lockTimeoutMs: 30 });
    const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 50, commitRows: 50 };
    let hold: IterableIterator<unknown> | null = null;
    const error = await errorOf(path, () =>
      new Storage(parts).buildBooktickFromDb({
        onProgress: ({ rows }) => {
          if (rows === 100) {
            hold = reader.prepare('SELECT id FROM book').iterate();
            hold.next();
          }
        },
      }),
    );
    expect(error.code).toBe('source-locked');
    hold!.return?.();
    reader.close();
    repository.close();
    expect(metricsOf(path)).toHaveLength(100);
    expect(await processFile(path)).toMatchObject({ writtenRows: 200, totalRows: 300 });
  });
});

describe('a read in batches that cannot be', () => {
  it.each([0, -1, 1.5, Number.NaN, 1e7])('is refused (%d)', async (batchSize) => {
    const path = makeSource(market);
    await processFile(path);
    await withRepository(path, {}, async (repository) => {
      const query = { order: 'id', batchSize } as const;
      const reads = [
        repository.iterateBookRows(query),
        repository.iterateSnapshots(query, null),
        repository.iterateTradeRows(query),
        repository.iterateTradeRows({ ...query, withTradeIds: false }),
        repository.loadMetricsByTimerange({ batchSize }),
      ];
      for (const read of reads) await expect(read.next()).rejects.toMatchObject({ code: 'bad-argument' });
    });
  });

  it.each([0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is refused of sides of %d bytes', (maxLevelBytes) => {
    const path = makeSource(market);
    expect(() => SQLiteOrderflowRepository.connect(path, { maxLevelBytes })).toThrow(
      expect.objectContaining({ code: 'bad-argument' }),
    );
  });
});

describe('a place that cannot be written', () => {
  it('because it was opened to read says so', async () => {
    const path = makeSource(market);
    await withRepository(path, {}, async (repository) => {
      for (const action of [
        () => repository.createMetricsTable(DEFAULT_CONFIGURATION, { replace: false }),
        () => repository.rewindTo(null),
        () => repository.clean(),
      ]) {
        const error = await errorOf(path, action);
        expect(error.code).toBe('source-read-only');
      }
    });
  });

  it('because it is full says so, keeps what is committed, and goes on later', async () => {
    const path = makeSource(market);
    const limited = SQLiteOrderflowRepository.connect(path, { write: true });
    await limited.createMetricsTable(DEFAULT_CONFIGURATION, { replace: false });
    // SQLite answers as it does on a full disk.
    const limit = vi.spyOn(Database.prototype, 'transaction').mockImplementationOnce(function (
      this: Database.Database,
      write,
    ) {
      this.pragma(`max_page_count = ${this.pragma('page_count', { simple: true })}`);
      return transaction.call(this, write) as never;
    });
    const parts = { repository: limited, metrics: limited, settings: DEFAULT_CONFIGURATION, batchSize: 50 };
    const error = await errorOf(path, () => new Storage(parts).buildBooktickFromDb());
    expect(error.code).toBe('storage-full');
    expect(error.message).toMatch(/disk is full; what is committed is kept: free space and run again/);
    limit.mockRestore();
    limited.close();
    expect(await processFile(path)).toMatchObject({ kind: 'done', totalRows: 300 });
  });

  it.each([
    ['in a folder that is not there', () => join(newPath(), 'metrics.db'), 'source-unreadable', /folder/],
    [
      'that is a folder',
      () => {
        const path = newPath();
        mkdirSync(path);
        return path;
      },
      'source-unreadable',
      /cannot be opened/,
    ],
    [
      'that is no database',
      () => {
        const path = newPath();
        writeFileSync(path, 'text '.repeat(1000));
        return path;
      },
      'source-unreadable',
      /not a SQLite database/,
    ],
  ] as const)('%s is named, not the source', async (_, make, code, words) => {
    const path = makeSource(market);
    const output = make();
    const error = await errorOf(output, () => processFile(path, { connect: { output } }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  it('because others hold the metrics names that file, not the source', async () => {
    const path = makeSource(market);
    const output = newPath();
    await processFile(path, { connect: { output } });
    const other = new Database(output);
    other.exec('BEGIN EXCLUSIVE');
    const repository = SQLiteOrderflowRepository.connect(path, { lockTimeoutMs: 30 });
    repository.close();
    const error = await errorOf(output, () =>
      withRepository(path, { output, lockTimeoutMs: 30 }, (open) => open.loadState()),
    );
    expect(error.code).toBe('source-locked');
    other.close();
  });
});

describe('a repository that is closed', () => {
  it('while it is read says so', async () => {
    const path = makeSource(market);
    const repository = SQLiteOrderflowRepository.connect(path);
    const batches = repository.iterateBookRows({ order: 'id', batchSize: 10 });
    await batches.next();
    repository.close();
    for (const read of [() => batches.next(), () => repository.countRows('book'), () => repository.loadState()]) {
      const error = await errorOf(path, read);
      expect(error.code).toBe('broken-invariant');
      expect(error.message).toMatch(
        /it was closed while it was being read; close a repository when everybody has read/,
      );
    }
  });
});

describe('a bad row', () => {
  it('stops a strict run at once, by name, and what came before is kept', async () => {
    const path = makeSource({ book: [bookRow(1), bookRow(2, { bids: 'x' }), bookRow(3)] });
    const error = await errorOf(path, () => processFile(path, { strict: true, batchSize: 1 }));
    expect(error.code).toBe('bad-row');
    expect(error.message).toMatch(/book row 2 cannot be used \(unreadable-levels\)/);
    expect(metricsOf(path)).toHaveLength(1);
  });
});

describe('metrics that another program changed', () => {
  it.each([
    ["UPDATE metrics SET timestamp = 'noon'", 'broken-invariant'],
    ['ALTER TABLE metrics DROP COLUMN cvd', 'broken-invariant'],
    ['DROP TABLE orderflow_metric_runs', 'source-schema'],
  ])('by %s are called so', async (sql, code) => {
    const path = makeSource(market);
    await processFile(path);
    change(path, sql);
    const error = await errorOf(path, () =>
      withRepository(path, {}, async (repository) => {
        const range = { start: { timestamp: 1e12, nanoseconds: 0 } };
        for await (const _ of repository.loadMetricsByTimerange({ range, batchSize: 10 }));
      }),
    );
    expect(error.code).toBe(code);
  });

  it('by a table that is gone are computed anew where that is asked for, as the message says', async () => {
    const path = makeSource(market);
    await processFile(path);
    const whole = dumpOutput(path);
    for (const table of Object.keys(whole).filter((name) => name !== 'metrics')) {
      change(path, `DROP TABLE ${table}`);
      await processFile(path, { force: true });
      expect(dumpOutput(path), table).toEqual(whole);
    }
  });

  it.each(['{', '5', 'null', '{}', '[]'])(
    'in their state, to %s, are called so and computed anew where that is asked for',
    async (text) => {
      const path = makeSource(market);
      await processFile(path);
      const whole = dumpOutput(path);
      change(path, `UPDATE orderflow_runs SET state = '${text}'`);
      for (const action of [() => processFile(path), () => withRepository(path, {}, (open) => open.loadState())]) {
        const error = await errorOf(path, action);
        expect(error.code).toBe('broken-invariant');
        expect(error.message).toMatch(/the state of its last run cannot be read; compute the metrics anew \(--force\)/);
      }
      await processFile(path, { force: true });
      expect(dumpOutput(path)).toEqual(whole);
    },
  );

  it('does not matter to a copy', async () => {
    const path = makeSource(market);
    await processFile(path);
    const copy = newPath();
    copyFileSync(path, copy);
    change(path, 'DROP TABLE metrics');
    expect(metricsOf(copy)).toHaveLength(300);
    expect(await processFile(path)).toMatchObject({ writtenRows: 300 });
  });
});
