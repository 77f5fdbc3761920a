import { describe, expect, it } from 'vitest';
import { Book, type BookSnapshot } from '../../src/index.ts';
import { metricColumnsOf } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow } from '../support/rows.ts';
import { tradeColumnsOf } from '../support/trade-columns.ts';

const METRICS = metricColumnsOf(
  [1, 2, 3].map((snapshotId) => ({
    snapshotId,
    instrument: 'A',
    timestamp: 100 * snapshotId,
    nanoseconds: snapshotId,
    text: String(100 * snapshotId),
    obi: 0.5,
    cvd: snapshotId,
    bestBid: 99,
    bestAsk: snapshotId === 2 ? null : 101,
  })),
);
// Two trades before the first snapshot, none before the second, one before the third, one behind it.
const TRADES = tradeColumnsOf([90, 100, 250, 350].map((timestamp) => ({ timestamp })));
const PARTS = { instrument: 'A', metrics: METRICS, trades: TRADES, tradeEnds: Uint32Array.of(2, 2, 3) };

function snapshotOf(index: number, trades: BookSnapshot['trades']): BookSnapshot {
  return { id: index, instrument: 'A', timestamp: 0, nanoseconds: 0, bids: new Map(), asks: new Map(), trades };
}

describe('Book', () => {
  it('gives the metric of a snapshot, with null for no price', () => {
    const book = new Book(PARTS);
    expect(book.length).toBe(3);
    expect(book.metric(1)).toEqual({
      snapshotId: 2,
      instrument: 'A',
      timestamp: 200,
      nanoseconds: 2,
      obi: 0.5,
      cvd: 2,
      bestBid: 99,
      bestAsk: null,
    });
  });

  it('gives each trade to the first snapshot at or after it', () => {
    const book = new Book(PARTS);
    expect([0, 1, 2].map((index) => book.tradesOf(index).map(({ id }) => id))).toEqual([[1, 2], [], [3]]);
  });

  it('makes snapshots on demand, each with its trades', () => {
    const asked: number[] = [];
    const readSnapshot = (index: number, trades: BookSnapshot['trades']) => {
      asked.push(index);
      return snapshotOf(index, trades);
    };
    const book = new Book({ ...PARTS, readSnapshot });
    expect(book.hasLevels).toBe(true);
    expect(asked).toEqual([]);
    expect(book.snapshot(2).trades.map(({ id }) => id)).toEqual([3]);
    expect([...book].map(({ trades }) => trades.length)).toEqual([2, 0, 1]);
    expect(asked).toEqual([2, 0, 1, 2]);
  });

  it('makes snapshots from the rows of their levels, in another thread too', async () => {
    const book = [1, 2, 3, 4].map((id) => bookRow(id, id, { bids: `[[${id},1]]` }));
    const { value: columns } = await new MemoryRepository({ book })
      .iterateBookRows({ order: 'id', batchSize: 9 })
      .next();
    const whole = new Book({ ...PARTS, levels: { columns, rows: Uint32Array.of(0, 2, 3) } });
    expect(whole.with({}).levels).toBe(whole.levels);
    const { instrument, metrics, trades, tradeEnds, levels } = whole;
    const copy = new Book(structuredClone({ instrument, metrics, trades, tradeEnds, levels: levels! }));
    for (const one of [whole, whole.with({}), copy]) {
      expect([...one].map(({ bids, trades: own }) => [...bids.keys(), own.length])).toEqual([
        [1, 2],
        [3, 0],
        [4, 1],
      ]);
    }
  });

  it('says why there is no snapshot where it comes from stored metrics', () => {
    const book = new Book(PARTS);
    expect(book.hasLevels).toBe(false);
    expect(() => book.snapshot(0)).toThrow(expect.objectContaining({ code: 'bad-strategy' }));
  });

  it.each([-1, 3, 0.5, Number.NaN])('has no snapshot %d of three', (index) => {
    const book = new Book({ ...PARTS, readSnapshot: snapshotOf });
    expect(() => book.metric(index)).toThrow(RangeError);
    expect(() => book.tradesOf(index)).toThrow(RangeError);
    expect(() => book.snapshot(index)).toThrow(RangeError);
  });

  it('takes other metrics or trades, and keeps its levels', () => {
    const book = new Book({ ...PARTS, readSnapshot: snapshotOf });
    const other = book.with({ metrics: { ...METRICS, cvd: Float64Array.of(7, 8, 9) } });
    expect(other.metric(2).cvd).toBe(9);
    expect(other.snapshot(0).trades).toHaveLength(2);
    expect(book.metric(2).cvd).toBe(3);
    expect(new Book(PARTS).with({ tradeEnds: Uint32Array.of(1, 1, 1) }).hasLevels).toBe(false);
  });
});
