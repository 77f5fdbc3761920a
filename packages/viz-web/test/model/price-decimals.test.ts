import type { BarColumns } from '@orderflow/core';
import { expect, it } from 'vitest';
import type { Bars } from '../../src/model/bars.ts';
import { priceDecimals } from '../../src/model/price-decimals.ts';

function barsAt(...prices: readonly number[]): Bars {
  const column = Float64Array.from(prices);
  const bars = { count: prices.length, timestamps: column, opens: column, highs: column, lows: column } as BarColumns;
  return { runs: [{ bars, windowMs: 1, from: 0, to: prices.length }], windowMs: 1, basis: 'trades' };
}

it('tells decimals by the prices', () => {
  expect(priceDecimals(barsAt(60_000, 60_000.5))).toBe(1);
  expect(priceDecimals(barsAt(0.0001234))).toBe(7);
  expect(priceDecimals(barsAt(100))).toBe(0);
});

it('takes no noise for decimals: a label has room for seven digits', () => {
  expect(priceDecimals(barsAt(100.99998863123))).toBe(4);
  expect(priceDecimals(barsAt(0.1 + 0.2))).toBe(1);
});
