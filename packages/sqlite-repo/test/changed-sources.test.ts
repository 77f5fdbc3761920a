import { type DataQuery, DataSet, DEFAULT_CONFIGURATION } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import type { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import { change, makeSource, processFile, query, withRepository } from './support/files.ts';
import { bookRow, marketRows, START } from './support/rows.ts';

const METRICS = 'SELECT id, snapshot_id, timestamp, obi, cvd FROM metrics ORDER BY id';
const SETTINGS = { settings: DEFAULT_CONFIGURATION };
const OTHER_DEPTH = { force: true, settings: { depth: 1 } };
const ROWS = Array.from({ length: 3000 }, (_, index) => bookRow(index + 1));

/** What a run over the file as it stands now gives. */
async function fullRun(path: string) {
  await processFile(path, { force: true });
  return query(path, METRICS);
}

describe('rows that go and come', () => {
  it('are noticed where a row of dense ids is deleted', async () => {
    const path = makeSource({ book: ROWS });
    await processFile(path);
    change(path, 'DELETE FROM book WHERE id = 1500');
    expect(await processFile(path)).toMatchObject({ totalRows: 2999 });
    const found = query(path, METRICS);
    expect(found).toEqual(await fullRun(path));
  });

  it('are noticed where an old row takes an id that was free', async () => {
    const path = makeSource({ book: ROWS });
    await processFile(path);
    change(path, 'DELETE FROM book WHERE id = 1500');
    await processFile(path);
    change(path, `INSERT INTO book VALUES (1500, 'BTC', '[[98,1]]', '[[102,3]]', '${START + 500}')`);
    expect(await processFile(path)).toMatchObject({ totalRows: 3000 });
    const found = query(path, METRICS);
    expect(found[0]).toMatchObject({ snapshot_id: 1500n, obi: -0.5 }); // (1 - 3) / (1 + 3)
    expect(found).toEqual(await fullRun(path));
  });

  it('leave no problem behind of rows that are gone', async () => {
    const path = makeSource({ book: [bookRow(1), bookRow(2, { bids: 'x' }), bookRow(3, { timestamp: 'x' })] });
    expect((await processFile(path)).problems).toHaveLength(2);
    change(path, 'DELETE FROM book WHERE id > 1');
    expect((await processFile(path)).problems).toEqual([]);
  });
});

describe('metrics that are computed anew while they are read', () => {
  it('end the read with a word, not early', async () => {
    const path = makeSource(marketRows({ seed: 3, snapshots: 5000 }));
    await processFile(path);
    await withRepository(path, {}, async (reader) => {
      const batches = reader.loadMetricsByTimerange({ batchSize: 500 });
      await batches.next();
      await withRepository(path, { write: true }, async (writer) => writer.rewindTo(await writer.loadCheckpoint(0)));
      await expect(batches.next()).rejects.toMatchObject({
        code: 'source-locked',
        message: expect.stringContaining('the metrics are being computed anew while they are read'),
      });
    });
  });

  it('end the read where what was read is no longer so', async () => {
    const path = makeSource({ book: ROWS });
    await processFile(path);
    await withRepository(path, {}, async (reader) => {
      const batches = reader.loadMetricsByTimerange({ batchSize: 500 });
      await batches.next();
      change(path, `INSERT INTO book VALUES (9000, 'BTC', '[]', '[]', '${START + 500}')`);
      await processFile(path);
      await expect(batches.next()).rejects.toMatchObject({ code: 'source-locked' });
    });
  });

  it('go on where rows are only added', async () => {
    const path = makeSource({ book: ROWS });
    await processFile(path);
    await withRepository(path, {}, async (reader) => {
      const batches = reader.loadMetricsByTimerange({ batchSize: 500 });
      let rows = (await batches.next()).value?.count ?? 0;
      change(path, `INSERT INTO book VALUES (9000, 'BTC', '[]', '[]', '${START + 9_000_000}')`);
      await processFile(path);
      for await (const { count } of batches) rows += count;
      expect(rows).toBe(3000);
    });
  });

  it.each([
    ['in part', (writer: SQLiteOrderflowRepository) => writer.rewindTo(null)],
    ['not at all', (writer: SQLiteOrderflowRepository) => writer.clean()],
    ['with other settings', (_: SQLiteOrderflowRepository, path: string) => processFile(path, OTHER_DEPTH)],
  ])('end the reads of a data set that was opened before: they stand there %s', async (__, spoil) => {
    const path = makeSource({ book: ROWS });
    await processFile(path);
    await withRepository(path, {}, async (repository) => {
      const dataSet = await DataSet.open([{ repository, metrics: repository }], { ...SETTINGS, batchSize: 500 });
      await withRepository(path, { write: true }, async (writer) => {
        await spoil(writer, path);
      });
      const read = async (query: DataQuery) => {
        for await (const _ of dataSet.iterateMetrics(query));
      };
      const second = { timestamp: START + 2000, nanoseconds: 0 };
      for (const query of [{}, { range: { start: second } }]) {
        await expect(read(query)).rejects.toMatchObject({ code: 'source-locked' });
      }
    });
  });

  it('end the read of a data set that they overtake, with a word and not early', async () => {
    const path = makeSource({ book: ROWS });
    await processFile(path);
    await withRepository(path, {}, async (repository) => {
      const dataSet = await DataSet.open([{ repository, metrics: repository }], { ...SETTINGS, batchSize: 5000 });
      const batches = dataSet.iterateMetrics({});
      await batches.next();
      await withRepository(path, { write: true }, async (writer) => writer.rewindTo(await writer.loadCheckpoint(0)));
      await expect(batches.next()).rejects.toMatchObject({ code: 'source-locked' });
    });
  });
});
