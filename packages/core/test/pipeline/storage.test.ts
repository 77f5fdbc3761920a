import { describe, expect, it } from 'vitest';
import {
  type MarketBookRow,
  type MarketTradeRow,
  type MetricSettings,
  type ProcessingOptions,
  type ProcessingProgress,
  Storage,
} from '../../src/index.ts';
import { MemoryMetricsRepository } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow, SETTINGS, tradeRow } from '../support/rows.ts';

interface Rows {
  readonly book?: readonly MarketBookRow[];
  readonly trades?: readonly MarketTradeRow[];
}

class Bench {
  readonly source: MemoryRepository;
  readonly metrics = new MemoryMetricsRepository();
  readonly warnings: string[] = [];

  constructor(rows: Rows) {
    this.source = new MemoryRepository(rows, { name: 'a.db' });
  }

  run(options: ProcessingOptions & { readonly batchSize?: number; readonly settings?: MetricSettings } = {}) {
    const { batchSize = 2, settings = SETTINGS, ...rest } = options;
    const storage = new Storage({ repository: this.source, metrics: this.metrics, settings, batchSize });
    return storage.buildBooktickFromDb({ onWarning: (message) => this.warnings.push(message), ...rest });
  }

  get cvds(): readonly (readonly [id: number, cvd: number])[] {
    return this.metrics.rows.map(({ snapshotId, cvd }) => [snapshotId, cvd]);
  }
}

// CVD of A: +5 at 10 ms, -2 at 20 ms; of B: +7 at 20 ms. The trade at 25 ms waits for a snapshot.
const BOOK = [bookRow(1, 10), bookRow(2, 20, { instrument: 'B' }), bookRow(3, 20), bookRow(4, 21, { bids: 'x' })];
const TRADES = [
  tradeRow(1, 5, 5),
  tradeRow(2, 20, 7, { instrument: 'B' }),
  tradeRow(3, 20, -2),
  tradeRow(4, 21, 1, { side: 'up' }),
  tradeRow(5, 25, 1),
];
const CVDS = [
  [1, 5],
  [2, 7],
  [3, 5 - 2],
];

/** Snapshots a millisecond apart, and a trade of size 1 at each. */
function longTape(count: number): Required<Rows> {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  return { book: ids.map((id) => bookRow(id, id)), trades: ids.map((id) => tradeRow(id, id, 1)) };
}

describe('Storage', () => {
  it.each([1, 2, 7, 1000])(
    'computes and keeps the metric of every good snapshot in batches of %i',
    async (batchSize) => {
      const bench = new Bench({ book: BOOK, trades: TRADES });
      const result = await bench.run({ batchSize });
      expect(bench.cvds).toEqual(CVDS);
      // OBI (3 - 1) / (3 + 1)
      expect(bench.metrics.rows[0]).toMatchObject({ obi: 0.5, bestBid: 100, bestAsk: 101, text: BOOK[0]!.timestamp });
      expect(result).toEqual({
        kind: 'done',
        writtenRows: 3,
        totalRows: 3,
        waitingTrades: 1,
        problems: [
          { table: 'book', reason: 'unreadable-levels', rows: 1, exampleRowId: 4 },
          { table: 'trades', reason: 'bad-side', rows: 1, exampleRowId: 4 },
        ],
      });
    },
  );

  it('adds only what is new, and gives waiting trades to the snapshot that comes', async () => {
    const bench = new Bench({ book: BOOK, trades: TRADES });
    await bench.run();
    bench.source.book.push(bookRow(5, 30));
    expect(await bench.run()).toMatchObject({ writtenRows: 1, totalRows: 4, waitingTrades: 0 });
    expect(bench.cvds).toEqual([...CVDS, [5, 5 - 2 + 1]]);
    expect(await bench.run()).toMatchObject({ kind: 'done', writtenRows: 0, totalRows: 4 });
    expect(bench.warnings).toEqual([]);
  });

  it('takes only trades of a snapshot’s own time where matching is exact, each once', async () => {
    const book = [bookRow(1, 10), bookRow(2, 20), bookRow(3, 20), bookRow(4, 30)];
    // -4 is at no snapshot's time; 3 and 2 belong to snapshot 2, the first of its time.
    const trades = [tradeRow(1, 10, 1), tradeRow(2, 15, -4), tradeRow(3, 20, 3), tradeRow(4, 20, 2)];
    const bench = new Bench({ book, trades });
    await bench.run({ settings: { ...SETTINGS, tradeMatching: 'exact' } });
    expect(bench.cvds).toEqual([
      [1, 1],
      [2, 6],
      [3, 6],
      [4, 6],
    ]);
  });

  it('goes on in the middle of a timestamp, where the trades of another instrument wait', async () => {
    const book = [bookRow(1, 10), bookRow(2, 10, { instrument: 'B' })];
    const trades = [tradeRow(1, 10, 1), tradeRow(2, 10, 8, { instrument: 'B' })];
    const bench = new Bench({ book, trades });
    const settings = { ...SETTINGS, tradeMatching: 'exact' as const };
    expect(await bench.run({ settings, batchSize: 1, signal: { aborted: true } })).toMatchObject({
      kind: 'interrupted',
      writtenRows: 1,
    });
    expect(bench.metrics.state?.instruments).toMatchObject([{ waiting: [] }, { instrument: 'B', waiting: [8] }]);
    await bench.run({ settings, batchSize: 1 });
    expect(bench.cvds).toEqual([
      [1, 1],
      [2, 8],
    ]);
  });

  it('keeps a checkpoint at every 1,024th metric whatever the batch size, and goes back to the last before a late row', async () => {
    const { book, trades } = longTape(3000);
    const bench = new Bench({ book, trades });
    await bench.run({ batchSize: 700 });
    expect(bench.metrics.checkpoints.map(({ metricRows }) => metricRows)).toEqual([1024, 2048]);
    bench.source.trades.push(tradeRow(3001, 2500, 100));
    expect(await bench.run({ batchSize: 700 })).toMatchObject({ writtenRows: 3000 - 2048, totalRows: 3000 });
    expect(bench.metrics.rows[2498]!.cvd).toBe(2499);
    expect(bench.metrics.rows[2499]!.cvd).toBe(2600); // 2,500 of size 1 and the late 100
    expect(bench.warnings).toEqual([
      'a.db: the rows of the table trades are not in time order; they are being sorted, which is slower',
    ]);
  });

  it('warns once a table of disorder, however often the instruments of a file go back in time', async () => {
    const times = [30, 40, 10, 20, 5, 6, 1, 2];
    const book = times.map((time, index) => bookRow(index + 1, time, { instrument: `I${index >> 1}` }));
    const trades = times.map((time, index) => tradeRow(index + 1, time, 1));
    const bench = new Bench({ book, trades });
    expect(await bench.run({ batchSize: 1 })).toMatchObject({ totalRows: 8 });
    expect(
      bench.warnings.map((warning) => /the rows of the table (\w+) are not in time order/.exec(warning)?.[1]),
    ).toEqual(['trades', 'book']);
  });

  it('finds a row that was put in between, and computes anew from the checkpoint before it', async () => {
    const { book, trades } = longTape(3000);
    const bench = new Bench({ book: book.filter(({ id }) => id !== 1500), trades });
    await bench.run({ batchSize: 1000 });
    bench.source.book.splice(1499, 0, bookRow(1500, 1500));
    expect(await bench.run({ batchSize: 1000 })).toMatchObject({ writtenRows: 3000 - 1024, totalRows: 3000 });
    expect(bench.warnings).toEqual([
      'a.db: rows have come that are older than the stored position; computing anew from snapshot 1024 on',
    ]);
  });

  it('counts every row that a call computed, though it had to go back on the way', async () => {
    const bench = new Bench({ book: [bookRow(1, 30), bookRow(2, 10), bookRow(3, 20)] });
    expect(await bench.run({ batchSize: 1 })).toMatchObject({ writtenRows: 3, totalRows: 3 });
    expect(bench.cvds.map(([id]) => id)).toEqual([2, 3, 1]);
    expect(bench.metrics.rewinds).toBe(1);
  });

  it('finds a late trade though a late snapshot takes it back further', async () => {
    const trades = [tradeRow(1, 2000, 4), tradeRow(2, 10, 2), tradeRow(3, 20, 1)]; // ids against time
    const book = Array.from({ length: 2100 }, (_, index) => bookRow(index + 1, 30 + index));
    const bench = new Bench({ book, trades });
    await bench.run({ batchSize: 1000 });
    bench.source.book.push(bookRow(2101, 1500));
    bench.source.trades.push(tradeRow(4, 5, 8));
    await bench.run({ batchSize: 1000 });
    expect(bench.metrics.rows[0]!.cvd).toBe(2 + 1 + 8);
    expect(bench.metrics.rows.at(-1)!.cvd).toBe(2 + 1 + 8 + 4);
  });

  it('reports rows without a readable timestamp wherever they come', async () => {
    const bench = new Bench({ book: [bookRow(2, 10)], trades: [tradeRow(2, 10, 1)] });
    await bench.run();
    bench.source.book.unshift(bookRow(1, 0, { timestamp: 'never' }));
    bench.source.trades.unshift(tradeRow(1, 0, 1, { timestamp: null }));
    bench.source.trades.push(tradeRow(3, 0, 1, { timestamp: '' }));
    const reason = 'unreadable-timestamp';
    expect(await bench.run()).toMatchObject({
      problems: [
        { table: 'book', reason, rows: 1, exampleRowId: 1 },
        { table: 'trades', reason, rows: 2, exampleRowId: 1 },
      ],
      waitingTrades: 0,
    });
  });

  it('counts no bad trade among those that wait', async () => {
    const trades = [tradeRow(1, 20, 1), tradeRow(2, 21, 1, { price: 0 }), tradeRow(3, 22, 1, { timestamp: 'x' })];
    const bench = new Bench({ book: [bookRow(1, 10)], trades });
    expect(await bench.run()).toMatchObject({
      waitingTrades: 1,
      problems: [{ table: 'trades', reason: 'unreadable-timestamp', rows: 1, exampleRowId: 3 }],
    });
  });

  it('takes a trade that stands behind the last snapshot’s trades but belongs before it', async () => {
    const trades = [tradeRow(1, 5, 1), tradeRow(2, 30, 2), tradeRow(3, 6, 4)];
    const bench = new Bench({ book: [bookRow(1, 10), bookRow(2, 20)], trades });
    expect(await bench.run()).toMatchObject({ kind: 'done', waitingTrades: 1 });
    expect(bench.cvds).toEqual([
      [1, 5],
      [2, 5],
    ]);
  });

  it('comes to nothing where there is no snapshot', async () => {
    const bench = new Bench({ trades: TRADES });
    expect(await bench.run()).toEqual({ kind: 'done', writtenRows: 0, totalRows: 0, problems: [], waitingTrades: 0 });
  });

  it('reports progress from what is there to the end', async () => {
    const bench = new Bench({ book: BOOK, trades: TRADES });
    const progress: ProcessingProgress[] = [];
    const onProgress = (step: ProcessingProgress) => progress.push(step);
    await bench.run({ onProgress, batchSize: 3, signal: { aborted: true } });
    expect(progress.splice(0)).toEqual([
      { rows: 0, totalRows: 4 },
      { rows: 3, totalRows: 4 },
    ]);
    await bench.run({ onProgress, batchSize: 3 });
    expect(progress).toEqual([
      { rows: 3, totalRows: 4 },
      { rows: 4, totalRows: 4 },
      { rows: 4, totalRows: 4 },
    ]);
  });

  it('stops at the first bad row where it is strict, and keeps the batches before', async () => {
    const bench = new Bench({ book: BOOK, trades: TRADES });
    await expect(bench.run({ strict: true, batchSize: 3 })).rejects.toMatchObject({
      code: 'bad-row',
      message: expect.stringContaining('a.db: trades row 4 cannot be used (bad-side)'),
    });
    expect(bench.cvds).toEqual(CVDS);
  });

  it('refuses metrics of other settings or another tool until it is forced', async () => {
    const bench = new Bench({ book: BOOK, trades: TRADES });
    await bench.run();
    const settings = { ...SETTINGS, depth: 1 };
    await expect(bench.run({ settings })).rejects.toMatchObject({
      code: 'settings-differ',
      message: expect.stringContaining('depth all, not 1'),
    });
    expect(await bench.run({ settings, force: true })).toMatchObject({ writtenRows: 3, totalRows: 3 });
    expect(await bench.metrics.tableExists()).toEqual({ kind: 'ours', settings });

    const metrics = new MemoryMetricsRepository({ name: 'b.db', presence: { kind: 'foreign' } });
    const storage = new Storage({ repository: bench.source, metrics, settings, batchSize: 9 });
    await expect(storage.buildBooktickFromDb()).rejects.toMatchObject({
      code: 'foreign-metrics',
      message: expect.stringContaining('b.db: the table metrics was written by another tool'),
    });
    expect(await storage.buildBooktickFromDb({ force: true })).toMatchObject({ totalRows: 3 });
  });

  it('warns of timestamps that are written in several ways', async () => {
    const bench = new Bench({ book: [bookRow(1, 10), bookRow(2, 0, { timestamp: '2025-07-01T00:00:01Z' })] });
    await bench.run();
    expect(bench.warnings).toEqual(['a.db: book writes its timestamps in 2 ways (iso, ms)']);
  });

  it.each([
    [{ batchSize: 0 }, 'batchSize is 0'],
    [{ batchSize: Number.NaN }, 'batchSize is NaN'],
    [{ batchSize: 1.5 }, 'batchSize is 1.5'],
    [{ batchSize: 1_000_001 }, 'batchSize is 1000001'],
    [{ settings: { ...SETTINGS, depth: 0 } }, 'depth is 0'],
    [{ settings: { ...SETTINGS, maxLevelBytes: Number.POSITIVE_INFINITY } }, 'maxLevelBytes is Infinity'],
    [{ settings: { ...SETTINGS, tradeMatching: 'near' as 'exact' } }, 'tradeMatching is near'],
  ])('refuses %o', (options, message) => {
    expect(() => new Bench({}).run(options)).toThrow(
      expect.objectContaining({ code: 'bad-argument', message: expect.stringContaining(message) }),
    );
  });

  it('reads no exchange ids of trades, which processing has no use for', async () => {
    const bench = new Bench({ book: BOOK, trades: TRADES });
    await bench.run();
    const queries = bench.source.queries.filter(({ table }) => table === 'trades');
    expect(queries.map(({ query }) => query.withTradeIds)).toEqual([false]);
  });
});
