import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, MarketTradeRow, MetricSettings, OrderflowRepository, Timestamp } from '../../src/index.ts';
import { compareTimestamps, OrderflowError } from '../../src/index.ts';
import { MOST_TRADES } from '../../src/pipeline/book-collector.ts';
import { type MetricStreamOptions, MOST_PROBLEMS, streamMetrics } from '../../src/pipeline/metric-stream.ts';
import { FIRST_STATE } from '../../src/pipeline/resume-plan.ts';
import { bookRowsEvery, tradeRowsEvery } from '../support/arbitrary-rows.ts';
import { collect } from '../support/collect.ts';
import { metricAt, type StoredMetric } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { timed } from '../support/plain-processing.ts';
import { bookRow, moment, SETTINGS, tradeRow } from '../support/rows.ts';
import { WatchedRepository } from '../support/watched-repository.ts';

function stream(repository: OrderflowRepository, options: Partial<MetricStreamOptions> & { batchSize?: number } = {}) {
  const query = { order: 'time', batchSize: options.batchSize ?? 2 } as const;
  return streamMetrics({
    repository,
    settings: SETTINGS,
    state: FIRST_STATE,
    book: query,
    trades: query,
    books: null,
    ...options,
  });
}

async function metricsOf(repository: OrderflowRepository, settings: MetricSettings): Promise<readonly StoredMetric[]> {
  const steps = await collect(stream(repository, { settings }));
  return steps.flatMap((step) =>
    step.kind === 'batch'
      ? Array.from({ length: step.batch.metrics.count }, (_, row) => metricAt(step.batch.metrics, row))
      : [],
  );
}

async function booksOf(repository: OrderflowRepository, batchSize: number, from?: Timestamp): Promise<readonly Book[]> {
  const books = from === undefined ? { instrument: 'A' } : { instrument: 'A', from };
  const steps = await collect(stream(repository, { batchSize, books }));
  return steps.flatMap((step) => (step.kind === 'batch' && step.book !== null ? [step.book] : []));
}

function tradesBySnapshot(books: readonly Book[]): readonly (readonly [number, readonly number[]])[] {
  return books.flatMap((book) =>
    [...book].map(({ id, trades }) => [id, trades.map((trade) => trade.id)] as [number, number[]]),
  );
}

describe('streamMetrics', () => {
  it('hands out skipped trades without waiting for the next snapshot', async () => {
    const trades = Array.from({ length: 2 * MOST_PROBLEMS + 10 }, (_, index) =>
      tradeRow(index + 1, 5, 1, { price: 0 }),
    );
    const repository = new MemoryRepository({ book: [bookRow(1, 0), bookRow(2, 10)], trades });
    const steps = await collect(stream(repository, { batchSize: 1000 }));
    const problems = steps.map((step) => (step.kind === 'batch' ? step.batch.problems.length : 0));
    expect(Math.max(...problems)).toBeLessThan(MOST_PROBLEMS + 5000);
    expect(problems.reduce((sum, count) => sum + count)).toBe(trades.length);
    expect(steps[0]).toMatchObject({ kind: 'batch', batch: { state: FIRST_STATE, metrics: { count: 0 } } });
  });

  it('says nothing about a moment that what comes later could change', async () => {
    const withIds = <Row>(rows: readonly Row[]) => rows.map((row, index) => ({ ...row, id: index + 1 }));
    const matching = fc.constantFrom('window' as const, 'exact' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(bookRowsEvery(1), { minLength: 1, maxLength: 12 }).map(withIds),
        fc.array(tradeRowsEvery(1), { maxLength: 20, size: 'max' }).map(withIds),
        matching,
        async (book, trades, tradeMatching) => {
          const settings = { ...SETTINGS, tradeMatching };
          const whole = await metricsOf(new MemoryRepository({ book, trades }), settings);
          for (const { at } of timed(book)) {
            const upTo = <Row extends MarketTradeRow | (typeof book)[number]>(rows: readonly Row[]) =>
              timed(rows)
                .filter((row) => compareTimestamps(row.at, at) <= 0)
                .map(({ row }) => row);
            const prefix = await metricsOf(new MemoryRepository({ book: upTo(book), trades: upTo(trades) }), settings);
            expect(prefix).toEqual(whole.filter((row) => compareTimestamps(row, at) <= 0));
          }
        },
      ),
      { seed: 17, numRuns: 150 },
    );
  });

  it('finds a late trade among those behind the last snapshot', async () => {
    const trades = [tradeRow(1, 30, 1), tradeRow(2, 40, 1), tradeRow(3, 8, 1)];
    const repository = new MemoryRepository({ book: [bookRow(1, 10)], trades });
    const query = { order: 'id', batchSize: 1 } as const;
    const steps = await collect(stream(repository, { book: query, trades: query }));
    expect(steps.at(-1)).toEqual({ kind: 'disorder', table: 'trades', at: moment(8) });
    const sorted = await collect(stream(repository));
    expect(sorted.at(-1)).toEqual({ kind: 'end', waitingTrades: 2 });
  });

  it('ends at the first snapshot out of order, with what came before it unsaid', async () => {
    const repository = new WatchedRepository({ book: [bookRow(1, 10), bookRow(2, 20), bookRow(3, 15)] });
    const steps = await collect(stream(repository, { book: { order: 'id', batchSize: 2 } }));
    expect(steps.map(({ kind }) => kind)).toEqual(['batch', 'disorder']);
    expect(steps[1]).toMatchObject({ table: 'book', at: moment(15) });
    expect(repository.openReads).toBe(0);
  });

  it('reads one batch ahead at most, and closes its reads when it is left', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => index + 1);
    const repository = new WatchedRepository({
      book: ids.map((id) => bookRow(id, id)),
      trades: ids.map((id) => tradeRow(id, id, 1)),
    });
    for await (const step of stream(repository)) {
      expect(step.kind).toBe('batch');
      expect(repository.openReads).toBe(2);
      expect(repository.batches).toBeLessThanOrEqual(3);
      break;
    }
    expect(repository.openReads).toBe(0);
  });

  it('closes its reads when a repository fails', async () => {
    class Failing extends WatchedRepository {
      override async *iterateBookRows(): AsyncGenerator<never> {
        yield* [];
        throw new OrderflowError('source-unreadable', 'gone');
      }
    }
    const repository = new Failing({ trades: [tradeRow(1, 1, 1)] });
    await expect(collect(stream(repository))).rejects.toThrow('gone');
    expect(repository.openReads).toBe(0);
  });
});

describe('BookCollector', () => {
  // Snapshot 2 is bad: its trades belong to snapshot 3.
  const book = [bookRow(1, 10), bookRow(2, 20, { asks: 'x' }), bookRow(3, 30), bookRow(4, 30)];
  const trades = [tradeRow(1, 5, 1), tradeRow(2, 15, 1), tradeRow(3, 25, -2), tradeRow(4, 35, 1)];

  it.each([1, 2, 7, 1000])('gives each trade to one snapshot in batches of %i', async (batchSize) => {
    const books = await booksOf(new MemoryRepository({ book, trades }), batchSize);
    expect(tradesBySnapshot(books)).toEqual([
      [1, [1]],
      [3, [2, 3]],
      [4, []],
    ]);
    for (const { trades, tradeEnds } of books) expect(trades.count).toBe(tradeEnds.at(-1));
  });

  it('makes snapshots with their levels, best first, after the stream has moved on', async () => {
    const rows = [bookRow(1, 10, { bids: '[[99,1,2,3],[100,5]]' }), bookRow(2, 20, { asks: '[]' })];
    const [first, second] = await booksOf(new MemoryRepository({ book: rows }), 1);
    expect([...first!.snapshot(0).bids.values()]).toEqual([
      { price: 100, size: 5, liquidationCount: 0, orderCount: 0 },
      { price: 99, size: 1, liquidationCount: 2, orderCount: 3 },
    ]);
    expect(second!.snapshot(0)).toMatchObject({ id: 2, instrument: 'A', ...moment(20), asks: new Map() });
  });

  it.each([1, 1000])('leaves out what comes before a moment, in batches of %i', async (batchSize) => {
    const repository = new MemoryRepository({ book, trades });
    expect(tradesBySnapshot(await booksOf(repository, batchSize, moment(15)))).toEqual([
      [3, [2, 3]],
      [4, []],
    ]);
    const [late] = await booksOf(repository, batchSize, moment(15, 1));
    expect(late!.metric(0)).toMatchObject({ snapshotId: 3, cvd: 1 + 1 - 2 });
    expect(late!.tradesOf(0).map(({ id }) => id)).toEqual([3]);
    expect(await booksOf(repository, batchSize, moment(31))).toEqual([]);
  });

  it('ends a book early where it holds many trades', async () => {
    const many = Array.from({ length: MOST_TRADES + 2 }, (_, index) =>
      tradeRow(index + 1, index < MOST_TRADES ? 1 : 3, 1),
    );
    const snapshots = [bookRow(1, 0), bookRow(2, 2), bookRow(3, 4), bookRow(4, 5)];
    const books = await booksOf(new MemoryRepository({ book: snapshots, trades: many }), 1000);
    expect(books.map(({ length, trades }) => [length, trades.count])).toEqual([
      [2, MOST_TRADES],
      [2, 2],
    ]);
    expect(books[1]!.metric(0)).toMatchObject({ snapshotId: 3, cvd: MOST_TRADES + 2 });
  });
});
