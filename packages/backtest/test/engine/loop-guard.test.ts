import { describe, expect, it } from 'vitest';
import { makeConstantLatency } from '../../src/index.ts';
import { book, play } from '../support/market.ts';

const EVENTS = [0, 1000, 2000].map((at) => book(at, [[99, 5]], [[101, 5]]));

describe('a strategy that answers every answer at once', () => {
  it('is named with the moment where orders take no time', () => {
    const loop = {
      name: 'echo',
      onBook: (context: {
        timestamp: number;
        buy: (order: { size: number; price: number; timeInForce: 'ioc' }) => void;
      }) => {
        if (context.timestamp >= 1000) context.buy({ size: 1, price: 100, timeInForce: 'ioc' });
      },
      onOrder: (context: { buy: (order: { size: number; price: number; timeInForce: 'ioc' }) => void }) =>
        context.buy({ size: 1, price: 100, timeInForce: 'ioc' }),
    };
    expect(() => play(EVENTS, loop)).toThrow(
      /^echo goes round in circles at 1970-01-01T00:00:01\.000Z: 250000 arrivals, answers and timers at one moment/,
    );
    // A millisecond there and back lets time go on: 2,000 ms hold 1,000 round trips.
    const latency = makeConstantLatency({ feedLatencyMs: 0, orderLatencyMs: 1, responseLatencyMs: 1 });
    expect(play(EVENTS, loop, { latency }).orders.count).toBeLessThan(2000);
  });

  it('is named where timers ring at once', () => {
    const rings = { name: 'bell', onStart: ring, onTimer: ring };
    expect(() => play(EVENTS, rings)).toThrow(/^bell goes round in circles at 1970-01-01T00:00:00\.000Z/);
  });

  it('may send many orders at one moment', () => {
    const burst = {
      onStart: () => undefined,
      onBook(context: { timestamp: number; buy: (order: { size: number; price: number }) => void }) {
        for (let order = 0; order < 20_000; order++) context.buy({ size: 1, price: 50 });
      },
    };
    expect(play(EVENTS, burst).orders.count).toBe(60_000);
  });
});

function ring(context: { timestamp: number; setTimer: (timestamp: number) => void }): void {
  context.setTimer(context.timestamp);
}
