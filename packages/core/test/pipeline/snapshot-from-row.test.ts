import { describe, expect, it } from 'vitest';
import { type BookColumns, type MarketBookRow, Storage, snapshotFromRow } from '../../src/index.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow, moment } from '../support/rows.ts';

async function columnsOf(...rows: readonly Partial<MarketBookRow>[]): Promise<BookColumns> {
  const book = rows.map((changes, index) => bookRow(index + 1, 10 * index, changes));
  const batches = new MemoryRepository({ book }, { maxLevelBytes: 60 }).iterateBookRows({ order: 'id', batchSize: 9 });
  return (await batches.next()).value;
}

const level = (price: number, size: number, liquidationCount = 0, orderCount = 0) => ({
  price,
  size,
  liquidationCount,
  orderCount,
});

describe('snapshotFromRow', () => {
  it('makes one row an object, best prices first, with the given trades', async () => {
    const columns = await columnsOf({}, { bids: '[[99,1,2,3],[100,5]]', asks: '[["102","1"],["101","2"]]' });
    const snapshot = snapshotFromRow(columns, 1, []);
    expect(snapshot).toMatchObject({ id: 2, instrument: 'A', ...moment(10), trades: [] });
    expect([...snapshot.bids]).toEqual([
      [100, level(100, 5)],
      [99, level(99, 1, 2, 3)],
    ]);
    expect([...snapshot.asks.keys()]).toEqual([101, 102]);
    expect(Storage.snapshotFromRow(columns, 1, [])).toEqual(snapshot);
  });

  it('adds up sizes and counts where a price stands twice, and leaves out levels of size 0', async () => {
    const columns = await columnsOf({ bids: '[[100,1,1,2],[99,0,5,5],[100,2,3,4]]', asks: null });
    const { bids, asks } = snapshotFromRow(columns, 0, []);
    expect([...bids.values()]).toEqual([level(100, 1 + 2, 1 + 3, 2 + 4)]);
    expect(asks.size).toBe(0);
  });

  it.each([
    ['missing-instrument', { instrument: null }],
    ['oversized-levels', { bids: `[[1,1]${' '.repeat(60)}]` }],
    ['unreadable-levels', { asks: '[[1]]' }],
    ['negative-level', { bids: '[[1,-1]]' }],
  ])('has no object for a row with the problem %s', async (reason, changes) => {
    const columns = await columnsOf({}, changes);
    expect(() => snapshotFromRow(columns, 1, [])).toThrow(
      expect.objectContaining({ code: 'bad-row', message: `book row 2 has no snapshot: ${reason}` }),
    );
  });
});
