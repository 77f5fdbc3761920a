import type { BacktestStrategy, MarketView } from '@orderflow/core';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BacktestOptions,
  MAKER_MODELS,
  type MakerModel,
  makeBpsFees,
  makeConstantLatency,
  NO_RULES,
  TOUCH,
} from '../../src/index.ts';
import { makeBusyTrader } from '../support/busy-trader.ts';
import { GENERATED_NAMES, GENERATED_RULES, generatedEvents } from '../support/generated-market.ts';
import { type MarketEvent, play } from '../support/market.ts';
import { checkEquity, checkLiquidity, checkOrderSizes, fillViewsOf } from '../support/plain-checks.ts';
import { INSTRUMENT, MIDDLE, randomEvents, stepsOf } from '../support/random-market.ts';
import { playRun, type RandomRun, randomRuns } from '../support/random-run.ts';
import { makeRandomTaker } from '../support/random-taker.ts';
import { makeRester, type RestingOrder } from '../support/resting-orders.ts';
import { wanderingEvents } from '../support/sample-market.ts';
import { checkBounds, checkLosses, MODELS, tripsOf } from '../support/sanity-checks.ts';

const RUNS = 200;
const MARKETS = 3;
const EVENTS = 60;
const BOOKS = 600;
const TAKER_BOOKS = 4000;

const FEES = makeBpsFees({ makerFeeBps: -0.4, takerFeeBps: 4.5 });
const MODEL = fc.constantFrom(...MODELS);

const tally = makeTally('truth', 'sanity');

/** Plays core's made-up market. */
function playGenerated(events: readonly MarketEvent[], strategy: BacktestStrategy, options: Partial<BacktestOptions>) {
  return play(events, strategy, { instruments: GENERATED_NAMES, rules: GENERATED_RULES, fees: FEES, ...options });
}

/** A busy strategy in core's made-up market. */
function playBusy(seed: number, makerModel: MakerModel) {
  const events = generatedEvents(seed, BOOKS);
  const latency = makeConstantLatency({ feedLatencyMs: 3, orderLatencyMs: 2.5, responseLatencyMs: 4 });
  const strategy = makeBusyTrader(makeRandom(seed), 0.5, 0.001);
  const options = { makerModel, latency, initialCash: 1e6, sampleMs: 1 };
  return { events, result: playGenerated(events, strategy, options) };
}

/** The run with its events at whole milliseconds. */
function inWholeMs(run: RandomRun): RandomRun {
  return { ...run, events: run.events.map((event) => ({ ...event, at: 4 * event.at })) };
}

describe('no fill exceeds the liquidity that was there', () => {
  it('in random markets', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(randomRuns(EVENTS), MODEL, (run, makerModel) => {
        const { fast } = playRun(run, { makerModel });
        checkLiquidity(run.events, fast);
        checkOrderSizes(fast);
        checkPositions(run, fast);
        tally.count('runs of which every fill was held against the liquidity');
      }),
      { numRuns: times(RUNS), seed: SEED },
    );
  });

  it.each(MAKER_MODELS.map((model) => [model.name, model] as const))(
    "in core's made-up market under %s",
    { timeout: TIMEOUT },
    (_, makerModel) => {
      for (let index = 0; index < times(MARKETS); index++) {
        const { events, result } = playBusy(SEED + index, makerModel);
        expect(result.fills.count).toBeGreaterThan(BOOKS / 20);
        checkLiquidity(events, result);
        checkOrderSizes(result);
        tally.count('runs of which every fill was held against the liquidity');
      }
    },
  );
});

/** Positions stay within the rules at every fill. */
function checkPositions({ instruments }: RandomRun, result: ReturnType<typeof playRun>['fast']): void {
  const positions = instruments.map(() => 0);
  for (const { instrument, side, size } of fillViewsOf(result)) {
    const index = result.instruments.indexOf(instrument);
    const { maxPosition, canShort } = instruments[index]!.rules;
    positions[index]! += side === 'buy' ? size : -size;
    expect(Math.abs(positions[index]!)).toBeLessThanOrEqual(maxPosition + 1e-9);
    if (!canShort) expect(positions[index]!).toBeGreaterThanOrEqual(-1e-9);
  }
}

describe('equity is initial cash, cash flows, fees and positions at the mid, at every event', () => {
  it('in random markets', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(randomRuns(EVENTS).map(inWholeMs), MODEL, (run, makerModel) => {
        const { fast, rules } = playRun(run, { makerModel, fees: FEES, initialCash: 1000, sampleMs: 1 });
        tally.count('equities', checkEquity(run.events, fast, { initialCash: 1000, rules }));
      }),
      { numRuns: times(RUNS), seed: SEED },
    );
  });

  it("in core's made-up market", { timeout: TIMEOUT }, () => {
    for (let index = 0; index < times(MARKETS); index++) {
      const { events, result } = playBusy(SEED + index, TOUCH);
      tally.count('equities', checkEquity(events, result, { initialCash: 1e6, rules: GENERATED_RULES }));
    }
  });
});

const RESTING = fc.array(
  fc.record({
    book: fc.nat(25),
    sign: fc.constantFrom(1, -1),
    price: fc.integer({ min: -3, max: 4 }),
    lots: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 2, maxLength: 12, size: 'max' },
);
const LISTS = INSTRUMENT.chain((instrument) =>
  fc.record({ instrument: fc.constant(instrument), events: randomEvents([instrument], EVENTS), orders: RESTING }),
);

describe('the size filled of one list of resting orders is cross <= risk-averse <= probabilistic <= touch', () => {
  it('in random markets', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(LISTS, ({ instrument: { tick, lot, rules }, events, orders }) => {
        const ordersAfter = (book: number) =>
          orders
            .filter((order) => order.book === book)
            .map(({ sign, price, lots }) => ({ sign, price: stepsOf(tick, MIDDLE + price), size: stepsOf(lot, lots) }));
        const options = { rules: { X: { ...NO_RULES, lotSize: rules.lotSize } } };
        const comparisons = checkBounds((makerModel) =>
          play(events, makeRester(ordersAfter), { ...options, makerModel }),
        );
        tally.count('comparisons of maker models', comparisons);
      }),
      { numRuns: times(RUNS), seed: SEED },
    );
  });

  it("in core's made-up market", { timeout: TIMEOUT }, () => {
    for (let index = 0; index < times(MARKETS); index++) {
      const events = generatedEvents(SEED + index, BOOKS);
      const comparisons = checkBounds((makerModel) => {
        const random = makeRandom(SEED + index);
        return playGenerated(
          events,
          makeRester((_book, market) => ordersAtTouch(market, random)),
          { makerModel },
        );
      });
      expect(comparisons).toBeGreaterThan(BOOKS / 4);
      tally.count('comparisons of maker models', comparisons);
    }
  });
});

/** Now and then an order, from the tick before the best price to the third behind it. */
function ordersAtTouch({ instrument, book }: MarketView, random: () => number): readonly RestingOrder[] {
  const [isSent, isBuy, ticks, lots] = [random() < 0.3, random() < 0.5, Math.floor(5 * random()) - 1, random()];
  if (!isSent || Number.isNaN(book.mid)) return [];
  const { tickSize, lotSize } = GENERATED_RULES[instrument]!;
  const sign = isBuy ? 1 : -1;
  const price = (isBuy ? book.bids : book.asks).price(0) - sign * ticks * tickSize;
  return [{ sign, price, size: lotSize * (1 + Math.floor(30 * lots)) }];
}

describe('a taker that acts at random loses half the spread and the fees a trade', () => {
  const fees = makeBpsFees({ makerFeeBps: 0, takerFeeBps: 0.02 });
  const seeds = Array.from({ length: times(MARKETS) }, (_, index) => SEED + index);

  it('in markets that wander', { timeout: TIMEOUT }, () => {
    const trips = seeds.flatMap((seed) => {
      const events = wanderingEvents(seed, TAKER_BOOKS);
      return tripsOf(events, play(events, makeRandomTaker(makeRandom(seed), { X: 1 }), { fees }));
    });
    checkLosses(trips);
    tally.count('trades of random takers', 2 * trips.length);
  });

  it("in core's made-up markets", { timeout: TIMEOUT }, () => {
    const sizes = Object.fromEntries(GENERATED_NAMES.map((name) => [name, GENERATED_RULES[name]!.lotSize]));
    const trips = seeds.flatMap((seed) => {
      const events = generatedEvents(seed, TAKER_BOOKS);
      return tripsOf(events, playGenerated(events, makeRandomTaker(makeRandom(seed), sizes), { fees }));
    });
    checkLosses(trips);
    tally.count('trades of random takers', 2 * trips.length);
  });
});
