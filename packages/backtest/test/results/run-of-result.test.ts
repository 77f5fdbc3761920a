import { describe, expect, it } from 'vitest';
import { canonicalJson, resultColumnsOf, runResultOf, runRowsOf, TOUCH } from '../../src/index.ts';
import { actAt, book, play, sellTrade } from '../support/market.ts';

const EVENTS = [
  book(0, [[100, 4]], [[101, 5]]),
  sellTrade(500, 100, 1),
  book(900, [[100, 4]], [[101, 5]]),
  book(1900, [[99, 4]], [[100.5, 5]]),
];
const trade = (size: number) =>
  actAt({
    100: (context) => context.buy({ price: 100, size }),
    950: (context) => context.sell({ size }),
  });
const result = () => play(EVENTS, trade(1), { makerModel: TOUCH });

describe('what a run stores of a result', () => {
  it('is its figures', () => {
    expect(runResultOf(result())).toMatchObject({
      makerModel: 'touch',
      pnl: 0,
      orders: 2,
      fills: 2,
      roundTrips: 1,
      sampleMs: 1000,
      summary: { makerModel: 'touch', fills: 2, statistics: { roundTripCount: 1 } },
    });
  });

  it('is its orders, fills, round trips and equity', () => {
    const rows = runRowsOf(result());
    expect([...rows.orders]).toMatchObject([
      { id: 0, side: 'buy', status: 'filled', sentAt: 100, endedAt: 500 },
      { id: 1, side: 'sell', price: null, status: 'filled', sentAt: 950 },
    ]);
    expect([...rows.fills]).toMatchObject([
      { index: 0, rule: 'queue', tradeId: 1 },
      { index: 1, rule: 'take', tradeId: null },
    ]);
    expect([...rows.roundTrips]).toMatchObject([{ instrument: 'X', side: 'buy', isOpen: false, netPnl: 0 }]);
    expect(rows.equity.values.length).toBeGreaterThan(1);
  });
});

describe('the columns of a result', () => {
  const columns = (size: number) =>
    Array.from(resultColumnsOf(play(EVENTS, trade(size), { makerModel: TOUCH })), (column) => Array.from(column));

  it('are the same on repeat, and others for other results', () => {
    expect(columns(1)).toEqual(columns(1));
    expect(columns(0.5)).not.toEqual(columns(1));
  });

  it('hold every order, fill, round trip and sample, each column behind its length', () => {
    const all = columns(1);
    const lengths = all.filter((_, index) => index % 2 === 0).map(([length]) => length);
    // 11 of orders, 12 of fills, 14 of round trips, and the equity's start and interval, and its values.
    expect(lengths.slice(0, 37)).toEqual([...Array(11).fill(2), ...Array(12).fill(2), ...Array(14).fill(1)]);
    expect(lengths.slice(37)).toEqual([2, result().equity.values.length]);
    expect(all.filter((_, index) => index % 2 === 1).map(({ length }) => length)).toEqual(lengths);
  });
});

describe('canonical JSON', () => {
  it('has the keys of objects in order, those of lists as they are', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1, { z: 0, y: null }], c: 'x' } })).toBe(
      '{"a":{"c":"x","d":[2,1,{"y":null,"z":0}]},"b":1}',
    );
  });
});
