import { describe, expect, it } from 'vitest';
import { makeConstantLatency, NO_RULES, TOUCH } from '../../src/index.ts';
import { actAt, book, buyTrade, play, sellTrade } from '../support/market.ts';

const BIDS = [[99, 1]] as const;

function asksAt(price: number) {
  return [[price, 1]] as const;
}

describe('two clocks', () => {
  it('let an event reach the strategy after the feed latency and an order the book of its arrival', () => {
    const seen: [number, number][] = [];
    const latency = makeConstantLatency({ feedLatencyMs: 10, orderLatencyMs: 20, responseLatencyMs: 5 });
    const learnt: [string, number][] = [];
    const events = [0, 15, 25, 35, 60].map((at, index) => book(at, BIDS, asksAt(100 + index)));
    const result = play(
      events,
      {
        onBook(context) {
          seen.push([context.timestamp, context.market.book.asks.price(0)]);
          if (context.timestamp === 10) context.buy({ size: 1 });
        },
        onFill: (context, fill) => learnt.push([`${fill.price} at ${fill.timestamp}`, context.timestamp]),
        onOrder: (context, order) => learnt.push([order.status, context.timestamp]),
      },
      { latency },
    );
    expect(seen).toEqual([
      [10, 100],
      [25, 101],
      [35, 102],
      [45, 103],
      [70, 104],
    ]);
    // Sent at 10, it arrives at 30 and meets the book of 25; the answer is known at 35.
    expect(learnt).toEqual([
      ['102 at 30', 35],
      ['filled', 35],
    ]);
    expect(result.orders.at(0)).toMatchObject({ sentAt: 10, endedAt: 30 });
  });

  it('keep the order: trades and books happen before an order of the same time arrives, timers come last', () => {
    const order: string[] = [];
    play([book(0, BIDS, asksAt(100)), book(5, BIDS, asksAt(101)), buyTrade(5, 101, 1), book(9, BIDS, asksAt(102))], {
      onStart: (context) => context.setTimer(5),
      onBook: (context) => order.push(`book ${context.market.book.asks.price(0)}`),
      onTrade: (context) => order.push(`trade ${context.market.trade.price}`),
      onTimer: (context) => {
        order.push(`timer ${context.timestamp}`);
        context.buy({ size: 1 });
      },
      onFill: (_, fill) => order.push(`fill ${fill.price}`),
      onEnd: () => order.push('end'),
    });
    expect(order).toEqual(['book 100', 'book 101', 'trade 101', 'timer 5', 'fill 101', 'book 102', 'end']);
  });

  it('show a strategy its fills only when their answers arrive', () => {
    const positions: number[] = [];
    const latency = makeConstantLatency({ feedLatencyMs: 0, orderLatencyMs: 0, responseLatencyMs: 15 });
    const events = [0, 10, 20, 30].map((at) => book(at, BIDS, asksAt(100)));
    play(
      events,
      {
        onBook(context) {
          positions.push(context.market.position);
          if (context.timestamp === 0) context.buy({ size: 1 });
        },
      },
      { latency },
    );
    // Filled at 0, known at 15.
    expect(positions).toEqual([0, 0, 1, 1]);
  });

  it('show a strategy what is filled and held in whole lots', () => {
    const known: unknown[] = [];
    const asks = [0.1, 0.2].map((size, level) => [100 + level, size] as const);
    play(
      [book(0, BIDS, asks), book(10, BIDS, asks)],
      {
        onBook: (context) => context.buy({ size: 0.3 }),
        onOrder: ({ market }, order) => known.push([order.filled, market.position, market.orders.length]),
      },
      { rules: { X: { ...NO_RULES, lotSize: 0.1 } } },
    );
    // 0.1 + 0.2 is 0.30000000000000004.
    expect(known).toEqual([
      [0.3, 0.3, 0],
      [0.3, 0.6, 0],
    ]);
  });

  it('take an order that is filled off the list before the strategy hears of the fill', () => {
    const live: number[] = [];
    play([book(0, BIDS, asksAt(100)), sellTrade(5, 98, 1)], {
      onBook: (context) => context.buy({ price: 99, size: 1 }),
      onFill: ({ market }) => live.push(market.orders.length),
    });
    expect(live).toEqual([0]);
  });

  it('let a timer stand for the first instrument', () => {
    const instruments: string[] = [];
    play(
      [book(0, BIDS, asksAt(100), 1), book(5, BIDS, asksAt(100), 1)],
      {
        onStart: (context) => context.setTimer(2),
        onTimer: (context) => instruments.push(context.market.instrument),
        onEnd: (context) => instruments.push(context.market.instrument),
      },
      { instruments: ['X', 'Y'] },
    );
    expect(instruments).toEqual(['X', 'X']);
  });

  it('do not depend on where the market is cut into chunks', () => {
    const events = Array.from({ length: 40 }, (_, index) =>
      index % 3 === 2 ? sellTrade(index, 99, 0.5) : book(index, [[99, 1 + (index % 4)]], asksAt(100 + (index % 2))),
    );
    const strategy = () => ({
      onBook(context: Parameters<NonNullable<import('@orderflow/core').BacktestStrategy['onBook']>>[0]) {
        if (context.market.orders.length < 3) context.buy({ price: 99, size: 1 });
      },
    });
    const latency = makeConstantLatency({ feedLatencyMs: 1.5, orderLatencyMs: 2.5, responseLatencyMs: 3 });
    const all = [1, 2, 7, 1024].map((capacity) => {
      const { fills, orders, equity, finalEquity } = play(events, strategy(), { capacity, latency, makerModel: TOUCH });
      const rows = Array.from({ length: fills.count }, (_, index) => fills.at(index));
      return JSON.stringify([
        rows,
        Array.from({ length: orders.count }, (_, id) => orders.at(id)),
        equity,
        finalEquity,
      ]);
    });
    expect(JSON.parse(all[0]!)[0].length).toBeGreaterThan(2);
    expect(new Set(all).size).toBe(1);
  });
});

describe('the equity curve', () => {
  it('holds cash and positions at the mid, at fixed times', () => {
    const events = [
      book(500, [[99, 9]], [[101, 9]]),
      book(1500, [[109, 9]], [[111, 9]]),
      book(3200, [[119, 9]], [[121, 9]]),
    ];
    const result = play(events, actAt({ 600: (context) => context.buy({ size: 2 }) }), { initialCash: 1000 });
    // Bought 2 at 101: cash 798. At 1 s the mid is 100: 998; at 2 s and 3 s it is 110: 1018; at the end 120: 1038.
    expect(result.equity).toEqual({
      startTime: 0,
      intervalMs: 1000,
      values: Float64Array.of(1000, 998, 1018, 1018, 1038),
    });
    expect(result.finalEquity).toBe(1038);
    expect(result.finalCash).toBe(798);
    expect(result.positions).toEqual([2]);
  });

  it('ends with the equity after the last fill', () => {
    const events = [book(0, [[99, 9]], [[101, 9]]), book(1000, [[99, 9]], [[101, 9]])];
    const result = play(events, { onBook: (context) => context.buy({ size: 2 }) });
    // Each costs the half spread: 2 x 1.
    expect(result.equity.values).toEqual(Float64Array.of(0, -2, -4));
    expect(result.finalEquity).toBe(-4);
  });
});
