import type { Book, BookSnapshot, Strategy, Trade } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { playBooks } from '../../src/index.ts';
import { book, buyTrade, sellTrade } from '../support/market.ts';
import { marketOf } from '../support/sample-market.ts';

const EVENTS = [
  buyTrade(0, 101, 2),
  book(
    10,
    [
      [100, 3],
      [99, 1],
    ],
    [[101, 1]],
  ),
  sellTrade(15, 100, 0.5),
  sellTrade(16, 99, 7, 1),
  buyTrade(20.25, 101, 1),
  book(20.25, [[100, 2]], [[102, 6]]),
  book(21, [], [[50, 1]], 1),
  sellTrade(30, 100, 4),
];

/** What a strategy is shown, book by book. */
class Witness implements Strategy {
  readonly name = 'witness';
  readonly seen: { snapshot: BookSnapshot; obi: number; cvd: number; trades: readonly Trade[] }[] = [];
  readonly late: number[] = [];

  async onBooktick(shown: Book): Promise<void> {
    for (let index = 0; index < shown.length; index++) {
      const { obi, cvd } = shown.metric(index);
      this.seen.push({ snapshot: shown.snapshot(index), obi, cvd, trades: shown.tradesOf(index) });
    }
    this.late.push(shown.trades.count - (shown.tradeEnds.at(-1) ?? 0));
  }

  finish() {
    return { strategy: this.name, summaries: [], alerts: [] };
  }
}

async function watch(capacity: number) {
  const witness = new Witness();
  const market = marketOf(EVENTS, { instruments: 2, capacity });
  await playBooks({ ...market, instruments: ['X', 'Y'], chunks: () => market.chunks() }, witness);
  return witness;
}

describe('books for a strategy that looks at them', () => {
  it.each([1, 3, 1024])(
    'hold levels, metrics and the trades since the book before, in chunks of %i',
    async (capacity) => {
      const { seen, late } = await watch(capacity);
      const own = seen.filter(({ snapshot }) => snapshot.instrument === 'X');
      expect(own.map(({ snapshot: { id, timestamp, nanoseconds } }) => [id, timestamp, nanoseconds])).toEqual([
        [1, 10, 0],
        [2, 20, 250_000],
      ]);
      // OBI (4 - 1) / 5 and (2 - 6) / 8; CVD 2, then 2 - 0.5 + 1.
      expect(own.map(({ obi, cvd }) => [obi, cvd])).toEqual([
        [0.6, 2],
        [-0.5, 2.5],
      ]);
      expect(own.map(({ trades }) => trades.map(({ id, side, size }) => [id, side, size]))).toEqual([
        [[1, 'buy', 2]],
        [
          [2, 'sell', 0.5],
          [4, 'buy', 1],
        ],
      ]);
      expect(own[0]!.snapshot.trades).toEqual(own[0]!.trades);
      expect([...own[0]!.snapshot.bids.values()].map(({ price, size }) => [price, size])).toEqual([
        [100, 3],
        [99, 1],
      ]);
      const [other] = seen.filter(({ snapshot }) => snapshot.instrument === 'Y');
      expect(other).toMatchObject({ obi: -1, cvd: -7, snapshot: { id: 3, timestamp: 21 } });
      expect(other!.snapshot.bids.size).toBe(0);
      expect(late.every((trades) => trades === 0)).toBe(true);
    },
  );

  it('give what the strategy found', async () => {
    const report = await playBooks(marketOf([book(0, [[1, 1]], [[2, 1]])]), new Witness());
    expect(report.strategy).toBe('witness');
  });
});
