import { describe, expect, it } from 'vitest';
import { generateMarket } from '../../src/index.ts';
import { hashOf, levelsOf, marketOf } from './market-reader.ts';

describe('generateMarket', () => {
  it('writes these very bytes for a seed, on every machine', () => {
    const rows = marketOf({ seed: 42, snapshots: 2_000, levels: 10 });
    expect(rows.book[0]).toMatchInlineSnapshot(`
      {
        "asks": "[[60000.0,0.169,0,1],[60001.5,0.331,0,2],[60002.0,1.132,0,2],[60004.0,0.499,0,2],[60004.5,0.909,0,2],[60005.5,0.261,0,2],[60006.5,0.158,0,2],[60007.0,0.171,0,1],[60008.0,0.252,0,3],[60008.5,0.340,0,1]]",
        "bids": "[[59999.5,0.352,0,1],[59997.5,0.238,0,1],[59995.5,0.322,0,3],[59993.0,0.133,0,1],[59992.0,0.634,0,1],[59990.5,0.190,0,1],[59989.0,0.206,0,2],[59988.5,0.162,0,1],[59988.0,0.525,0,2],[59987.0,0.339,0,2]]",
        "id": 1,
        "instrument": "BTC-USDT",
        "timestamp": "1751328000093",
      }
    `);
    expect(rows.trades[0]).toMatchInlineSnapshot(`
      {
        "id": 1,
        "instrument": "BTC-USDT",
        "price": 60000,
        "side": "buy",
        "size": 0.087,
        "timestamp": "1751328000709",
        "tradeId": "1000001",
      }
    `);
    expect(hashOf(rows)).toMatchInlineSnapshot(`"1a62df13"`);
  });

  it('gives other rows for another seed', () => {
    expect(hashOf(marketOf({ seed: 1, snapshots: 10 }))).not.toBe(hashOf(marketOf({ seed: 2, snapshots: 10 })));
  });

  it('begins a longer run with the rows of a shorter one', () => {
    const short = marketOf({ snapshots: 500, levels: 5 });
    const long = marketOf({ snapshots: 900, levels: 5 });
    expect(long.book.slice(0, 500)).toEqual(short.book);
    expect(long.trades.slice(0, short.trades.length)).toEqual(short.trades);
  });

  it('writes as many snapshots and levels as asked for, best first and without an empty level', () => {
    const { book } = marketOf({ snapshots: 300, levels: 40 });
    expect(book).toHaveLength(300);
    for (const { bids, asks } of book) {
      const [bidLevels, askLevels] = [levelsOf(bids), levelsOf(asks)];
      expect([bidLevels.length, askLevels.length]).toEqual([40, 40]);
      expect(bidLevels.every(([price], index) => index === 0 || price < bidLevels[index - 1]![0])).toBe(true);
      expect(askLevels.every(([price], index) => index === 0 || price > askLevels[index - 1]![0])).toBe(true);
      expect(bidLevels[0]![0]).toBeLessThan(askLevels[0]![0]);
      expect([...bidLevels, ...askLevels].every(([, size]) => size > 0)).toBe(true);
    }
  });

  it('writes price, size, liquidation count and order count as plain decimals on the grid', () => {
    const { book } = marketOf({ snapshots: 200 });
    const level = String.raw`\[\d+\.[05],\d+\.\d{3},[01],[1-9]\d*\]`;
    const side = new RegExp(`^\\[${level}(,${level})*\\]$`);
    for (const { bids, asks } of book) {
      expect(bids).toMatch(side);
      expect(asks).toMatch(side);
    }
  });

  it('hands over batches whose size does not grow with the run', () => {
    for (const { book, trades } of generateMarket({ snapshots: 5_000, levels: 1 })) {
      expect(book.length + trades.length).toBeLessThanOrEqual(1_010);
    }
    for (const { book } of generateMarket({ snapshots: 60, levels: 5_000, instruments: ['DEEP'] })) {
      expect(book.length).toBeLessThanOrEqual(50);
    }
  });

  it('numbers rows from 1 and keeps time order over all instruments', () => {
    const { book, trades } = marketOf({ snapshots: 1_500, levels: 2, instruments: ['BTC-USDT', 'ETH-USDT', 'OTHER'] });
    for (const rows of [book, trades]) {
      expect(rows.map(({ id }) => id)).toEqual(rows.map((_, index) => index + 1));
      const times = rows.map(({ timestamp }) => Number(timestamp));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(new Set(rows.map(({ instrument }) => instrument))).toEqual(new Set(['BTC-USDT', 'ETH-USDT', 'OTHER']));
    }
  });

  it('gives every trade of an instrument an id of its own', () => {
    const { trades } = marketOf({ snapshots: 2_000, levels: 2, instruments: ['A', 'B'] });
    expect(new Set(trades.map(({ instrument, tradeId }) => `${instrument} ${tradeId}`)).size).toBe(trades.length);
  });

  it('ends with trades after the last snapshot where the market is busy', () => {
    const { book, trades } = marketOf({ snapshots: 10, intervalMs: 10_000 });
    expect(Number(trades.at(-1)?.timestamp)).toBeGreaterThan(Number(book.at(-1)?.timestamp));
  });

  it('moves the same whether one level is shown or ten', () => {
    const touches = (levels: number) =>
      marketOf({ snapshots: 2_000, levels }).book.map(({ bids, asks }) => [levelsOf(bids)[0], levelsOf(asks)[0]]);
    expect(touches(1)).toEqual(touches(10));
    expect(new Set(touches(1).map(([bid]) => bid?.[0])).size).toBeGreaterThan(10);
  });

  it('writes no book row for no snapshots', () => {
    expect(marketOf({ snapshots: 0 }).book).toEqual([]);
  });
});
