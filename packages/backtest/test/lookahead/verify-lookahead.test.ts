import type { BacktestStrategy } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { type Market, makeConstantLatency, TOUCH, verifyLookahead } from '../../src/index.ts';
import { optionsOf } from '../support/market.ts';
import { makeRandom, marketOf, wanderingEvents } from '../support/sample-market.ts';

const {
  instruments: _,
  originMs: __,
  ...assumptions
} = optionsOf({
  makerModel: TOUCH,
  latency: makeConstantLatency({ feedLatencyMs: 7, orderLatencyMs: 11, responseLatencyMs: 5 }),
});
const market = marketOf(wanderingEvents(5, 400), { features: ['obi', 'cvd', 'ofi', 'weightedMid'], capacity: 64 });
const options = {
  ...assumptions,
  features: ['obi', 'cvd', 'ofi', 'weightedMid'] as const,
  moments: [0, 4_050, 20_050, 39_900, 60_000],
  random: makeRandom(9),
};

/** Decides by everything that it is told. */
function makeNervous(): BacktestStrategy {
  return {
    name: 'nervous',
    features: ['obi', 'cvd', 'ofi', 'weightedMid'],
    onBook(context) {
      const { market: own } = context;
      const size = 1 + Math.abs(own.feature('obi')) + (own.feature('weightedMid') % 1);
      if (own.feature('ofi') > 0) context.buy({ size, price: own.book.bids.price(0) });
      else if (own.feature('cvd') > 0) context.sell({ size, price: own.book.asks.price(1) });
      const oldest = own.orders[0];
      if (own.orders.length > 6 && oldest !== undefined) context.cancel(oldest.id);
    },
    onTrade: (context) => context.setTimer(context.timestamp + context.market.trade.size),
    onFill: (context, fill) => context.sell({ size: fill.size }),
    onTimer(context) {
      const order = context.market.orders.find(({ status }) => status === 'open');
      if (order !== undefined) context.amend(order.id, { size: order.size / 2 });
    },
  };
}

/** Knows the mid of a second later, as it has read the market before. */
async function makeCheat(of: Market): Promise<BacktestStrategy> {
  const mids: number[] = [];
  for await (const { books } of of.chunks()) mids.push(...books.mids);
  let next = 10;
  return {
    name: 'cheat',
    onBook(context) {
      const move = mids[next++]! - context.market.book.mid;
      if (move > 0) context.buy({ size: 1 });
      else if (move < 0) context.sell({ size: 1 });
    },
  };
}

describe('a proof that nothing is known before its time', () => {
  it('passes a strategy that goes by all that it is told', async () => {
    const findings = await verifyLookahead(market, makeNervous, options);
    expect(findings.map(({ difference }) => difference)).toEqual([null, null, null, null, null]);
    expect(findings[3]!.decisions).toBeGreaterThan(500);
  });

  it('fails one that has seen the future', async () => {
    const findings = await verifyLookahead(market, makeCheat, options);
    expect(findings[1]!.difference).toMatchObject({ timestamp: expect.any(Number), with: expect.any(String) });
    expect(findings.slice(1, 3).every(({ difference }) => difference !== null)).toBe(true);
  });

  it('needs a moment', async () => {
    await expect(verifyLookahead(market, makeNervous, { ...options, moments: [] })).rejects.toThrow('give a moment');
  });
});
