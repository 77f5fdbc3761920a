import { describe, expect, it } from 'vitest';
import { priceDecimals } from '../../../src/client/ladder/price-decimals.ts';

const prices = (...values: readonly number[]) => values.map((price) => ({ price }));

describe('the decimals of prices', () => {
  it('are those of the finest price, eight at most', () => {
    expect(priceDecimals(prices(64_210.5, 64_211))).toBe(1);
    expect(priceDecimals(prices(1.5e-7, 2))).toBe(8);
    expect(priceDecimals(prices(1e-10))).toBe(8);
    expect(priceDecimals(prices(1e21))).toBe(0);
    expect(priceDecimals([])).toBe(0);
  });
});
