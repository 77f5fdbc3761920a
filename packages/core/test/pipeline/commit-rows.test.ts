import { describe, expect, it } from 'vitest';
import { type MarketBookRow, type MetricsBatch, type ProcessingOptions, Storage } from '../../src/index.ts';
import { MemoryMetricsRepository } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow, SETTINGS } from '../support/rows.ts';

function rows(count: number, changes: (id: number) => Partial<MarketBookRow> = () => ({})): MarketBookRow[] {
  return Array.from({ length: count }, (_, index) => bookRow(index + 1, index + 1, changes(index + 1)));
}

/** Runs in batches of 2; the number of rows, good and bad, that each transaction held. */
async function run(book: readonly MarketBookRow[], commitRows: number | undefined, options: ProcessingOptions = {}) {
  const metrics = new MemoryMetricsRepository();
  const written: number[] = [];
  metrics.onInsert = (batch: MetricsBatch) => written.push(batch.metrics.count + batch.problems.length);
  const repository = new MemoryRepository({ book }, { name: 'a.db' });
  const parts = { repository, metrics, settings: SETTINGS, batchSize: 2 };
  const storage = new Storage(commitRows === undefined ? parts : { ...parts, commitRows });
  const result = await storage.buildBooktickFromDb(options).catch((error: unknown) => error);
  return { written, result, metrics };
}

describe('rows a transaction', () => {
  it('are as many as asked for, give or take a batch, and the rest at the end', async () => {
    // Batches of 2 reach 5 with the third.
    expect((await run(rows(16), 5)).written).toEqual([6, 6, 4]);
    expect((await run(rows(16), 1)).written).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
    expect((await run(rows(16), 16)).written).toEqual([16]);
  });

  it('are 65,536 by default', async () => {
    const { written } = await run(rows(65_536 + 10), undefined);
    expect(written).toEqual([65_536, 10]);
  });

  it('count bad rows too, so that a file of nothing else stays bounded', async () => {
    const { written, metrics } = await run(
      rows(16, () => ({ bids: 'x' })),
      5,
    );
    expect(written).toEqual([6, 6, 4]);
    expect(metrics.problems).toHaveLength(16);
  });

  it('change nothing of what is stored', async () => {
    const book = rows(3000, (id) => (id % 7 === 0 ? { bids: 'x' } : id % 3 === 0 ? { instrument: 'B' } : {}));
    const { metrics: wanted } = await run(book, 1);
    for (const commitRows of [2, 100, 1024, 10_000]) {
      const { metrics } = await run(book, commitRows);
      expect(metrics.rows).toEqual(wanted.rows);
      expect(metrics.problems).toEqual(wanted.problems);
      expect(metrics.checkpoints).toEqual(wanted.checkpoints);
      expect(metrics.state).toEqual(wanted.state);
    }
  });

  it('are written as far as they came where the user stops', async () => {
    let batches = 0;
    const signal = {
      get aborted() {
        return ++batches === 3;
      },
    };
    const { written, result, metrics } = await run(rows(16), 1000, { signal });
    expect(written).toEqual([6]);
    expect(result).toMatchObject({ kind: 'interrupted', writtenRows: 6, totalRows: 6 });
    expect(metrics.state?.metricRows).toBe(6);
  });

  it('are written up to the batch with the bad row where that stops the run', async () => {
    const book = rows(16, (id) => (id === 8 ? { bids: 'x' } : {}));
    const { written, result, metrics } = await run(book, 1000, { strict: true });
    expect(written).toEqual([6]);
    expect(result).toMatchObject({ code: 'bad-row' });
    expect(metrics.problems).toEqual([]);
  });

  it('are left behind where a row stands out of order, and come once', async () => {
    const book = [...rows(9), bookRow(10, 2)];
    const { metrics, result } = await run(book, 1000);
    expect(metrics.rows.map(({ snapshotId }) => snapshotId)).toEqual([1, 2, 10, 3, 4, 5, 6, 7, 8, 9]);
    expect(result).toMatchObject({ kind: 'done', writtenRows: 10, totalRows: 10 });
  });
});
