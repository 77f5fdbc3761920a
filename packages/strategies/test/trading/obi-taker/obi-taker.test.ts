import { describe, expect, it } from 'vitest';
import { makeObiTaker } from '../../../src/index.ts';
import { type FakeMarket, fakeContext, orderOf } from '../fake-context.ts';

function askedAt(obi: number, market: FakeMarket = {}) {
  const { context, asked } = fakeContext({ ...market, features: { obi } });
  makeObiTaker({ entryObi: 0.6, exitObi: 0.1, size: 2 }).onBook!(context);
  return asked;
}

describe('the OBI taker', () => {
  it.each([
    ['goes long at the threshold', 0.6, 0, 'buy', 2],
    ['goes short at its negative', -0.6, 0, 'sell', 2],
    ['turns around', -0.7, 2, 'sell', 4],
    ['closes a long position when the lean is gone', 0.1, 2, 'sell', 2],
    ['closes a short position when the lean is gone', 0.3, -2, 'buy', 2],
    ['makes up for an order that was filled in part', 0.8, 0.5, 'buy', 1.5],
  ] as const)('%s', (_, obi, position, kind, size) => {
    expect(askedAt(obi, { position })).toEqual([{ kind, request: { size } }]);
  });

  it.each([
    ['below the threshold', 0.59, {}],
    ['with the position that it wants', 0.7, { position: 2 }],
    ['while the lean holds', 0.2, { position: 2 }],
    ['without a book', Number.NaN, {}],
    ['while an order is under way', 0.9, { orders: [orderOf({ status: 'pending' })] }],
  ])('does nothing %s', (_, obi, market) => {
    expect(askedAt(obi, market)).toEqual([]);
  });

  it('checks its parameters', () => {
    expect(() => makeObiTaker({ entryObi: 0 })).toThrow('the parameter entryObi is 0; give a number above 0 to 1');
    expect(() => makeObiTaker({ size: Number.NaN })).toThrow('the parameter size is NaN; give a number above 0');
  });
});
