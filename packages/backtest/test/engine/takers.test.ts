import type { OrderRequest } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { makeConstantLatency, NO_RULES } from '../../src/index.ts';
import { actAt, book, fillsOf, play } from '../support/market.ts';

const BIDS = [[99, 1]] as const;
const ASKS = [
  [100, 2],
  [101, 3],
] as const;

function send(request: OrderRequest) {
  return play(
    [book(0, BIDS, ASKS), book(10, BIDS, ASKS), book(20, BIDS, ASKS)],
    actAt({ 5: (context) => context.buy(request) }),
  );
}

describe('an order that takes', () => {
  it.each([
    [
      'ioc',
      [
        [100, 2],
        [101, 3],
      ],
      'expired',
      5,
    ],
    ['fok', [], 'expired', 0],
  ] as const)('to buy 6 up to 101 of 2 at 100 and 3 at 101, %s', (timeInForce, fills, status, filled) => {
    const result = send({ size: 6, price: 101, timeInForce });
    expect(fillsOf(result)).toEqual(fills);
    expect(result.orders.at(0)).toMatchObject({ status, filled });
  });

  it('rests with what is left when it is good till cancelled, and fills from the books that reach it', () => {
    const result = send({ size: 6, price: 101 });
    // 2 at 100 and 3 at 101 at once, and 1 from the next book, whose asks are at or below 101; a maker fills at its price.
    expect(fillsOf(result)).toEqual([
      [100, 2],
      [101, 3],
      [101, 1],
    ]);
    expect(result.fills.at(2)).toMatchObject({ rule: 'crossed', bookId: 2, tradeId: null });
    expect(result.orders.at(0)).toMatchObject({ status: 'filled', endedAt: 10 });
  });

  it('is rejected when it is post-only', () => {
    const result = send({ size: 6, price: 101, postOnly: true });
    expect(fillsOf(result)).toEqual([]);
    expect(result.orders.at(0)).toMatchObject({ status: 'rejected', rejectReason: 'would-cross' });
  });

  it('fills wholly or not at all when it is fill or kill', () => {
    expect(fillsOf(send({ size: 5, price: 101, timeInForce: 'fok' }))).toEqual([
      [100, 2],
      [101, 3],
    ]);
    expect(fillsOf(send({ size: 3, price: 100, timeInForce: 'fok' }))).toEqual([]);
  });

  it('walks the whole book without a price, and does not rest', () => {
    const result = send({ size: 9 });
    expect(fillsOf(result)).toEqual([
      [100, 2],
      [101, 3],
    ]);
    expect(result.orders.at(0)).toMatchObject({ status: 'expired', price: null });
  });

  it('finds nothing of what another own order took, until the next book', () => {
    const result = play(
      [book(0, BIDS, ASKS), book(10, BIDS, ASKS), book(20, BIDS, ASKS)],
      actAt({
        1: (context) => context.buy({ size: 1.5 }),
        2: (context) => context.buy({ size: 1 }),
        11: (context) => context.buy({ size: 1 }),
      }),
    );
    expect(fillsOf(result)).toEqual([
      [100, 1.5],
      [100, 0.5],
      [101, 0.5],
      // The book of 10 shows all anew.
      [100, 1],
    ]);
  });

  it('never arrives behind the last event', () => {
    const actions = actAt({ 10: (context) => context.buy({ size: 1 }) });
    const options = { latency: makeConstantLatency({ feedLatencyMs: 0, orderLatencyMs: 1, responseLatencyMs: 0 }) };
    const events = [book(0, BIDS, ASKS), book(10, BIDS, ASKS)];
    const late = play(events, actions, options);
    expect([late.orders.at(0).status, late.fills.count]).toEqual(['pending', 0]);
    expect(play([...events, book(11, BIDS, ASKS)], actions, options).orders.at(0).status).toBe('filled');
  });

  it('is refused before the first book, below a lot, and beyond the largest position', () => {
    const rules = { X: { ...NO_RULES, lotSize: 0.1, maxPosition: 2, canShort: false } };
    const result = play(
      [book(0, BIDS, ASKS), book(10, BIDS, ASKS)],
      actAt({
        1: (context) => context.buy({ size: 0.05 }),
        2: (context) => context.buy({ size: 2.1 }),
        3: (context) => context.buy({ size: 2 }),
        4: (context) => context.sell({ size: 2.1 }),
      }),
      { rules },
    );
    expect([0, 1, 2, 3].map((id) => result.orders.at(id).rejectReason)).toEqual([
      'below-lot',
      'position-limit',
      null,
      'position-limit',
    ]);
  });

  it('is filled wholly by sizes whose sum falls short of it by rounding', () => {
    const asks = [
      [100, 0.7],
      [101, 0.1],
    ] as const;
    const result = play(
      [book(0, BIDS, asks), book(10, BIDS, asks)],
      actAt({ 5: (context) => context.buy({ size: 0.8, price: 101, timeInForce: 'fok' }) }),
    );
    // 0.7 + 0.1 is 0.7999999999999999.
    expect(result.orders.at(0)).toMatchObject({ status: 'filled', filled: 0.8 });
  });

  it('leaves no crumb behind that only rounding made', () => {
    const asks = [
      [100, 0.2],
      [101, 0.4],
    ] as const;
    const result = play(
      [book(0, BIDS, asks), book(10, BIDS, asks)],
      actAt({ 1: (context) => context.buy({ size: 0.6 }), 2: (context) => context.buy({ size: 1 }) }),
    );
    // 0.6 - 0.2 is 0.39999999999999997.
    expect(result.fills.count).toBe(2);
    expect(result.orders.at(0).status).toBe('filled');
  });

  it('leaves the last lot of hundreds of millions to the next level', () => {
    const asks = [
      [100, 5.99999999],
      [101, 1],
    ] as const;
    const rules = { X: { ...NO_RULES, lotSize: 1e-8 } };
    const actions = actAt({ 5: (context) => context.buy({ size: 6 }) });
    const result = play([book(0, BIDS, asks), book(10, BIDS, asks)], actions, { rules });
    // 6 - 5.99999999 is 0.9999999939 lots.
    expect(fillsOf(result)).toEqual([
      [100, 5.99999999],
      [101, 1e-8],
    ]);
  });

  it('may reach the largest position exactly, whatever rounding makes of it', () => {
    const rules = { X: { ...NO_RULES, maxPosition: 0.3 } };
    const actions = actAt({ 1: (context) => context.buy({ size: 0.1 }), 2: (context) => context.buy({ size: 0.2 }) });
    const result = play([book(0, BIDS, ASKS), book(10, BIDS, ASKS)], actions, { rules });
    // 0.1 + 0.2 is 0.30000000000000004.
    expect(result.orders.at(1).status).toBe('filled');
  });
});
