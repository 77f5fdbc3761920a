import type { TimeInForce } from '@orderflow/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeConstantLatency, NO_RULES } from '../../src/index.ts';
import { book, type MarketEvent, sellTrade } from '../support/market.ts';
import { ceilTo, type Decimal, decimal, floorTo, numberOf } from './decimal.ts';
import { type Message, playSlowly } from './slow-exchange.ts';
import { makeSlowPower, SLOW_CROSS, SLOW_LOG, SLOW_RISK_AVERSE, SLOW_TOUCH, type SlowModel } from './slow-models.ts';

const LATENCY = makeConstantLatency({ feedLatencyMs: 0, orderLatencyMs: 0, responseLatencyMs: 0 });
const ASKS = [
  [100, 2],
  [101, 3],
] as const;

/** An own order to buy at 1 ms. */
function buy(size: number, price: number | null, timeInForce: TimeInForce = 'gtc', isPostOnly = false): Message {
  return { kind: 'order', at: 1e6, id: 0, instrument: 0, sign: 1, size, price, timeInForce, isPostOnly };
}

function run(events: readonly MarketEvent[], message: Message, model: SlowModel) {
  const setup = { rules: [{ ...NO_RULES, lotSize: 0.1 }], model, latency: LATENCY };
  const { fills, orders } = playSlowly([...events, book(99, [[1, 1]], [])], [message], setup);
  return { fills: fills.map(({ price, size }) => [price, size]), status: orders[0]!.status };
}

describe('the slow models', () => {
  it.each<[string, SlowModel, number, number]>([
    ['risk-averse', SLOW_RISK_AVERSE, 6, 3],
    ['power 1', makeSlowPower(1), 4.8, 2.4],
    ['power 2', makeSlowPower(2), 4.6154, 2.6897],
    ['log', SLOW_LOG, 4.9054, 2.2],
  ])('have the worked values: %s', (_, model, a, b) => {
    const next = (ahead: number, shown: number, traded: number) =>
      numberOf(model.atNextBook(decimal(ahead), decimal(10), decimal(shown), decimal(traded))!);
    // A: 6 ahead, shown 10 then 8. B: a trade of 3 leaves 3 ahead, shown 10 then 5.
    expect(next(6, 8, 0)).toBeCloseTo(a, 4);
    expect(next(3, 5, 3)).toBeCloseTo(b, 4);
  });
});

describe('the slow exchange', () => {
  it.each<[string, Message, readonly (readonly number[])[], string]>([
    ['ioc', buy(6, 101, 'ioc'), ASKS, 'expired'],
    ['fok', buy(6, 101, 'fok'), [], 'expired'],
    ['gtc', buy(6, 101), ASKS, 'open'],
    ['post-only', buy(6, 101, 'gtc', true), [], 'rejected'],
    ['market', buy(6, null), ASKS, 'expired'],
  ])('buys 6 up to 101 of 2 at 100 and 3 at 101: %s', (_, message, fills, status) => {
    expect(run([book(0, [[99, 1]], ASKS)], message, SLOW_CROSS)).toEqual({ fills, status });
  });

  it.each<[string, SlowModel, readonly (readonly number[])[]]>([
    ['cross', SLOW_CROSS, []],
    ['risk-averse', SLOW_RISK_AVERSE, [[100, 1]]],
    ['power 1', makeSlowPower(1), [[100, 1.6]]],
    [
      'touch',
      SLOW_TOUCH,
      [
        [100, 3],
        [100, 2],
      ],
    ],
  ])('fills a trade of 4 after B by what is ahead: %s', (_, model, fills) => {
    const far = [[105, 1]] as const;
    // 6 ahead of 10 shown, a trade of 3, then 5 shown.
    const events = [
      book(0, [[100, 6]], far),
      book(2, [[100, 10]], far),
      sellTrade(3, 100, 3),
      book(4, [[100, 5]], far),
      sellTrade(5, 100, 4),
    ];
    expect(run(events, buy(5, 100), model).fills).toEqual(fills);
  });

  it('fills 2 behind 10 by the last of trades of 3, 4, 2 and 3', () => {
    const trades = [3, 4, 2, 3].map((size, index) => sellTrade(2 + index, 100, size));
    const result = run([book(0, [[100, 10]], [[105, 1]]), ...trades], buy(2, 100), SLOW_RISK_AVERSE);
    expect(result).toEqual({ fills: [[100, 2]], status: 'filled' });
  });
});

describe('decimals', () => {
  it('are the numbers that they are read from', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 }), (digits, decimals) => {
        const value = Number(`${digits}e-${decimals}`);
        expect(numberOf(decimal(value)) === value).toBe(true);
      }),
    );
  });

  it('add up exactly, and round to steps', () => {
    expect(decimal(0.1) + decimal(0.2)).toBe(decimal(0.3));
    const rounded = [floorTo, ceilTo].map((round) => numberOf(round(decimal(1), decimal(0.3))));
    expect(rounded).toEqual([0.9, 1.2]);
    const unrounded: Decimal = floorTo(decimal(1.23), decimal(0));
    expect(unrounded).toBe(decimal(1.23));
  });
});
