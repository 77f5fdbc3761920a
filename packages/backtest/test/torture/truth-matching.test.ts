import type { OrderView } from '@orderflow/core';
import { makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CROSS,
  LOG_MODEL,
  type MakerModel,
  makePowerModel,
  RISK_AVERSE,
  type SimulationResult,
  TOUCH,
} from '../../src/index.ts';
import { playSlowly, type SlowFill, type SlowOrder, type SlowResult, type Told } from '../reference/slow-exchange.ts';
import {
  makeSlowPower,
  SLOW_CROSS,
  SLOW_LOG,
  SLOW_RISK_AVERSE,
  SLOW_TOUCH,
  type SlowModel,
} from '../reference/slow-models.ts';
import type { RandomInstrument } from '../support/random-market.ts';
import { playRun, type RandomRun, randomRuns } from '../support/random-run.ts';
import type { RandomTrader } from '../support/random-trader.ts';

const CASES = 400;
const EVENTS = 60;
/** Sizes agree to within 1e-9. */
const DIGITS = 9;

const MODELS: readonly (readonly [MakerModel, SlowModel])[] = [
  [CROSS, SLOW_CROSS],
  [RISK_AVERSE, SLOW_RISK_AVERSE],
  [makePowerModel(1), makeSlowPower(1)],
  [makePowerModel(2), makeSlowPower(2)],
  [LOG_MODEL, SLOW_LOG],
  [TOUCH, SLOW_TOUCH],
];

const RUNS = randomRuns(EVENTS);

const tally = makeTally('truth', 'matching');

/** Plays a run to the engine and to the slow exchange. */
function playBoth(run: RandomRun, model: MakerModel, slowModel: SlowModel) {
  const { fast, trader, latency } = playRun(run, { makerModel: model });
  const rules = run.instruments.map((instrument) => instrument.rules);
  return { fast, trader, slow: playSlowly(run.events, trader.messages, { rules, model: slowModel, latency }) };
}

/** A size that is exact where it is in lots. */
function sizeLike(size: number, { rules }: RandomInstrument) {
  return rules.lotSize > 0 ? size : near(size);
}

function near(value: number) {
  return expect.closeTo(value, DIGITS);
}

function nearOrNull(value: number | null) {
  return value === null ? null : near(value);
}

function checkFills({ fills }: SimulationResult, slow: readonly SlowFill[], instruments: readonly RandomInstrument[]) {
  expect(Array.from({ length: fills.count }, (_, index) => fills.at(index))).toEqual(
    slow.map(({ at, instrument, size, queueBefore, queueAfter, ...fill }) =>
      expect.objectContaining({
        ...fill,
        instrument: `I${instrument}`,
        timestamp: at / 1e6,
        size: sizeLike(size, instruments[instrument]!),
        queueBefore: nearOrNull(queueBefore),
        queueAfter: nearOrNull(queueAfter),
      }),
    ),
  );
}

/** Holds the orders of the exchange and those that the strategy knows against the slow exchange's. */
function checkOrders(
  { orders }: SimulationResult,
  views: readonly OrderView[],
  slow: readonly SlowOrder[],
  instruments: readonly RandomInstrument[],
) {
  const expected = slow.map(({ filled, instrument, ...order }) => ({
    ...order,
    instrument: `I${instrument}`,
    filled: sizeLike(filled, instruments[instrument]!),
  }));
  expect(Array.from({ length: orders.count }, (_, id) => orders.at(id))).toEqual(
    expected.map((order) => expect.objectContaining(order)),
  );
  for (const { rejectReason: _, ...order } of expected) {
    if (order.status !== 'pending') expect(views[order.id]).toMatchObject(order);
  }
}

/** Positions are what the fills make them, and the strategy knows them. */
function checkPositions(
  { positions }: SimulationResult,
  trader: RandomTrader,
  slow: SlowResult,
  instruments: readonly RandomInstrument[],
) {
  expect(positions).toEqual(slow.positions.map((position, index) => sizeLike(position, instruments[index]!)));
  expect(trader.positions).toEqual(positions);
}

/** What comes at one time may be mixed, as what is sent at once can be answered at once. */
function checkTold(told: readonly Told[], slow: SlowResult) {
  const isNews = ({ what }: Told) => /^book|^trade/.test(what);
  expect(told.filter(isNews)).toEqual(slow.news);
  expect(told.filter((one) => !isNews(one))).toEqual(slow.answers);
  expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).sort((a, b) => a - b));
}

/** What the runs must have come to, so that none of it is left untried. */
const EVERYTHING = [
  ...['take', 'queue', 'through', 'crossed'].map((rule) => `fills: ${rule}`),
  ...['pending', 'open', 'filled', 'cancelled', 'expired', 'rejected'].map((status) => `orders: ${status}`),
  ...['no-book', 'below-lot', 'would-cross', 'position-limit'].map((reason) => `orders rejected: ${reason}`),
];
const met = new Set<string>();

function countAll({ fills, orders }: SlowResult): void {
  tally.count('runs matched by both engines');
  tally.count('fills that agree', fills.length);
  tally.count('orders that agree', orders.length);
  for (const { rule } of fills) met.add(`fills: ${rule}`);
  for (const { status, rejectReason } of orders) {
    met.add(`orders: ${status}`);
    if (rejectReason !== null) met.add(`orders rejected: ${rejectReason}`);
  }
}

describe('the engine and the slow exchange', () => {
  it.each(MODELS.map(([model, slowModel]) => [model.name, model, slowModel] as const))(
    'agree fill by fill and order by order under %s',
    { timeout: TIMEOUT },
    (_, model, slowModel) => {
      fc.assert(
        fc.property(RUNS, (run) => {
          const { fast, slow, trader } = playBoth(run, model, slowModel);
          checkFills(fast, slow.fills, run.instruments);
          checkOrders(fast, trader.views, slow.orders, run.instruments);
          checkPositions(fast, trader, slow, run.instruments);
          checkTold(trader.told, slow);
          countAll(slow);
        }),
        { numRuns: times(CASES), seed: SEED },
      );
    },
  );

  it('meet every rule, status and reason', () => {
    expect(EVERYTHING.filter((one) => !met.has(one))).toEqual([]);
  });
});
