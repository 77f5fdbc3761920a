import { describe, expect, it } from 'vitest';
import { problemOfTrade } from '../../src/index.ts';
import { type PlainTrade, tradeColumnsOf } from '../support/trade-columns.ts';

function problemOf(changes: Partial<PlainTrade>) {
  return problemOfTrade(tradeColumnsOf([{ timestamp: 1 }, { timestamp: 1, ...changes }]), 1);
}

describe('problemOfTrade', () => {
  it('finds none in a good trade, however large or small', () => {
    expect(problemOf({})).toBeNull();
    expect(problemOf({ size: 1e100, price: 5e-324 })).toBeNull();
    expect(problemOf({ timestamp: -1, side: -1 })).toBeNull();
  });

  it.each([
    ['unreadable-timestamp', { timestamp: Number.NaN, instrument: null, price: 0 }],
    ['missing-instrument', { instrument: null, price: 0 }],
    ['bad-price', { price: 0, size: 0 }],
    ['bad-price', { price: -1 }],
    ['bad-price', { price: Number.NaN }],
    ['bad-price', { price: Number.POSITIVE_INFINITY }],
    ['bad-size', { size: 0, side: 0 as const }],
    ['bad-size', { size: -1 }],
    ['bad-size', { size: Number.NaN }],
    ['bad-size', { size: Number.POSITIVE_INFINITY }],
    ['bad-side', { side: 0 as const }],
    ['overflow', { size: 1e300 }],
  ])('finds %s first in %o', (problem, changes) => {
    expect(problemOf(changes)).toBe(problem);
  });
});
