import type { MetricsQuery, RowQuery, TradeColumns } from '@orderflow/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DefaultStrategy, type StoredSource } from '../src/default-strategy.ts';
import { bookOf, metricColumns, type Row, tradeColumns } from './support/books.ts';

const NOON = Date.UTC(2025, 6, 1, 12);
const QUERY: MetricsQuery = { batchSize: 7 };

/** Stored metrics, and trades where they are given; it notes what it was asked. */
class MemorySource implements StoredSource {
  readonly asked: (MetricsQuery | RowQuery)[] = [];
  readonly iterateTradeRows?: (query: RowQuery) => AsyncIterable<TradeColumns>;
  readonly #rows: readonly Row[];

  constructor(rows: readonly Row[], trades?: readonly TradeColumns[]) {
    this.#rows = rows;
    if (trades !== undefined) this.iterateTradeRows = (query) => this.#note(query, trades);
  }

  loadMetricsByTimerange(query: MetricsQuery) {
    const starts = Array.from(
      { length: Math.ceil(this.#rows.length / query.batchSize) },
      (_, batch) => batch * query.batchSize,
    );
    const batches = starts.map((start) => metricColumns(this.#rows.slice(start, start + query.batchSize), start + 1));
    return this.#note(query, batches);
  }

  async *#note<Batch>(query: MetricsQuery | RowQuery, batches: readonly Batch[]): AsyncGenerator<Batch> {
    this.asked.push(query);
    yield* batches;
  }
}

async function reportOfStored(source: StoredSource, query = QUERY) {
  const strategy = new DefaultStrategy();
  strategy.setSource(source);
  const snapshots = await strategy.loadStoredMetrics(query);
  return { snapshots, ...strategy.finish() };
}

describe('DefaultStrategy.loadStoredMetrics', () => {
  it('finds in stored metrics what it finds in books', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        const live = new DefaultStrategy();
        for (const instrument of ['BTCUSDT', 'ETHUSDT']) {
          live.onBooktick(bookOf(rows.filter((row) => row.instrument === instrument)));
        }
        const { alerts, summaries } = await reportOfStored(new MemorySource(rows, tradesOf(rows)));
        const withoutIds = (found: typeof alerts) => found.map(({ snapshotId, ...alert }) => alert);
        expect(summaries).toEqual(live.finish().summaries);
        expect(withoutIds(alerts)).toEqual(withoutIds(live.finish().alerts));
      }),
    );
  });

  it('returns how many snapshots there were: none where nothing is stored', async () => {
    expect(await reportOfStored(new MemorySource([], []))).toMatchObject({ snapshots: 0, summaries: [] });
    const rows = Array.from({ length: 15 }, (_, second) => ({ timestamp: NOON + 1000 * second }));
    expect(await reportOfStored(new MemorySource(rows, []))).toMatchObject({ snapshots: 15 });
  });

  it('asks for the metrics and the trades of the query', async () => {
    const source = new MemorySource([], []);
    const query = { batchSize: 100, instrument: 'BTCUSDT', range: { start: { timestamp: NOON, nanoseconds: 0 } } };
    await reportOfStored(source, query);
    expect(source.asked).toEqual([query, { ...query, order: 'id' }]);
  });

  it('does not know volumes where the source has no trades', async () => {
    const { summaries } = await reportOfStored(new MemorySource([{ timestamp: NOON, obi: 0.5, trades: [5] }]));
    const volumes = { trades: null, buyVolume: null, sellVolume: null, totalVolume: null, buyShare: null };
    expect(summaries).toMatchObject([{ figures: { snapshots: 1, obiMean: 0.5, ...volumes } }]);
  });

  it('counts good trades of known instruments up to the last snapshot', async () => {
    const trades = tradeColumns([
      { timestamp: NOON, trades: [5, -3, 2] },
      { timestamp: NOON + 1, trades: [100] },
    ]);
    const bad = { ...trades, prices: Float64Array.of(100, 100, Number.NaN, 100) };
    const unknown = tradeColumns([{ instrument: 'ETHUSDT', timestamp: NOON, trades: [50] }]);
    const { summaries } = await reportOfStored(new MemorySource([{ timestamp: NOON }], [bad, unknown]));
    expect(summaries).toMatchObject([{ instrument: 'BTCUSDT', figures: { trades: 2, buyVolume: 5, sellVolume: 3 } }]);
  });

  it('has no OBI to sum up where none is stored', async () => {
    const { summaries } = await reportOfStored(new MemorySource([{ timestamp: NOON, obi: Number.NaN }]));
    expect(summaries).toMatchObject([{ figures: { snapshots: 1, obiMean: null } }]);
  });

  it('needs a source', async () => {
    await expect(new DefaultStrategy().loadStoredMetrics(QUERY)).rejects.toMatchObject({
      code: 'bad-argument',
      message: 'no source of stored metrics: call setSource first',
    });
  });
});

function tradesOf(rows: readonly Row[]): readonly TradeColumns[] {
  return rows.map((row) => tradeColumns([row]));
}

const anySize = fc.double({ min: -5, max: 5, noNaN: true }).filter((size) => size !== 0);

/** Two instruments in time order. */
const anyRows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      instrument: fc.constantFrom('BTCUSDT', 'ETHUSDT'),
      stepMs: fc.integer({ min: 0, max: 3000 }),
      obi: fc.double({ min: -1, max: 1, noNaN: true }),
      cvd: fc.double({ min: -100, max: 100, noNaN: true }),
      bid: fc.integer({ min: 95, max: 101 }),
      trades: fc.array(anySize, { maxLength: 3 }),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let timestamp = NOON;
    return steps.map(({ stepMs, ...row }) => {
      timestamp += stepMs;
      return { ...row, timestamp, ask: 101 };
    });
  });
