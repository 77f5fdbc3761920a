import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateMarket, type MarketBatch } from '@orderflow/core';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WrittenRows, writeSourceFile } from '../src/index.ts';

const MARKET = { seed: 7, snapshots: 2_500, levels: 3, tradesPerSecond: 10, oddities: 0.05 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow-source-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(path: string, sql: string): unknown[] {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

describe('writeSourceFile', () => {
  it('writes the two tables with every row as it was given', async () => {
    const path = join(folder, 'market.db');
    await writeSourceFile(path, generateMarket(MARKET));
    const batches = [...generateMarket(MARKET)];
    expect(read(path, 'SELECT * FROM book ORDER BY id')).toEqual(batches.flatMap(({ book }) => book));
    expect(read(path, 'SELECT id, instrument, trade_id AS tradeId, price, size, side, timestamp FROM trades')).toEqual(
      batches.flatMap(({ trades }) => trades),
    );
    expect(read(path, 'SELECT sql FROM sqlite_schema ORDER BY name')).toEqual([
      {
        sql: 'CREATE TABLE book   (id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp TEXT)',
      },
      {
        sql: 'CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument TEXT, trade_id TEXT, price REAL, size REAL, side TEXT, timestamp TEXT)',
      },
    ]);
  });

  it('writes the same bytes for the same seed', async () => {
    const paths = [join(folder, 'a.db'), join(folder, 'b.db')];
    for (const path of paths) await writeSourceFile(path, generateMarket(MARKET));
    const [first, second] = paths.map((path) => readFileSync(path));
    expect(first?.equals(second!)).toBe(true);
  });

  it('tells how many rows it wrote, batch by batch and at the end', async () => {
    const seen: WrittenRows[] = [];
    const onProgress = (rows: WrittenRows) => {
      seen.push(rows);
    };
    const outcome = await writeSourceFile(join(folder, 'market.db'), generateMarket(MARKET), { onProgress });
    expect(outcome).toEqual({ kind: 'written', rows: seen.at(-1) });
    expect(seen.at(-1)?.book).toBe(2_500);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.map(({ book }) => book)).toEqual(seen.map(({ book }) => book).sort((a, b) => a - b));
  });

  it('refuses a file that exists and leaves it as it is', async () => {
    const path = join(folder, 'precious.db');
    writeFileSync(path, 'precious');
    await expect(writeSourceFile(path, generateMarket(MARKET))).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining('precious.db exists already'),
    });
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('names the file where its folder does not exist', async () => {
    const path = join(folder, 'nowhere', 'market.db');
    await expect(writeSourceFile(path, generateMarket(MARKET))).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining(path),
    });
  });

  it('stops between two batches when it is aborted, also from another turn, and leaves nothing behind', async () => {
    const signal = { aborted: false };
    setImmediate(() => {
      signal.aborted = true;
    });
    const endless = generateMarket({ ...MARKET, snapshots: 100_000_000 });
    const outcome = await writeSourceFile(join(folder, 'market.db'), endless, { signal });
    expect(outcome.kind).toBe('aborted');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind where the rows break off with an error, and passes the error on', async () => {
    function* broken(): Generator<MarketBatch> {
      yield* generateMarket({ ...MARKET, snapshots: 10 });
      throw new RangeError('no more rows');
    }
    await expect(writeSourceFile(join(folder, 'market.db'), broken())).rejects.toThrow(RangeError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes the place of what a killed run left', async () => {
    const path = join(folder, 'market.db');
    writeFileSync(`${path}.partial`, 'half a file');
    await writeSourceFile(path, generateMarket({ ...MARKET, snapshots: 10 }));
    expect(read(path, 'SELECT count(*) AS rows FROM book')).toEqual([{ rows: 10 }]);
    expect(readdirSync(folder)).toEqual(['market.db']);
  });
});
