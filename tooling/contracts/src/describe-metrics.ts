import {
  type MetricColumns,
  type MetricSettings,
  type MetricsQuery,
  type MetricsRepository,
  type RowProblem,
  timestampTextAt,
} from '@orderflow/core';
import { afterEach, describe, expect, it } from 'vitest';
import { moment } from './contract-rows.ts';
import { batchOf, type PlainMetric, plainRow, plainSeries, SETTINGS } from './plain-metrics.ts';
import type { MakeRepository, RepositoryUnderTest } from './repository-under-test.ts';

const OTHERS: MetricSettings = { depth: 5, tradeMatching: 'exact', maxLevelBytes: 2000 };

/** The reads and writes of `MetricsRepository`. */
export function describeMetrics(make: MakeRepository): void {
  let open: RepositoryUnderTest | null = null;
  afterEach(async () => {
    await open?.close();
    open = null;
  });
  const opened = async (): Promise<MetricsRepository> => {
    open = await make({});
    return open.metrics;
  };
  const created = async (): Promise<MetricsRepository> => {
    const metrics = await opened();
    await metrics.createMetricsTable(SETTINGS, { replace: false });
    return metrics;
  };
  const reopened = async (): Promise<MetricsRepository> => {
    open = await open!.reopen();
    return open.metrics;
  };

  describe('the metrics table', () => {
    it('is not there at first', async () => {
      expect(await (await opened()).tableExists()).toEqual({ kind: 'none' });
    });

    it.each([SETTINGS, OTHERS])('keeps its settings %o', async (settings) => {
      const metrics = await opened();
      await metrics.createMetricsTable(settings, { replace: false });
      expect(await metrics.tableExists()).toEqual({ kind: 'ours', settings });
      expect(await (await reopened()).tableExists()).toEqual({ kind: 'ours', settings });
    });

    it('is empty when it is new', async () => {
      const metrics = await created();
      expect(await rowsOf(metrics)).toEqual([]);
      expect(await rowsOf(metrics, { instrument: 'BTC', range: { start: moment(0), end: moment(9) } })).toEqual([]);
      expect(await metrics.loadState()).toBeNull();
      expect(await metrics.countCheckpoints()).toBe(0);
      expect(await metrics.countProblems()).toEqual([]);
      expect(await metrics.describeMetrics()).toEqual([]);
      expect(await metrics.countUntimedRows('book', 1000)).toBe(0);
      expect(await metrics.loadLastMetricBefore('BTC', moment(9))).toBeNull();
    });

    it('is empty again when it is replaced, with other settings', async () => {
      const metrics = await created();
      await metrics.insertMetricsBatch(
        batchOf(0, plainSeries(20, ['BTC', 'ETH']), { checkpoints: [10], problems: BAD_ROWS }),
      );
      await metrics.createMetricsTable(OTHERS, { replace: true });
      expect(await metrics.tableExists()).toEqual({ kind: 'ours', settings: OTHERS });
      expect(await rowsOf(metrics)).toEqual([]);
      expect(await metrics.loadState()).toBeNull();
      expect(await metrics.countCheckpoints()).toBe(0);
      expect(await metrics.countProblems()).toEqual([]);
      expect(await metrics.describeMetrics()).toEqual([]);
      const rows = plainSeries(3, ['ETH']);
      await metrics.insertMetricsBatch(batchOf(0, rows));
      expect(await rowsOf(metrics)).toEqual(rows.map(plainRow));
    });
  });

  describe('a batch', () => {
    it('is read back, value by value, after the file was opened anew', async () => {
      await (await created()).insertMetricsBatch(batchOf(0, plainSeries(70, ['BTC', 'ETH', 'ETH'])));
      expect(await rowsOf(await reopened())).toEqual(plainSeries(70, ['BTC', 'ETH', 'ETH']).map(plainRow));
    });

    it('may have no best prices, and numbers of every size', async () => {
      const metrics = await created();
      const batch = batchOf(0, plainSeries(2, ['BTC']));
      batch.metrics.bestBid.set([Number.NaN, 5e-324]);
      batch.metrics.bestAsk.set([1.7e308, Number.NaN]);
      batch.metrics.obi.set([-1, 1 / 3]);
      batch.metrics.cvd.set([-1e-300, 0.1 + 0.2]);
      batch.metrics.snapshotIds.set([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
      await metrics.insertMetricsBatch(batch);
      const [read] = await batchesOf(metrics, {});
      for (const key of ['bestBid', 'bestAsk', 'obi', 'cvd', 'snapshotIds'] as const) {
        expect([...read![key]]).toEqual([...batch.metrics[key]]);
      }
    });

    it('follows on the one before, of any size', async () => {
      const metrics = await created();
      const rows = plainSeries(150, ['BTC', 'ETH', 'SOL', 'SOL', 'BTC']);
      let done = 0;
      for (const size of [1, 0, 2, 31, 32, 33, 51]) {
        await metrics.insertMetricsBatch(batchOf(done, rows.slice(done, done + size)));
        done += size;
      }
      expect(done).toBe(150);
      expect(await rowsOf(metrics)).toEqual(rows.map(plainRow));
      expect((await metrics.loadState())?.metricRows).toBe(150);
      for (const instrument of ['BTC', 'ETH', 'SOL']) {
        const own = rows.filter((row) => row.instrument === instrument);
        expect(await rowsOf(metrics, { instrument })).toEqual(own.map(plainRow));
      }
    });

    it('follows on the one before when the file was opened anew in between', async () => {
      const rows = plainSeries(12, ['BTC', 'BTC', 'ETH']);
      await (await created()).insertMetricsBatch(batchOf(0, rows.slice(0, 5), { checkpoints: [4] }));
      const metrics = await reopened();
      await metrics.insertMetricsBatch(batchOf(5, rows.slice(5), { checkpoints: [8] }));
      expect(await rowsOf(metrics)).toEqual(rows.map(plainRow));
      expect(await rowsOf(metrics, { instrument: 'ETH' })).toEqual(
        rows.filter(({ instrument }) => instrument === 'ETH').map(plainRow),
      );
      expect(await metrics.countCheckpoints()).toBe(2);
    });

    it('is written as a whole or not at all, and can be given again', async () => {
      const metrics = await created();
      const rows = plainSeries(9, ['BTC', 'ETH']);
      await metrics.insertMetricsBatch(batchOf(0, rows.slice(0, 4), { problems: [BAD_ROWS[0]!] }));
      const before = await everything(metrics);
      const good = batchOf(4, rows.slice(4), { checkpoints: [6, 8], problems: BAD_ROWS, instruments: ['XRP'] });
      const twice = { ...good, checkpoints: [good.checkpoints[0]!, good.checkpoints[0]!] };
      await expect(metrics.insertMetricsBatch(twice)).rejects.toThrow();
      expect(await everything(metrics)).toEqual(before);
      await metrics.insertMetricsBatch(good);
      expect(await rowsOf(metrics)).toEqual(rows.map(plainRow));
      expect(await rowsOf(metrics, { instrument: 'ETH' })).toEqual(
        rows.filter(({ instrument }) => instrument === 'ETH').map(plainRow),
      );
      expect(await metrics.loadCheckpoint(1)).toEqual(good.checkpoints[1]);
    });

    it('that does not follow on what is there is refused', async () => {
      const metrics = await created();
      const rows = plainSeries(9, ['BTC']);
      await metrics.insertMetricsBatch(batchOf(0, rows.slice(0, 4)));
      const before = await everything(metrics);
      for (const first of [0, 3, 5]) {
        await expect(metrics.insertMetricsBatch(batchOf(first, rows.slice(first)))).rejects.toMatchObject({
          code: 'source-locked',
        });
      }
      expect(await everything(metrics)).toEqual(before);
    });
  });

  describe('metrics', () => {
    const rows = plainSeries(100, ['BTC', 'ETH', 'BTC', 'BTC', 'SOL']);
    const filled = async () => {
      const metrics = await created();
      await metrics.insertMetricsBatch(batchOf(0, rows));
      return metrics;
    };

    it.each([1, 7, 64, 1000])('come in batches of at most %i, none of them empty', async (batchSize) => {
      const metrics = await filled();
      for (const instrument of [undefined, 'BTC', 'SOL']) {
        const wanted = rows.filter((row) => instrument === undefined || row.instrument === instrument);
        const only = instrument === undefined ? {} : { instrument };
        expect(await rowsOf(metrics, { ...only, batchSize })).toEqual(wanted.map(plainRow));
        for (const { count } of await batchesOf(metrics, { ...only, batchSize })) {
          expect(count).toBeGreaterThan(0);
          expect(count).toBeLessThanOrEqual(batchSize);
        }
      }
    });

    it.each([
      [0, 100],
      [10, 20],
      [11, 12],
      [50, 50],
      [99, 200],
      [200, 300],
      [0, 1],
    ])('of a range from %i to before %i are those and no others', async (start, end) => {
      const metrics = await filled();
      for (const instrument of [undefined, 'BTC', 'ETH', 'XRP']) {
        const isOwn = (row: PlainMetric) => instrument === undefined || row.instrument === instrument;
        const only = { ...(instrument === undefined ? {} : { instrument }), batchSize: 3 };
        const of = (isIn: (at: number) => boolean) => rows.filter((row) => isOwn(row) && isIn(row.at)).map(plainRow);
        const range = { start: moment(start), end: moment(end) };
        expect(await rowsOf(metrics, { ...only, range })).toEqual(of((at) => at >= start && at < end));
        expect(await rowsOf(metrics, { ...only, range: { start: range.start } })).toEqual(of((at) => at >= start));
        expect(await rowsOf(metrics, { ...only, range: { end: range.end } })).toEqual(of((at) => at < end));
      }
    });

    it('of one time stay together at the ends of a range', async () => {
      const metrics = await created();
      const same = [5, 5, 5, 7, 7, 9].map((at) => ({ at, instrument: 'BTC' }));
      await metrics.insertMetricsBatch(batchOf(0, same));
      const within = (start: number, end: number) =>
        rowsOf(metrics, { range: { start: moment(start), end: moment(end) } });
      expect(await within(5, 7)).toHaveLength(3);
      expect(await within(6, 8)).toHaveLength(2);
      expect(await within(7, 9)).toHaveLength(2);
      expect(await within(5, 10)).toHaveLength(6);
    });

    it('are described by instrument', async () => {
      expect(await (await filled()).describeMetrics()).toEqual([
        { instrument: 'BTC', rows: 60, first: moment(0), last: moment(98) },
        { instrument: 'ETH', rows: 20, first: moment(1), last: moment(96) },
        { instrument: 'SOL', rows: 20, first: moment(4), last: moment(99) },
      ]);
    });

    it('have a last one before any moment', async () => {
      const metrics = await filled();
      const lastBefore = async (instrument: string, at: number) =>
        (await metrics.loadLastMetricBefore(instrument, moment(at))) ?? 'none';
      expect(await lastBefore('ETH', 1)).toBe('none');
      expect(await lastBefore('ETH', 2)).toEqual({ cvd: 10, position: moment(1) });
      expect(await lastBefore('ETH', 6)).toEqual({ cvd: 10, position: moment(1) });
      expect(await lastBefore('ETH', 7)).toEqual({ cvd: 60, position: moment(6) });
      expect(await lastBefore('ETH', 5000)).toEqual({ cvd: 960, position: moment(96) });
      expect(await lastBefore('XRP', 5000)).toBe('none');
      for (let at = 0; at < 100; at++) {
        const wanted = rows.filter((row) => row.instrument === 'BTC' && row.at < at).at(-1);
        expect(await lastBefore('BTC', at)).toEqual(
          wanted === undefined ? 'none' : { cvd: 10 * wanted.at, position: moment(wanted.at) },
        );
      }
    });

    it('can be written between two batches of a read', async () => {
      const metrics = await filled();
      const more = plainSeries(140, ['BTC', 'ETH', 'BTC', 'BTC', 'SOL']).slice(100);
      let done = 100;
      const seen: number[] = [];
      for await (const columns of metrics.loadMetricsByTimerange({ batchSize: 20 })) {
        seen.push(...columns.snapshotIds);
        if (done < 140) await metrics.insertMetricsBatch(batchOf(done, more.slice(done - 100, done - 90)));
        done += 10;
      }
      expect(seen.slice(0, 100)).toEqual(rows.map(({ at }) => 100 + at));
    });
  });

  describe('the state and its checkpoints', () => {
    it('are kept exactly', async () => {
      const metrics = await created();
      const batch = batchOf(0, plainSeries(30, ['BTC', 'ETH']), { checkpoints: [10, 20, 30], instruments: ['LATE'] });
      await metrics.insertMetricsBatch(batch);
      const expectKept = async (store: MetricsRepository) => {
        expect(await store.loadState()).toEqual(batch.state);
        expect(await store.countCheckpoints()).toBe(3);
        for (const [index, checkpoint] of batch.checkpoints.entries()) {
          expect(await store.loadCheckpoint(index)).toEqual(checkpoint);
        }
      };
      await expectKept(metrics);
      await expectKept(await reopened());
    });

    it('go back together', async () => {
      const metrics = await created();
      const rows = plainSeries(60, ['BTC', 'BTC', 'ETH']);
      const first = batchOf(0, rows.slice(0, 2), {});
      await metrics.insertMetricsBatch(first);
      const batch = batchOf(2, rows.slice(2), { checkpoints: [10, 20, 30, 50], problems: BAD_ROWS });
      await metrics.insertMetricsBatch(batch);
      for (const index of [2, 0]) {
        const checkpoint = await metrics.loadCheckpoint(index);
        await metrics.rewindTo(checkpoint);
        const kept = rows.slice(0, checkpoint.metricRows);
        expect(await metrics.loadState()).toEqual(checkpoint);
        expect(await metrics.countCheckpoints()).toBe(index + 1);
        expect(await rowsOf(metrics)).toEqual(kept.map(plainRow));
        expect(await rowsOf(metrics, { instrument: 'ETH' })).toEqual(
          kept.filter(({ instrument }) => instrument === 'ETH').map(plainRow),
        );
        expect((await metrics.describeMetrics()).reduce((sum, span) => sum + span.rows, 0)).toBe(kept.length);
      }
      await metrics.insertMetricsBatch(batchOf(10, rows.slice(10), { checkpoints: [20, 30, 50] }));
      expect(await rowsOf(metrics)).toEqual(rows.map(plainRow));
      expect(await metrics.countCheckpoints()).toBe(4);
    });

    it('go back to nothing', async () => {
      const metrics = await created();
      await metrics.insertMetricsBatch(batchOf(0, plainSeries(20, ['BTC', 'ETH']), { checkpoints: [10] }));
      await metrics.rewindTo(null);
      expect(await metrics.loadState()).toBeNull();
      expect(await metrics.countCheckpoints()).toBe(0);
      expect(await rowsOf(metrics)).toEqual([]);
      expect(await metrics.describeMetrics()).toEqual([]);
      expect(await metrics.tableExists()).toEqual({ kind: 'ours', settings: SETTINGS });
      const rows = plainSeries(5, ['ETH', 'BTC']);
      await metrics.insertMetricsBatch(batchOf(0, rows));
      expect(await rowsOf(metrics)).toEqual(rows.map(plainRow));
    });
  });

  describe('problems', () => {
    it('are counted by table and reason, each row once, with the smallest id', async () => {
      const metrics = await created();
      await metrics.insertMetricsBatch(batchOf(0, [], { problems: BAD_ROWS }));
      await metrics.insertMetricsBatch(batchOf(0, plainSeries(1, ['BTC']), { problems: [...BAD_ROWS].reverse() }));
      expect(await (await reopened()).countProblems()).toEqual([
        { table: 'book', reason: 'unreadable-levels', rows: 1, exampleRowId: 4 },
        { table: 'book', reason: 'unreadable-timestamp', rows: 3, exampleRowId: -2 },
        { table: 'trades', reason: 'unreadable-timestamp', rows: 1, exampleRowId: 4 },
      ]);
    });

    it('without a readable timestamp are counted up to an id', async () => {
      const metrics = await created();
      await metrics.insertMetricsBatch(batchOf(0, [], { problems: BAD_ROWS }));
      const upTo = (id: number) => metrics.countUntimedRows('book', id);
      expect(await Promise.all([-3, -2, 2, 3, 8, 9].map(upTo))).toEqual([0, 1, 1, 2, 2, 3]);
      expect(await metrics.countUntimedRows('trades', 99)).toBe(1);
    });
  });
}

const BAD_ROWS: readonly RowProblem[] = [
  { table: 'book', rowId: 9, reason: 'unreadable-timestamp' },
  { table: 'book', rowId: -2, reason: 'unreadable-timestamp' },
  { table: 'book', rowId: 3, reason: 'unreadable-timestamp' },
  { table: 'book', rowId: 4, reason: 'unreadable-levels' },
  { table: 'trades', rowId: 4, reason: 'unreadable-timestamp' },
];

async function batchesOf(metrics: MetricsRepository, query: Partial<MetricsQuery>): Promise<MetricColumns[]> {
  const batches: MetricColumns[] = [];
  for await (const batch of metrics.loadMetricsByTimerange({ batchSize: 13, ...query })) batches.push(batch);
  return batches;
}

async function rowsOf(metrics: MetricsRepository, query: Partial<MetricsQuery> = {}) {
  return (await batchesOf(metrics, query)).flatMap((columns) =>
    Array.from({ length: columns.count }, (_, row) => ({
      instrument: columns.instrumentNames[columns.instruments[row]!],
      snapshotId: columns.snapshotIds[row],
      text: timestampTextAt(columns, row),
      timestamp: columns.timestamps[row],
      nanoseconds: columns.nanoseconds[row],
      obi: columns.obi[row],
      cvd: columns.cvd[row],
      bestBid: columns.bestBid[row],
      bestAsk: columns.bestAsk[row],
    })),
  );
}

async function everything(metrics: MetricsRepository) {
  return {
    rows: await rowsOf(metrics),
    state: await metrics.loadState(),
    checkpoints: await metrics.countCheckpoints(),
    problems: await metrics.countProblems(),
    spans: await metrics.describeMetrics(),
  };
}
