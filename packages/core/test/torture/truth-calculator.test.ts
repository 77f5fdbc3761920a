import { makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { type BookSnapshot, MetricCalculator, type OrderbookLevel, type Trade } from '../../src/index.ts';
import { Random } from '../../src/market/random.ts';
import { fractionOf, ZERO } from '../support/fractions.ts';
import { PLAIN } from '../support/plain-calculator.ts';

const SNAPSHOTS = 5000;
const TAPES = 150;
const TRADES = 60;
const TOLERANCE = 1e-13;
/** Weights are exponentials, whose own rounding counts. */
const WEIGHT_TOLERANCE = 1e-9;

const tally = makeTally('truth', 'calculator');
const calculator = new MetricCalculator();

type Spread = 'market' | 'wide' | 'extreme';

/** A number above 0: of a market's size, of any size that adds up, or of any at all. */
function positive(random: Random, spread: Spread): number {
  if (spread === 'market') return Number((0.001 + random.unit() * 10 ** random.below(6)).toFixed(random.below(9) + 3));
  const exponent =
    spread === 'wide' ? random.below(80) - 40 : random.chance(0.5) ? random.below(616) - 308 : 300 + random.below(8);
  return (0.5 + random.unit()) * 10 ** exponent;
}

function makeSide(random: Random, spread: Spread, sign: 1 | -1): ReadonlyMap<number, OrderbookLevel> {
  const centre = spread === 'market' ? 60_000 + random.below(3) : 0;
  const levels = Array.from({ length: spread === 'extreme' ? random.below(3) : random.below(7) }, () => {
    const price = spread === 'market' ? centre + sign * (random.below(20) - 1) * 0.25 : positive(random, spread);
    return { price, size: positive(random, spread), orderCount: random.below(9), liquidationCount: 0 };
  });
  levels.sort((a, b) => sign * (a.price - b.price));
  return new Map(levels.map((level) => [level.price, level]));
}

function makeSnapshot(random: Random, id: number): BookSnapshot {
  const spread = (['market', 'market', 'wide', 'extreme'] as const)[random.below(4)]!;
  const [bids, asks] = [makeSide(random, spread, -1), makeSide(random, spread, 1)];
  return { id, instrument: 'A', timestamp: id, nanoseconds: 0, bids, asks, trades: [] };
}

function makeTrades(random: Random, spread: Spread): readonly Trade[] {
  return Array.from({ length: random.below(TRADES) }, (_, id) => ({
    id,
    instrument: 'A',
    tradeId: null,
    price: 1,
    size: positive(random, spread),
    side: random.chance(0.5) ? 'buy' : 'sell',
    timestamp: id,
    nanoseconds: 0,
  }));
}

/** Holds that a value is what it should be: to so many parts of itself, or of 1 where it is an imbalance. */
function expectClose(
  what: string,
  found: number | null,
  wanted: number | null,
  least = 0,
  tolerance = TOLERANCE,
): void {
  tally.count(`values of ${what}`);
  const isClose =
    found === null || wanted === null
      ? found === wanted
      : Math.abs(found - wanted) <= Math.max(Math.abs(wanted), least) * tolerance + Number.MIN_VALUE;
  if (!isClose) expect([what, found]).toEqual([what, wanted]);
}

/** The share of one size in another may be less than any double: the weighted mid is as exact as its prices then. */
function leastOf(metric: string, snapshot: BookSnapshot): number {
  return metric === 'weightedMid' ? (calculator.bestAsk(snapshot) ?? 0) * 1e-290 : 0;
}

/** Whether the sizes of both sides add up to a double. */
function addsUp({ bids, asks }: BookSnapshot): boolean {
  return [...bids.values(), ...asks.values()].reduce((sum, { size }) => sum + size, 0) < Number.POSITIVE_INFINITY;
}

describe(`the metrics of snapshots (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('are those of their definitions on exact fractions', () => {
    const random = new Random(SEED, 4);
    for (let id = 0; id < times(SNAPSHOTS); id++) {
      const snapshot = makeSnapshot(random, id);
      for (const metric of ['bestBid', 'bestAsk', 'mid', 'spread', 'spreadBps', 'weightedMid'] as const) {
        expectClose(metric, calculator[metric](snapshot), PLAIN[metric](snapshot), leastOf(metric, snapshot));
      }
      if (!addsUp(snapshot)) continue;
      for (const depth of [1, 2, 5, 100]) {
        expectClose('obi', calculator.calculateObi(snapshot, { depth }), PLAIN.obi(snapshot, depth), 1);
      }
      expectClose('obi', calculator.calculateObi(snapshot), PLAIN.obi(snapshot, 100), 1);
      const levelDecay = 2 * random.unit();
      const weighted = PLAIN.obiByLevel(snapshot, levelDecay);
      expectClose('obi by level', calculator.calculateObi(snapshot, { levelDecay }), weighted, 1, WEIGHT_TOLERANCE);
      const scaleBps = 10 ** (random.below(8) - 3);
      const byDistance = calculator.calculateObiByDistance(snapshot, scaleBps);
      expectClose('obi by distance', byDistance, PLAIN.obiByDistance(snapshot, scaleBps), 1, WEIGHT_TOLERANCE);
    }
  });

  it.each([
    [1e-310, 2e-310],
    [1, 1.7e308],
    [5e-324, 1.7e308],
  ])('hold between a bid of %d and an ask of %d', (price, other) => {
    const sideOf = (...prices: readonly number[]) =>
      new Map(prices.map((own) => [own, { price: own, size: 3, orderCount: 1, liquidationCount: 0 }]));
    const bids = sideOf(price, price / 2);
    const snapshot = { id: 1, instrument: 'A', timestamp: 1, nanoseconds: 0, bids, asks: sideOf(other), trades: [] };
    const { spreadBps, obiByDistance } = PLAIN;
    expectClose('spreadBps', calculator.spreadBps(snapshot), spreadBps(snapshot));
    const byDistance = calculator.calculateObiByDistance(snapshot, 10);
    expectClose('obi by distance', byDistance, obiByDistance(snapshot, 10), 1, WEIGHT_TOLERANCE);
  });

  it('of trades are those of exact sums, at every prefix', () => {
    const random = new Random(SEED, 5);
    for (let tape = 0; tape < times(TAPES); tape++) {
      const trades = makeTrades(random, tape % 2 === 0 ? 'market' : 'wide');
      const volume = trades.reduce((sum, { size }) => sum + size, 0);
      let [cvd, sum] = [calculator.calculateCvd(0, []), ZERO];
      for (const trade of trades) {
        cvd = calculator.calculateCvd(cvd, [trade]);
        sum = trade.side === 'buy' ? sum.plus(fractionOf(trade.size)) : sum.minus(fractionOf(trade.size));
        expectClose('cvd', cvd.total, sum.toNumber(), volume * Number.EPSILON);
      }
      expectClose('volume delta', calculator.volumeDelta(trades), PLAIN.volumeDelta(trades), volume);
      expectClose('trade imbalance', calculator.tradeImbalance(trades), PLAIN.tradeImbalance(trades), 1);
    }
  });
});
