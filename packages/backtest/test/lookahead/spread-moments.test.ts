import { describe, expect, it } from 'vitest';
import { spreadMoments } from '../../src/index.ts';
import { book } from '../support/market.ts';
import { marketOf } from '../support/sample-market.ts';

const booksAt = (...times: readonly number[]) => times.map((at) => book(at, [[100, 1]], [[101, 1]]));

describe('moments to scramble after', () => {
  it('divide the events into equal parts, not the time', async () => {
    // Eight events: places 2, 4 and 6 of 0 to 7.
    const market = marketOf(booksAt(0, 1, 2, 3, 4, 5, 6, 10_000), { capacity: 3 });
    expect(await spreadMoments(market, 3)).toEqual([2, 4, 6]);
  });

  it('are each there once', async () => {
    expect(await spreadMoments(marketOf(booksAt(0, 5, 5, 5, 9)), 4)).toEqual([5]);
  });

  it('are none without an event', async () => {
    expect(await spreadMoments(marketOf([]), 5)).toEqual([]);
  });
});
