import { describe, expect, it } from 'vitest';
import { BookSource } from '../../src/data/book-source.ts';
import { marketBook } from '../support/market-book.ts';

const book = marketBook({ seed: 3, snapshots: 4000, intervalMs: 500, tradesPerSecond: 3 });
const source = new BookSource('BTC-USDT');
source.add(book);
const { metrics, trades } = book;

describe('BookSource', () => {
  it('gives every row where there are fewer than eight a pixel', async () => {
    const answer = await source.readSeries({ instrument: 'BTC-USDT', series: 'cvd', pixels: 1000 });
    if (answer.kind !== 'rows') throw new Error('buckets');
    expect(answer.values).toEqual(metrics.cvd);
  });

  it('gives buckets with the first, lowest, highest and last value of their rows', async () => {
    const answer = await source.readSeries({ instrument: 'BTC-USDT', series: 'obi', pixels: 50 });
    if (answer.kind !== 'buckets') throw new Error('rows');
    const { bucketMs, timestamps } = answer;
    expect(answer.rowCounts.reduce((sum, count) => sum + count)).toBe(4000);
    for (const [bucket, start] of timestamps.entries()) {
      const rows = [...metrics.timestamps.keys()].filter((row) => {
        const at = metrics.timestamps[row]!;
        return at >= start && at < start + bucketMs;
      });
      const values = rows.map((row) => metrics.obi[row]!);
      expect([answer.opens[bucket], answer.lows[bucket], answer.highs[bucket], answer.closes[bucket]]).toEqual([
        values[0],
        Math.min(...values),
        Math.max(...values),
        values.at(-1),
      ]);
    }
  });

  it('gives candles whose volumes are those of the trades', async () => {
    const { bars, basis } = await source.readSeries({
      instrument: 'BTC-USDT',
      series: 'candles',
      windowSeconds: 60,
      pixels: 500,
    });
    let bought = 0;
    for (let row = 0; row < trades.count; row++) {
      const isSeen = trades.timestamps[row]! < bars.timestamps.at(-1)! + 60_000;
      if (isSeen && trades.sides[row] === 1) bought += trades.sizes[row]!;
    }
    expect(basis).toBe('trades');
    expect(bars.buyVolumes.reduce((sum, volume) => sum + volume)).toBeCloseTo(bought, 9);
  });

  it('gives candles of the mid without volume where there are no trades', async () => {
    const quiet = new BookSource('BTC-USDT');
    quiet.add(marketBook({ seed: 3, snapshots: 500, withoutTrades: true }));
    const { bars, basis } = await quiet.readSeries({
      instrument: 'BTC-USDT',
      series: 'candles',
      windowSeconds: 10,
      pixels: 500,
    });
    expect(basis).toBe('mid');
    expect(bars.count).toBeGreaterThan(3);
    expect(bars.buyVolumes.every((volume) => volume === 0)).toBe(true);
  });
});
