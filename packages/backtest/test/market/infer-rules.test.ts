import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferRules, NO_RULES } from '../../src/index.ts';
import { book, buyTrade, type MarketEvent } from '../support/market.ts';
import { marketOf } from '../support/sample-market.ts';

async function rulesOf(events: readonly MarketEvent[]) {
  const { tickSize, lotSize } = (await inferRules(marketOf(events))).X!;
  return [tickSize, lotSize];
}

describe('rules that are read off the data', () => {
  it('are the largest steps that all prices and sizes stand on', async () => {
    // Prices 100.5, 101, 102 and 101.5: halves. Sizes 0.3, 1.2, 6 and 0.9: of 0.3.
    const events = [book(0, [[100.5, 0.3]], [[101, 1.2]]), buyTrade(1, 101.5, 0.9), book(2, [[102, 6]], [])];
    expect(await rulesOf(events)).toEqual([0.5, 0.3]);
  });

  it('are the same whatever step and numbers there are', async () => {
    const decimals = fc.integer({ min: 0, max: 8 });
    const steps = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(decimals, fc.integer({ min: 1, max: 50 }), steps, async (places, step, multiples) => {
        // The step itself is there, so that no larger one is.
        const prices = [1, ...multiples].map((multiple) => Number(`${multiple * step}e-${places}`));
        const events = prices.map((price, at) => buyTrade(at, price, 7));
        expect(await rulesOf([book(0, [], []), ...events])).toEqual([Number(`${step}e-${places}`), 7]);
      }),
    );
  });

  it('are none where numbers come out of arithmetic', async () => {
    expect(await rulesOf([book(0, [[Math.PI, Math.E]], [])])).toEqual([0, 0]);
  });

  it('take what doubles make of a sum for what it is', async () => {
    expect(await rulesOf([book(0, [[10, 0.1 + 0.2]], [[11, 0.1]])])).toEqual([1, 0.1]);
  });

  it('leave the position free, and know nothing without data', async () => {
    expect(await inferRules(marketOf([]))).toEqual({ X: NO_RULES });
  });
});
