import { readFileSync } from 'node:fs';
import { DEFAULT_CONFIGURATION, LEAST_TILE_ROWS, Storage, TOP_LEVEL, tileMsOf } from '@orderflow/core';
import { makeRandom } from '@orderflow/torture';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import { appendRows, change, dumpOutput, makeSource, processFile, query, type SourceRows } from './support/files.ts';
import { marketRows } from './support/rows.ts';

/** Dense enough for several levels: one instrument comes in bursts, one steadily and slowly. */
const market = marketRows({
  seed: 31,
  snapshots: 14_000,
  levels: 1,
  instruments: ['BTC-USDT', 'ETH-USDT'],
  intervalMs: 35,
  jitter: 0.9,
  gaps: 3,
  gapSeconds: 200,
  repeatedTimestamps: 0.1,
  tradesPerSecond: 8,
  oddities: 0.01,
});

async function fullRun(rows: SourceRows) {
  const path = makeSource(rows);
  await processFile(path);
  return dumpOutput(path);
}

/** Puts the tiles of a file into the tables that the second migration made. */
function earlierTileTables(): readonly string[] {
  const migration = readFileSync(new URL('../drizzle/0001_pyramid.sql', import.meta.url), 'utf8');
  const creations = migration.split('--> statement-breakpoint').filter((text) => text.includes('WITHOUT ROWID'));
  const moves = creations.flatMap((create) => {
    const name = /orderflow_\w+/.exec(create)![0];
    return [
      `ALTER TABLE ${name} RENAME TO moved`,
      create,
      `INSERT INTO ${name} SELECT * FROM moved`,
      'DROP TABLE moved',
    ];
  });
  return [...moves, ...forgetMigrations(2)];
}

/** Has a file know the first migrations only, of which none added the counts of a run. */
function forgetMigrations(kept: number): readonly string[] {
  return [
    'ALTER TABLE orderflow_runs DROP COLUMN counts',
    `DELETE FROM orderflow_migrations WHERE created_at NOT IN
       (SELECT created_at FROM orderflow_migrations ORDER BY created_at LIMIT ${kept})`,
  ];
}

/** Runs until tiles are written so many times outside a batch; whether it came to that. */
async function breakOff(path: string, writes: number): Promise<boolean> {
  const repository = SQLiteOrderflowRepository.connect(path, { write: true });
  const { tiles } = repository;
  const writeTiles = tiles.writeTiles.bind(tiles);
  let left = writes;
  tiles.writeTiles = (batch) => (--left === 0 ? Promise.reject(new Error('broken off')) : writeTiles(batch));
  const storage = new Storage({ repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 1000 });
  try {
    await storage.buildBooktickFromDb();
    return false;
  } catch (error) {
    expect(error).toMatchObject({ message: 'broken off' });
    return true;
  } finally {
    repository.close();
  }
}

function tableOf(path: string, sql: string): readonly Record<string, number>[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare<[], Record<string, number>>(sql).all();
  } finally {
    database.close();
  }
}

describe('the stored pyramid', () => {
  it('has a bucket tile just where a tile of a level holds enough rows', async () => {
    const path = makeSource(market);
    await processFile(path);
    const rows = tableOf(
      path,
      `SELECT r.instrument_id AS instrument, CAST(m.timestamp AS INTEGER) AS time
       FROM orderflow_metric_runs AS r JOIN metrics AS m ON m.id BETWEEN r.first_metric_id AND r.last_metric_id`,
    );
    const expected: string[] = [];
    for (let level = 0; level <= TOP_LEVEL; level++) {
      const counts = new Map<string, number>();
      for (const { instrument, time } of rows) {
        const key = `${instrument} ${level} ${Math.floor(time! / tileMsOf(level))}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const [key, count] of counts) if (count >= LEAST_TILE_ROWS) expected.push(key);
    }
    const stored = tableOf(
      path,
      "SELECT instrument_id, level, tile FROM orderflow_bucket_tiles WHERE series = 'obi'",
    ).map((row) => `${row.instrument_id} ${row.level} ${row.tile}`);
    expect(stored.length).toBeGreaterThan(30);
    expect(stored.sort()).toEqual(expected.sort());
  });
});

describe('processing in other steps ends with the same tiles', () => {
  it.each([1, 7, 1000, 100_000])('with batches of %i', { timeout: 60_000 }, async (batchSize) => {
    const path = makeSource(market);
    await processFile(path, { batchSize });
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it.each([1, 2])('when rows are appended at random cuts (seed %i)', { timeout: 60_000 }, async (seed) => {
    const random = makeRandom(seed);
    const path = makeSource({});
    let book = 0;
    let trades = 0;
    for (let step = 1; step <= 5; step++) {
      const share = step === 5 ? 1 : (step - 1 + random()) / 5;
      const bookEnd = Math.floor(share * market.book.length);
      const tradeEnd = step === 5 ? market.trades.length : Math.floor((share + random() * 0.01) * market.trades.length);
      appendRows(path, { book: market.book.slice(book, bookEnd), trades: market.trades.slice(trades, tradeEnd) });
      await processFile(path, { batchSize: 700 });
      [book, trades] = [bookEnd, Math.max(trades, tradeEnd)];
    }
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it.each([1, 2])('when a run ends early and goes on (seed %i)', { timeout: 60_000 }, async (seed) => {
    const random = makeRandom(seed);
    const path = makeSource(market);
    for (let step = 0; step < 6; step++) {
      let batches = Math.floor(random() * 8);
      const signal = { aborted: false };
      const onProgress = () => {
        signal.aborted = batches-- <= 0;
      };
      await processFile(path, { batchSize: 500, signal, onProgress });
    }
    await processFile(path);
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it.each([1, 2])('when rows come late (seed %i)', { timeout: 60_000 }, async (seed) => {
    const random = makeRandom(seed);
    const isLate = () => random() < 0.001;
    const lateBook = market.book.filter(isLate);
    const lateTrades = market.trades.filter(isLate);
    const path = makeSource({
      book: market.book.filter((row) => !lateBook.includes(row)),
      trades: market.trades.filter((row) => !lateTrades.includes(row)),
    });
    await processFile(path);
    appendRows(path, { book: lateBook, trades: lateTrades });
    await processFile(path);
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it('when an earlier version, without a pyramid, has processed the file', async () => {
    const path = makeSource({ book: market.book.slice(0, 9000), trades: market.trades.slice(0, 2000) });
    await processFile(path);
    change(
      path,
      ...['pyramid', 'row_tiles', 'value_tiles', 'bucket_tiles', 'candle_tiles'].map(
        (name) => `DROP TABLE orderflow_${name}`,
      ),
      ...forgetMigrations(1),
    );
    appendRows(path, { book: market.book.slice(9000), trades: market.trades.slice(2000) });
    await processFile(path);
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it.each([
    ['goes on with its tables', []],
    ['makes them anew', ['DELETE FROM orderflow_pyramid']],
  ])('when an earlier version kept tiles in tables without row ids: it %s', async (_, changes) => {
    const path = makeSource({ book: market.book.slice(0, 9000), trades: market.trades.slice(0, 2000) });
    await processFile(path);
    change(path, ...earlierTileTables(), ...changes);
    appendRows(path, { book: market.book.slice(9000), trades: market.trades.slice(2000) });
    await processFile(path);
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it('when the making of the pyramid was broken off', async () => {
    const path = makeSource(market);
    await processFile(path);
    change(path, 'UPDATE orderflow_pyramid SET metric_rows = 4096', 'DELETE FROM orderflow_row_tiles');
    await processFile(path);
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it('when the making of the pyramid is broken off, before any of its writes', async () => {
    const [lastBook, lastTrade] = [market.book.at(-1)!, market.trades.at(-1)!];
    const later = (seconds: number) => String(Number(lastBook.timestamp) + 1000 * seconds);
    const rows: SourceRows = {
      book: [...market.book, { ...lastBook, id: lastBook.id + 1, bids: 'unreadable', timestamp: later(90_000) }],
      trades: [
        ...market.trades,
        ...[1, 2000, 50_000].map((seconds, index) => ({
          ...lastTrade,
          id: lastTrade.id + 1 + index,
          timestamp: later(seconds),
        })),
      ],
    };
    const path = makeSource(rows);
    const whole = await fullRun(rows);
    await processFile(path);
    let write = 0;
    do {
      change(path, 'DELETE FROM orderflow_pyramid');
      write++;
      const isBrokenOff = await breakOff(path, write);
      await processFile(path);
      expect(dumpOutput(path)).toEqual(whole);
      if (!isBrokenOff) break;
    } while (write < 10);
    expect(write).toBeGreaterThan(2);
  });

  it('when trades come to a file that had none', async () => {
    const path = makeSource({ book: market.book });
    await processFile(path);
    expect(query(path, 'SELECT DISTINCT basis FROM orderflow_candle_tiles')).toEqual([{ basis: 'mid' }]);
    appendRows(path, { trades: market.trades });
    await processFile(path);
    expect(query(path, 'SELECT DISTINCT basis FROM orderflow_candle_tiles')).toEqual([{ basis: 'trades' }]);
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });

  it('when rows are appended to a file without trades', async () => {
    const path = makeSource({ book: market.book.slice(0, 5000) });
    await processFile(path);
    appendRows(path, { book: market.book.slice(5000) });
    await processFile(path, { batchSize: 300 });
    expect(dumpOutput(path)).toEqual(await fullRun({ book: market.book }));
  });
});

describe('a run that has nothing to do', () => {
  it('writes nothing', async () => {
    const path = makeSource(market);
    await processFile(path);
    const database = new Database(path, { readonly: true });
    const version = database.pragma('data_version');
    await processFile(path);
    expect(database.pragma('data_version')).toEqual(version);
    database.close();
  });
});
