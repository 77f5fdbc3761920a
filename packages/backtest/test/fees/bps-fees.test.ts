import { describe, expect, it } from 'vitest';
import { makeBpsFees } from '../../src/index.ts';

describe('fees in basis points', () => {
  it('are a share of what is traded, maker and taker apart', () => {
    const fees = makeBpsFees({ makerFeeBps: 2, takerFeeBps: 5 });
    // 20,000 x 5 / 10,000 = 10; 20,000 x 2 / 10,000 = 4.
    expect(fees.feeOf(20_000, false)).toBe(10);
    expect(fees.feeOf(20_000, true)).toBe(4);
  });

  it('are paid to the maker where its rate is negative', () => {
    expect(makeBpsFees({ makerFeeBps: -1, takerFeeBps: 5 }).feeOf(20_000, true)).toBe(-2);
  });

  it('must be numbers', () => {
    expect(() => makeBpsFees({ makerFeeBps: Number.NaN, takerFeeBps: 5 })).toThrow('makerFeeBps is NaN');
  });
});
