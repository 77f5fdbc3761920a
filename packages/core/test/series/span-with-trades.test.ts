import { describe, expect, it } from 'vitest';
import { spanWithTrades } from '../../src/index.ts';
import { liveSource, openDataSet, storedSource } from '../data-set/support.ts';
import { bookRow, START, tradeRow } from '../support/rows.ts';

const SPAN = { start: START + 1000, end: START + 2001 };
const book = [bookRow(1, 1000), bookRow(2, 2000)];

describe('spanWithTrades', () => {
  it.each([
    ['to the end of the second of the last trade', [1500, 2500, 63_250], 64_000],
    ['as it is where no trade lies behind', [1500, 2000], 2001],
    ['as it is where there are no trades', [], 2001],
  ])('is the span %s', async (_, times, end) => {
    const trades = times.map((ms, index) => tradeRow(index + 1, ms, 1));
    for (const source of [liveSource({ book, trades }), await storedSource({ book, trades })]) {
      const { series } = await openDataSet([source]);
      expect(await spanWithTrades(series, 'A', SPAN)).toEqual({ start: START + 1000, end: START + end });
    }
  });
});
