import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { SnapshotPool } from '../../src/workers/snapshot-pool.ts';
import { cutOffRun } from '../support/cut-off.ts';
import { filesBeside, inputChecksum, makeSource, metricsOf, processFile, withRepository } from '../support/files.ts';
import { marketRows } from '../support/rows.ts';
import { rowsOf } from '../support/snapshot-rows.ts';

const QUERY = { order: 'id', batchSize: 64 } as const;
const market = marketRows({ seed: 4, snapshots: 2000, levels: 20 });

describe('a file whose writer was killed', () => {
  it('is whole for a reader that opens it', async () => {
    const path = makeSource(market);
    const before = inputChecksum(path);
    cutOffRun(path);
    expect(existsSync(`${path}-journal`)).toBe(true);
    expect(await withRepository(path, {}, (repository) => repository.countRows('book'))).toBe(2000);
    expect(existsSync(`${path}-journal`)).toBe(false);
    expect(inputChecksum(path)).toBe(before);
  });

  it('is whole for a reader that has it open', async () => {
    const path = makeSource(market);
    await processFile(path);
    await withRepository(path, {}, async (repository) => {
      expect(await repository.loadState()).toMatchObject({ metricRows: 2000 });
      for (const ask of [
        () => repository.loadState(),
        () => repository.tiles.loadPyramidState(),
        () => repository.countRows('book'),
      ]) {
        cutOffRun(path);
        await ask();
        expect(existsSync(`${path}-journal`)).toBe(false);
      }
    });
  });

  it('is whole for the worker threads of a run', async () => {
    const path = makeSource(market);
    const pool = new SnapshotPool(2);
    await withRepository(path, { pool }, async (repository) => {
      const batches = repository.iterateSnapshots(QUERY, null);
      const rows = [...(await rowsOf([(await batches.next()).value] as never))];
      cutOffRun(path);
      rows.push(...(await rowsOf(batches)));
      expect(rows).toHaveLength(2000);
      expect(new Set(rows.map((row) => String(row))).size).toBe(2000);
    });
    await pool.close();
  });

  it('ends a read that is under way, which can be begun again', async () => {
    const path = makeSource(market);
    await withRepository(path, {}, async (repository) => {
      const read = async () => {
        let rows = 0;
        for await (const { count } of repository.iterateSnapshots(QUERY, null)) {
          if (rows === 0) cutOffRun(path);
          rows += count;
        }
        return rows;
      };
      await expect(read()).rejects.toMatchObject({
        code: 'source-locked',
        message: `${path}: a run that wrote to the file was cut off; what it had not committed is undone now: read again`,
      });
      expect(await rowsOf(repository.iterateSnapshots(QUERY, null))).toHaveLength(2000);
    });
  });
});

describe('a file in journal mode wal', () => {
  it('has nothing beside it when its last reader has closed it', async () => {
    const path = makeSource(market, { before: ['PRAGMA journal_mode = wal'] });
    const readers = [1, 2].map(() => SQLiteOrderflowRepository.connect(path));
    for (const reader of readers) expect(await reader.countRows('book')).toBe(2000);
    readers[0]!.close();
    expect(await readers[1]!.countRows('trades')).toBe(market.trades.length);
    readers[1]!.close();
    expect(filesBeside(path)).toEqual([basename(path)]);
  });

  it.each(['wal', 'delete'])(
    'has nothing beside it after a run with worker threads (found in mode %s)',
    async (mode) => {
      const path = makeSource(market, { before: [`PRAGMA journal_mode = ${mode}`] });
      const pool = new SnapshotPool(3);
      for (let run = 0; run < 5; run++) {
        await processFile(path, { force: true, connect: { pool, journalMode: 'wal' } });
        expect(filesBeside(path)).toEqual([basename(path)]);
      }
      await pool.close();
      expect(metricsOf(path)).toHaveLength(2000);
    },
  );
});
