import { renameSync, truncateSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ConnectOptions } from '../../src/connect-options.ts';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { SnapshotPool } from '../../src/workers/snapshot-pool.ts';
import { change, dumpOutput, makeSource, newPath, processFile } from '../support/files.ts';
import { bookRow, tradeRow } from '../support/rows.ts';
import { rowsOf } from '../support/snapshot-rows.ts';

const QUERY = { order: 'id', batchSize: 64 } as const;
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  vi.restoreAllMocks();
});

function makePool(threads: number): SnapshotPool {
  const pool = new SnapshotPool(threads);
  opened.push(pool);
  return pool;
}

function connect(path: string, options: ConnectOptions): SQLiteOrderflowRepository {
  const repository = SQLiteOrderflowRepository.connect(path, options);
  opened.push(repository);
  return repository;
}

function makeFile(count: number, before: readonly string[] = []): string {
  const side = `[${Array.from({ length: 20 }, (_, level) => `["${1000 - level}.5","1.${level}"]`).join(',')}]`;
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const book = ids.map((id) => bookRow(id, { bids: side, instrument: `I${id % 3}` }));
  return makeSource({ book, trades: ids.map((id) => tradeRow(id, { instrument: `I${id % 3}` })) }, { before });
}

/** The workers that are started from here on. */
function watchWorkers(): Worker[] {
  const workers: Worker[] = [];
  const listen = Worker.prototype.on;
  vi.spyOn(Worker.prototype, 'on').mockImplementation(function (this: Worker, ...parameters) {
    if (!workers.includes(this)) workers.push(this);
    return listen.apply(this, parameters);
  });
  return workers;
}

/** What is rejected without anybody listening. */
function watchRejections(): unknown[] {
  const rejections: unknown[] = [];
  const listener = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', listener);
  onTestFinished(() => {
    process.off('unhandledRejection', listener);
  });
  return rejections;
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('SnapshotPool', () => {
  it('starts no more workers than it may, and none before they are needed', async () => {
    const workers = watchWorkers();
    const pool = makePool(2);
    const repository = connect(makeFile(2000), { pool });
    expect(workers).toHaveLength(0);
    expect(await rowsOf(repository.iterateSnapshots(QUERY, null))).toHaveLength(2000);
    expect(workers).toHaveLength(2);
  });

  it('starts none for rows that one read finds', async () => {
    const workers = watchWorkers();
    const repository = connect(makeFile(50), { pool: makePool(2) });
    expect(await rowsOf(repository.iterateSnapshots(QUERY, null))).toHaveLength(50);
    expect(workers).toHaveLength(0);
  });

  it('reads several files at once, each in its own order', async () => {
    const pool = makePool(2);
    const counts = [50, 700, 1500, 301];
    const repositories = counts.map((count) => connect(makeFile(count), { pool }));
    const reads = repositories.map((repository) => rowsOf(repository.iterateSnapshots(QUERY, null)));
    for (const [index, rows] of (await Promise.all(reads)).entries()) {
      expect(rows.map(([id]) => id)).toEqual(Array.from({ length: counts[index]! }, (_, row) => row + 1));
    }
  });

  it('closes a file for one reader while another goes on', async () => {
    const pool = makePool(2);
    const path = makeFile(1000);
    const [first, second] = [connect(path, { pool }), connect(path, { pool })];
    const read = rowsOf(second.iterateSnapshots(QUERY, null));
    for await (const { count } of first.iterateSnapshots(QUERY, null)) {
      expect(count).toBe(64);
      first.close();
      break;
    }
    expect(await read).toHaveLength(1000);
  });

  it('says which file a worker that ended was reading, and serves the next request', async () => {
    const workers = watchWorkers();
    const rejections = watchRejections();
    const pool = makePool(1);
    const path = makeFile(3000);
    const repository = connect(path, { pool });
    const read = rowsOf(repository.iterateSnapshots(QUERY, null));
    await vi.waitUntil(() => workers.length === 1, { interval: 1 });
    await workers[0]!.terminate();
    await expect(read).rejects.toMatchObject({
      name: 'OrderflowError',
      code: 'worker-died',
      message: expect.stringMatching(new RegExp(`^${path}: .* run again`)),
    });
    expect(await rowsOf(repository.iterateSnapshots(QUERY, null))).toHaveLength(3000);
    expect(workers).toHaveLength(2);
    expect(rejections).toEqual([]);
  });

  it('fails what is read when it is closed, and what is asked for later, with nothing left hanging', async () => {
    const rejections = watchRejections();
    const pool = makePool(2);
    const repository = connect(makeFile(12_000), { pool });
    const batches = repository.iterateSnapshots(QUERY, null);
    await batches.next();
    await pool.close();
    await turn();
    const closed = {
      code: 'broken-invariant',
      message: expect.stringMatching(/it is read with a pool that was closed/),
    };
    await expect(rowsOf(batches)).rejects.toMatchObject(closed);
    await expect(rowsOf(repository.iterateSnapshots(QUERY, null))).rejects.toMatchObject(closed);
    expect(rejections).toEqual([]);
  });

  it('lets go of a read that is left half-way', async () => {
    const pool = makePool(2);
    const repository = connect(makeFile(2000), { pool });
    for (const order of ['id', 'time'] as const) {
      for await (const { count } of repository.iterateSnapshots({ ...QUERY, order }, null)) {
        expect(count).toBeGreaterThan(0);
        break;
      }
    }
    expect(await rowsOf(repository.iterateSnapshots(QUERY, null))).toHaveLength(2000);
  });

  it.each(['delete', 'wal'])('reads while the same file is written (journal mode %s)', async (mode) => {
    const path = makeFile(6000, [`PRAGMA journal_mode = ${mode}`]);
    await processFile(path);
    const alone = dumpOutput(path);
    for (const threads of [1, 3]) {
      const result = await processFile(path, {
        force: true,
        batchSize: 64,
        connect: { pool: makePool(threads), cacheSize: 100, synchronous: 'full' },
      });
      expect(result).toMatchObject({ kind: 'done', writtenRows: 6000 });
      expect(dumpOutput(path)).toEqual(alone);
    }
  });
});

describe('what SQLite says in a worker', () => {
  /** Reads a file to which something happens while the first batch is in use. */
  async function readAndSpoil(path: string, spoil: () => void, options: ConnectOptions = {}) {
    const repository = connect(path, { pool: makePool(1), ...options });
    const rejections = watchRejections();
    const read = async () => {
      for await (const { ids } of repository.iterateSnapshots({ order: 'time', batchSize: 64 }, null)) {
        if (ids[0] === 1) spoil();
        await turn();
      }
    };
    const error: unknown = await read().then(
      () => null,
      (reason: unknown) => reason,
    );
    await turn();
    expect(rejections).toEqual([]);
    return error;
  }

  it('names the file that another program locks', async () => {
    const path = makeFile(12_000);
    const locker = new Database(path);
    opened.push(locker);
    const lock = () => locker.exec('BEGIN EXCLUSIVE');
    expect(await readAndSpoil(path, lock, { lockTimeoutMs: 0 })).toMatchObject({
      code: 'source-locked',
      message: expect.stringMatching(new RegExp(`^${path}: `)),
    });
  });

  it('gives up soon, however much was asked for ahead', async () => {
    const path = makeFile(12_000);
    const locker = new Database(path);
    opened.push(locker);
    const began = performance.now();
    const lock = () => locker.exec('BEGIN EXCLUSIVE');
    expect(await readAndSpoil(path, lock, { lockTimeoutMs: 500 })).toMatchObject({ code: 'source-locked' });
    // Sixty chunks and more that each wait for the lock take half a minute.
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('names the file that is cut short', async () => {
    const path = makeFile(12_000);
    expect(await readAndSpoil(path, () => truncateSync(path, 4096 * 40))).toMatchObject({
      code: 'source-unreadable',
      message: expect.stringMatching(new RegExp(`^${path}: the file is damaged or cut short`)),
    });
  });

  it('names the file that is gone before the worker opens it', async () => {
    const path = makeFile(100);
    const repository = connect(path, { pool: makePool(1) });
    renameSync(path, newPath());
    await expect(rowsOf(repository.iterateSnapshots(QUERY, null))).rejects.toMatchObject({
      code: 'source-unreadable',
      message: expect.stringMatching(new RegExp(`^${path}: it was moved, removed or replaced meanwhile`)),
    });
  });

  it('names the file whose table is gone', async () => {
    const path = makeFile(100);
    const repository = connect(path, { pool: makePool(1) });
    const batches = repository.iterateSnapshots({ order: 'id', batchSize: 1 }, null);
    await batches.next();
    change(path, 'ALTER TABLE book RENAME TO elsewhere');
    await expect(rowsOf(batches)).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^${path}: `)),
    });
  });
});
