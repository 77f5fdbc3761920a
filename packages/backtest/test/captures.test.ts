import type { BacktestStrategy, MarketView } from '@orderflow/core';
import { makeRandom, SEED } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { type BacktestOptions, BOOK, MAKER_MODELS, makeBpsFees, makeConstantLatency, TOUCH } from '../src/index.ts';
import { makeBusyTrader } from './support/busy-trader.ts';
import { type Capture, capturesIn, readCapture } from './support/capture-events.ts';
import { chunksOf, play } from './support/market.ts';
import { checkEquity, checkLiquidity, checkOrderSizes, fillViewsOf } from './support/plain-checks.ts';
import { plainFigures } from './support/plain-figures.ts';
import { makeRandomTaker } from './support/random-taker.ts';
import { makeRester, type RestingOrder } from './support/resting-orders.ts';
import { checkBounds, checkLosses, tripsOf } from './support/sanity-checks.ts';

const TIMEOUT = 120_000;
const FEES = makeBpsFees({ makerFeeBps: -0.4, takerFeeBps: 4.5 });
const LATENCY = makeConstantLatency({ feedLatencyMs: 3, orderLatencyMs: 20, responseLatencyMs: 4 });
const folder = process.env.ORDERFLOW_CAPTURES ?? '';
const captures = capturesIn(folder).map(readCapture);

function playCapture(
  { events, instruments, rules }: Capture,
  strategy: BacktestStrategy,
  options: Partial<BacktestOptions>,
) {
  return play(events, strategy, { instruments, rules, fees: FEES, ...options });
}

function playBusy(capture: Capture, options: Partial<BacktestOptions>) {
  const { tickSize, lotSize } = capture.rules[capture.instruments[0]!]!;
  return playCapture(capture, makeBusyTrader(makeRandom(SEED), tickSize, lotSize), { latency: LATENCY, ...options });
}

/** Now and then an order, from the tick before the best price to the third behind it. */
function ordersAtTouch(
  capture: Capture,
  { instrument, book }: MarketView,
  random: () => number,
): readonly RestingOrder[] {
  const [isSent, isBuy, ticks, lots] = [random() < 0.3, random() < 0.5, Math.floor(5 * random()) - 1, random()];
  if (!isSent || Number.isNaN(book.mid)) return [];
  const { tickSize, lotSize } = capture.rules[instrument]!;
  const sign = isBuy ? 1 : -1;
  const price = (isBuy ? book.bids : book.asks).price(0) - sign * ticks * tickSize;
  return [{ sign, price: Number(price.toFixed(9)), size: lotSize * (1 + Math.floor(30 * lots)) }];
}

describe('the real captures', () => {
  it.skipIf(folder === '')('are played; they DO NOT RUN unless ORDERFLOW_CAPTURES names their folder', () => {
    expect(captures).not.toEqual([]);
  });
});

describe.each(captures.map((capture) => [capture.name, capture] as const))('the capture %s', (_, capture) => {
  const { events, instruments, rules, expected } = capture;
  const books = events.filter((event) => 'bids' in event).length;

  it.each(MAKER_MODELS.map((model) => [model.name, model] as const))(
    'fills no more than the liquidity that was there under %s',
    { timeout: TIMEOUT },
    (_name, makerModel) => {
      const result = playBusy(capture, { makerModel });
      expect(result.fills.count).toBeGreaterThan(books / 20);
      checkLiquidity(events, result);
      checkOrderSizes(result);
    },
  );

  it('has an equity of cash flows, fees and positions at the mid at every event', { timeout: TIMEOUT }, () => {
    const result = playBusy(capture, { makerModel: TOUCH, initialCash: 1e6, sampleMs: 1 });
    expect(checkEquity(events, result, { initialCash: 1e6, rules })).toBeGreaterThan(books / 2);
  });

  it('fills of one list of resting orders no less from one maker model to the next', { timeout: TIMEOUT }, () => {
    const comparisons = checkBounds((makerModel) => {
      const random = makeRandom(SEED);
      const rester = makeRester((_book, market) => ordersAtTouch(capture, market, random));
      return playCapture(capture, rester, { makerModel });
    });
    expect(comparisons).toBeGreaterThan(books / 4);
  });

  it('costs a taker that acts at random half the spread and the fees a trade', { timeout: TIMEOUT }, () => {
    const sizes = Object.fromEntries(instruments.map((name) => [name, rules[name]!.lotSize]));
    const seeds = Array.from({ length: Math.ceil(20_000 / books) }, (_seed, index) => SEED + index);
    const trips = seeds.flatMap((seed) => {
      const result = playCapture(capture, makeRandomTaker(makeRandom(seed), sizes), {});
      return tripsOf(events, result);
    });
    checkLosses(trips);
  });

  it('has the features that another tool found', () => {
    const chunks = chunksOf(events, { features: ['obi', 'cvd'], instruments: instruments.length });
    const found = chunks.flatMap(({ count, kinds, features: { obi, cvd } }) =>
      Array.from({ length: count }, (_event, index) => index)
        .filter((index) => kinds[index] === BOOK)
        .map((index) => [obi![index]!, cvd![index]!] as const),
    );
    expect(found.length).toBe(expected.length);
    for (const [index, [obi, cvd]] of found.entries()) {
      expect(Math.abs(obi - expected[index]!.obi)).toBeLessThanOrEqual(1e-12);
      expect(cvd).toBeCloseTo(expected[index]!.cvd, 9);
    }
  });

  it('is played the same twice', () => {
    const [one, other] = [1, 2].map(() => fillViewsOf(playBusy(capture, { makerModel: TOUCH })));
    expect(other).toEqual(one);
  });
});

// The plain figures know one instrument.
const single = captures.filter(({ instruments }) => instruments.length === 1);

describe.each(single.map((capture) => [capture.name, capture] as const))('the capture %s', (_, capture) => {
  it('has the figures that its fills come to', { timeout: TIMEOUT }, () => {
    const result = playBusy(capture, { makerModel: TOUCH, initialCash: 1e6, sampleMs: 1000 });
    const { equity, adverseSelection, netPnls, ...figures } = plainFigures(capture.events, result, 1e6);
    expect([adverseSelection[0], netPnls.length]).not.toContain(0);
    for (const [index, value] of equity.entries()) expect(result.equity.values[index]).toBeCloseTo(value, 6);
    const { statistics, pnl } = result;
    const { sharpePerPeriod, maxDrawdown, turnover, exposure } = statistics;
    const { spreadCaptured, fees } = pnl;
    const found = { sharpePerPeriod, maxDrawdown, turnover, exposure, spreadCaptured, fees };
    for (const [name, value] of Object.entries(found)) {
      expect(value, name).toBeCloseTo(figures[name as keyof typeof found], 6);
    }
    expect(pnl.horizons.map((horizon) => horizon.adverseSelection)).toEqual(
      adverseSelection.map((value) => expect.closeTo(value, 6)),
    );
    expect(statistics.roundTripCount).toBe(netPnls.length);
    const gained = netPnls.filter((value) => value > 0);
    expect(statistics.hitRate).toBeCloseTo(gained.length / netPnls.length, 9);
    expect(statistics.expectancy).toBeCloseTo(netPnls.reduce((sum, value) => sum + value, 0) / netPnls.length, 6);
  });
});
