import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookColumns, MarketBookRow } from '../../src/index.ts';
import { SnapshotMetrics } from '../../src/pipeline/snapshot-metrics.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow } from '../support/rows.ts';

async function columnsOf(...rows: readonly Partial<MarketBookRow>[]): Promise<BookColumns> {
  const repository = new MemoryRepository(
    { book: rows.map((changes, index) => bookRow(index + 1, index, changes)) },
    { maxLevelBytes: 500 },
  );
  for await (const columns of repository.iterateBookRows({ order: 'id', batchSize: 1000 })) return columns;
  throw new Error('no rows');
}

async function compute(changes: Partial<MarketBookRow>, depth: number | null = null) {
  const metrics = new SnapshotMetrics(depth);
  const problem = metrics.compute(await columnsOf(changes), 0);
  const { obi, bestBid, bestAsk } = metrics;
  return problem ?? { obi, bestBid, bestAsk };
}

describe('SnapshotMetrics', () => {
  it('computes OBI over all levels and the best prices, in whatever order levels stand', async () => {
    const bids = '[[99,1],[100,2],[98,3]]';
    const asks = '[[103,1],[101,1]]';
    // (6 - 2) / (6 + 2)
    expect(await compute({ bids, asks })).toEqual({ obi: 0.5, bestBid: 100, bestAsk: 101 });
    // Best level alone: (2 - 1) / (2 + 1)
    expect(await compute({ bids, asks }, 1)).toEqual({ obi: 1 / 3, bestBid: 100, bestAsk: 101 });
    // (2 + 1 - 2) / (2 + 1 + 2)
    expect(await compute({ bids, asks }, 2)).toEqual({ obi: 1 / 5, bestBid: 100, bestAsk: 101 });
    expect(await compute({ bids, asks }, 9)).toEqual({ obi: 0.5, bestBid: 100, bestAsk: 101 });
  });

  it('takes a price that stands twice for one level of both sizes', async () => {
    const bids = '[[100,1],[99,7],[100,2]]';
    // (1 + 2 - 1) / (1 + 2 + 1)
    expect(await compute({ bids, asks: '[[101,1]]' }, 1)).toEqual({ obi: 0.5, bestBid: 100, bestAsk: 101 });
  });

  it('counts no level of size 0', async () => {
    const result = { obi: 0, bestBid: 99, bestAsk: 101 };
    expect(await compute({ bids: '[[100,0],[99,1]]', asks: '[[101,1]]' }, 1)).toEqual(result);
  });

  it('gives +1, -1 and 0 for a book with an empty side or two', async () => {
    const empty = Number.NaN;
    expect(await compute({ asks: null })).toEqual({ obi: 1, bestBid: 100, bestAsk: empty });
    expect(await compute({ bids: '' })).toEqual({ obi: -1, bestBid: empty, bestAsk: 101 });
    expect(await compute({ bids: '[]', asks: '[]' })).toEqual({ obi: 0, bestBid: empty, bestAsk: empty });
  });

  it.each([
    ['missing-instrument', { instrument: null }],
    ['oversized-levels', { asks: `[[1,1]${' '.repeat(500)}]` }],
    ['unreadable-levels', { bids: '[[1]]' }],
    ['negative-level', { asks: '[[1,-1]]' }],
    ['non-finite-level', { asks: '[[1,inf]]' }],
    ['overflow', { bids: '[[1,1e308],[2,1e308]]' }],
    ['overflow', { bids: '[[1,1e308]]', asks: '[[1,1e308]]' }],
  ])('finds %s', async (problem, changes) => {
    expect(await compute(changes)).toBe(problem);
  });

  it('leaves nothing of one row behind for the next', async () => {
    const columns = await columnsOf({ bids: '[[5,5],[6,6]]' }, { bids: 'x' }, { bids: '[]', asks: '[]' });
    const metrics = new SnapshotMetrics(1);
    expect([0, 1, 2].map((row) => metrics.compute(columns, row))).toEqual([null, 'unreadable-levels', null]);
    expect([metrics.obi, metrics.bestBid, metrics.bestAsk]).toEqual([0, Number.NaN, Number.NaN]);
  });

  it('agrees with sorting and adding up, at any depth', async () => {
    const side = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 9 })), { maxLength: 12 });
    const volumeOf = (levels: readonly (readonly [number, number])[], sign: number, depth: number) => {
      const prices = [...new Set(levels.filter(([, size]) => size > 0).map(([price]) => price))];
      const best = prices.sort((a, b) => sign * (a - b)).slice(0, depth);
      return levels.reduce((sum, [price, size]) => sum + (best.includes(price) ? size : 0), 0);
    };
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer({ min: 1, max: 10 }), async (bids, asks, depth) => {
        const [bid, ask] = [volumeOf(bids, -1, depth), volumeOf(asks, 1, depth)];
        const wanted = bid + ask === 0 ? 0 : (bid - ask) / (bid + ask);
        const result = await compute({ bids: JSON.stringify(bids), asks: JSON.stringify(asks) }, depth);
        expect(result).toMatchObject({ obi: wanted });
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
