import { describe, expect, it } from 'vitest';
import { bookRows } from '../../../src/client/runs/book-rows.ts';

const level = (price: number, rank: number) => ({ price, rank, size: 1, orderCount: 0, liquidationCount: 0 });
const BIDS = [level(100, 1), level(99, 2), level(95, 6)];
const ASKS = [level(101, 1), level(103, 3)];
const shown = (price: number, side: 'buy' | 'sell') =>
  bookRows({ bids: BIDS, asks: ASKS }, { price, side }).map((row) => [row.price, row.rank, row.skipped, row.isOwn]);

describe('the book of a fill', () => {
  it('goes from the highest ask to the lowest bid, says how many levels are left out, and marks the price', () => {
    expect(shown(99, 'buy')).toEqual([
      [103, 3, 0, false],
      [101, 1, 1, false],
      [100, 1, 0, false],
      [99, 2, 0, true],
      [95, 6, 3, false],
    ]);
  });

  it('has a row for a price inside the spread, and for one beyond all levels', () => {
    expect(shown(100.5, 'sell').slice(1, 4)).toEqual([
      [101, 1, 1, false],
      [100.5, null, 0, true],
      [100, 1, 0, false],
    ]);
    expect(shown(90, 'buy').at(-1)).toEqual([90, null, 0, true]);
    expect(shown(110, 'sell')[0]).toEqual([110, null, 0, true]);
  });
});
