import { describe, expect, it } from 'vitest';
import { makeObiMarketMaker } from '../../../src/index.ts';
import { type FakeMarket, fakeContext, orderOf } from '../fake-context.ts';

const PARAMETERS = { size: 1, maxPosition: 4, obiSkew: 0.5, inventorySkew: 0.5, tolerance: 0.25 };

function askedOf(market: FakeMarket, obi = 0) {
  const { context, asked } = fakeContext({ ...market, features: { obi } });
  makeObiMarketMaker(PARAMETERS).onBook!(context);
  return asked;
}

function quote(kind: 'buy' | 'sell', price: number) {
  return { kind, request: { size: 1, price, postOnly: true } };
}

describe('the OBI market maker', () => {
  it('quotes the best prices of a book in balance', () => {
    expect(askedOf({})).toEqual([quote('buy', 99), quote('sell', 101)]);
  });

  it('steps back on the side that the book leans on', () => {
    // Half a spread of 2 times an OBI of 0.5 moves the fair price by 0.5: the ask to 101.5, the bid stays at the best.
    expect(askedOf({}, 0.5)).toEqual([quote('buy', 99), quote('sell', 101.5)]);
    expect(askedOf({}, -0.5)).toEqual([quote('buy', 98.5), quote('sell', 101)]);
  });

  it('steps back on the side that would add to its position', () => {
    // Half of the largest position: 0.5 x 2 x 0.5 = 0.5 below.
    expect(askedOf({ position: 2 })).toEqual([quote('buy', 98.5), quote('sell', 101)]);
  });

  it('stops on a side where the largest position would be passed', () => {
    const own = orderOf({ id: 7, side: 'buy', price: 97 });
    expect(askedOf({ position: 4, orders: [own] })).toEqual([{ kind: 'cancel', id: 7 }, quote('sell', 101)]);
  });

  it('moves a quote only when it is off by more than its tolerance', () => {
    const orders = [orderOf({ id: 1, side: 'buy', price: 98.4 }), orderOf({ id: 2, side: 'sell', price: 101.4 })];
    // A quarter of a spread of 2 is 0.5: the bid is off by 0.6, the ask by 0.4.
    expect(askedOf({ orders })).toEqual([{ kind: 'amend', id: 1, amendment: { price: 99 } }]);
  });

  it('leaves orders alone that are pending or changing, and books without a mid', () => {
    const orders = [orderOf({ price: 90, status: 'pending' }), orderOf({ side: 'sell', price: 110, isChanging: true })];
    expect(askedOf({ orders })).toEqual([]);
    expect(askedOf({ bid: 102 })).toEqual([]);
  });

  it('checks its parameters', () => {
    expect(() => makeObiMarketMaker({ maxPosition: 0 })).toThrow('the parameter maxPosition is 0');
    expect(() => makeObiMarketMaker({ obiSkew: -1 })).toThrow('the parameter obiSkew is -1; give a number from 0 on');
  });
});
