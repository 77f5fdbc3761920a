import { describe, expect, it } from 'vitest';
import { ladderOf } from '../../../src/client/ladder/ladder-rows.ts';

const book = {
  bids: [
    { price: 99, size: 2 },
    { price: 98, size: 4 },
    { price: 97, size: 1 },
  ],
  asks: [
    { price: 101, size: 3 },
    { price: 102, size: 8 },
  ],
};

describe('a depth ladder', () => {
  it('adds sizes up from the best level, and measures bars by the largest that is shown', () => {
    const { bids, asks } = ladderOf(book, { shown: 10, depth: null, pinned: null });
    expect(bids.map(({ total }) => total)).toEqual([2, 6, 7]);
    expect(asks.map(({ share }) => share)).toEqual([3 / 8, 1]);
    expect(bids.every(({ change, isCounted }) => change === null && isCounted)).toBe(true);
  });

  it('says which levels the OBI counts, and how many are not shown', () => {
    const { bids, asks, hiddenBids, hiddenAsks } = ladderOf(book, { shown: 2, depth: 1, pinned: null });
    expect(bids.map(({ isCounted }) => isCounted)).toEqual([true, false]);
    expect([bids.length, asks.length, hiddenBids, hiddenAsks]).toEqual([2, 2, 1, 0]);
    // 97 is hidden, so 8 at 102 is still the largest.
    expect(bids[1]?.share).toBe(0.5);
  });

  it('says what changed since the pinned moment, also at prices that are gone', () => {
    const pinned = {
      bids: [
        { price: 99, size: 2 },
        { price: 98.5, size: 5 },
        { price: 98, size: 1 },
      ],
      asks: [
        { price: 98.5, size: 6 },
        { price: 100.5, size: 1 },
        { price: 102, size: 9 },
        { price: 103, size: 1 },
      ],
    };
    const { bids, asks } = ladderOf(book, { shown: 10, depth: null, pinned });
    // 99 as before; 98.5 lost 5; 98 grew by 3; of 97 the book of then said nothing. Totals: 2, 2, 6, 7.
    expect(bids.map(({ price, size, change, total }) => [price, size, change, total])).toEqual([
      [99, 2, null, 2],
      [98.5, 0, -5, 2],
      [98, 4, 3, 6],
      [97, 1, 'unseen', 7],
    ]);
    // 98.5 is among the bids now; 100.5 lost 1; 101 is new; 102 lost 1; 103 lies beyond what is shown.
    expect(asks.map(({ price, size, change, total }) => [price, size, change, total])).toEqual([
      [100.5, 0, -1, 0],
      [101, 3, 'new', 3],
      [102, 8, -1, 11],
    ]);
  });

  it('shows the four largest levels that went, and counts the others', () => {
    const prices = [100.1, 100.2, 100.3, 100.4, 100.5, 100.6, 101, 103];
    const pinned = { bids: [], asks: prices.map((price, index) => ({ price, size: (index % 4) + 1 })) };
    const { asks, lostAsks, lostBids } = ladderOf(book, { shown: 10, depth: null, pinned });
    // Of the sizes 1, 2, 3, 4, 1, 2 that went, 4, 3, 2 and 2 are told.
    const gone = asks.filter(({ size }) => size === 0).map(({ price, change }) => [price, change]);
    expect(gone).toEqual([
      [100.2, -2],
      [100.3, -3],
      [100.4, -4],
      [100.6, -2],
    ]);
    expect([lostAsks, lostBids]).toEqual([2, 0]);
  });

  it('takes every level as new where a side was empty', () => {
    const { asks } = ladderOf(book, { shown: 10, depth: null, pinned: { bids: book.bids, asks: [] } });
    expect(asks.map(({ change }) => change)).toEqual(['new', 'new']);
  });

  it('is empty for an empty book', () => {
    expect(ladderOf({ bids: [], asks: [] }, { shown: 5, depth: null, pinned: null })).toEqual({
      bids: [],
      asks: [],
      hiddenBids: 0,
      hiddenAsks: 0,
      lostBids: 0,
      lostAsks: 0,
    });
  });
});
