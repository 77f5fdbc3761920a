import { describe, expect, it } from 'vitest';
import type { TradeColumns } from '../../src/index.ts';
import { TradeFeed } from '../../src/pipeline/trade-feed.ts';
import { tradeColumnsOf } from '../support/trade-columns.ts';

class Batches {
  isClosed = false;

  async *of(...batches: readonly (readonly number[])[]): AsyncGenerator<TradeColumns> {
    try {
      for (const times of batches) yield tradeColumnsOf(times.map((timestamp) => ({ timestamp })));
    } finally {
      this.isClosed = true;
    }
  }
}

function feedOf(batches: readonly (readonly number[])[], behind: number | null = null): TradeFeed {
  return new TradeFeed(new Batches().of(...batches), behind === null ? null : { timestamp: behind, nanoseconds: 0 });
}

/** Pulls, loading as often as needed; what was taken and what it came to. */
async function pull(feed: TradeFeed, timestamp: number) {
  const taken: number[] = [];
  let loads = 0;
  const take = (columns: TradeColumns, row: number) => taken.push(columns.timestamps[row]!);
  while (true) {
    const outcome = feed.pullUpTo(timestamp, 0, take);
    if (outcome !== 'dry') return { outcome, taken, loads };
    await feed.load();
    loads++;
  }
}

describe('TradeFeed', () => {
  it('hands out the trades up to and with a moment, over as many batches as that takes', async () => {
    const feed = feedOf([[1, 2], [2], [3, 5]]);
    expect(await pull(feed, 2)).toEqual({ outcome: 'pulled', taken: [1, 2, 2], loads: 3 });
    expect(await pull(feed, 2)).toEqual({ outcome: 'pulled', taken: [], loads: 0 });
    expect(await pull(feed, 9)).toEqual({ outcome: 'pulled', taken: [3, 5], loads: 1 });
    expect(await pull(feed, 99)).toEqual({ outcome: 'pulled', taken: [], loads: 0 });
  });

  it('has nothing where there is nothing', async () => {
    expect(await pull(feedOf([]), 1)).toEqual({ outcome: 'pulled', taken: [], loads: 1 });
  });

  it('tells nanoseconds apart', async () => {
    const columns = { ...tradeColumnsOf([{ timestamp: 1 }, { timestamp: 1 }]), nanoseconds: Uint32Array.of(4, 5) };
    const feed = new TradeFeed(
      (async function* () {
        yield columns;
      })(),
      null,
    );
    await feed.load();
    const taken: number[] = [];
    expect(feed.pullUpTo(1, 4, (_, row) => taken.push(row))).toBe('pulled');
    expect(taken).toEqual([0]);
  });

  it('finds a trade that is older than one it handed out, and says when it is from', async () => {
    const feed = feedOf([[1, 4], [3]]);
    expect(await pull(feed, 5)).toEqual({ outcome: 'disorder', taken: [1, 4], loads: 2 });
    expect(feed.headTime).toEqual({ timestamp: 3, nanoseconds: 0 });
  });

  it('lets an older trade pass that stands behind one not handed out yet', async () => {
    const feed = feedOf([[1, 9, 4]]);
    expect(await pull(feed, 5)).toEqual({ outcome: 'pulled', taken: [1], loads: 1 });
    expect(await pull(feed, 9)).toEqual({ outcome: 'disorder', taken: [9], loads: 0 });
  });

  it('takes a trade at or before the floor for one out of order', async () => {
    expect(await pull(feedOf([[3]], 3), 5)).toMatchObject({ outcome: 'disorder' });
    expect(await pull(feedOf([[2]], 3), 5)).toMatchObject({ outcome: 'disorder' });
    expect(await pull(feedOf([[4]], 3), 5)).toMatchObject({ outcome: 'pulled', taken: [4] });
  });

  it('hands out rows without a time where they stand, and forgets no order over them', async () => {
    const feed = feedOf([[Number.NaN, 4, Number.NaN, 3]]);
    expect(await pull(feed, 5)).toEqual({ outcome: 'disorder', taken: [Number.NaN, 4, Number.NaN], loads: 1 });
  });

  it('closes what it reads', async () => {
    const batches = new Batches();
    const feed = new TradeFeed(batches.of([1], [2]), null);
    await feed.load();
    expect(batches.isClosed).toBe(false);
    await feed.close();
    expect(batches.isClosed).toBe(true);
  });
});
