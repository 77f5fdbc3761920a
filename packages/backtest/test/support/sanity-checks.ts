import type { FillView } from '@orderflow/core';
import { expect } from 'vitest';
import {
  CROSS,
  LOG_MODEL,
  type MakerModel,
  makePowerModel,
  RISK_AVERSE,
  type SimulationResult,
  TOUCH,
} from '../../src/index.ts';
import type { MarketEvent } from './market.ts';
import { fillViewsOf } from './plain-checks.ts';

const STANDARD_ERRORS = 4;
const PROBABILISTIC = [makePowerModel(1), makePowerModel(2), makePowerModel(0.5), LOG_MODEL];
/** Every maker model, from the least to the most that it fills; none of the probabilistic bounds another. */
export const MODELS: readonly MakerModel[] = [CROSS, RISK_AVERSE, ...PROBABILISTIC, TOUCH];
/** Of the first of two models in `MODELS` the second fills at least as much. */
const BOUNDS: readonly (readonly [number, number])[] = [
  [0, 1],
  ...PROBABILISTIC.flatMap((_, index) => [[1, 2 + index] as const, [2 + index, MODELS.length - 1] as const]),
];

/** Size filled so far, by time. */
function filledByTime(result: SimulationResult): ReadonlyMap<number, number> {
  const filled = new Map<number, number>();
  let sum = 0;
  for (const { timestamp, size } of fillViewsOf(result)) {
    sum += size;
    filled.set(timestamp, sum);
  }
  return filled;
}

/** At any time, as the data might end there, a model has filled at least what those below it have. */
export function checkBounds(run: (model: MakerModel) => SimulationResult): number {
  const results = MODELS.map(run);
  const filled = results.map(filledByTime);
  const times = new Set(filled.flatMap((one) => [...one.keys()]).sort((a, b) => a - b));
  const now = MODELS.map(() => 0);
  for (const time of times) {
    for (const [index, one] of filled.entries()) now[index] = one.get(time) ?? now[index]!;
    for (const [lower, upper] of BOUNDS) expect(now[upper]).toBeGreaterThanOrEqual(now[lower]! - 1e-9);
  }
  expect(new Set(results.map(({ orders }) => orders.count)).size).toBe(1);
  expect(results.flatMap(fillViewsOf).map(({ rule }) => rule)).not.toContain('take');
  return BOUNDS.length * times.size;
}

/** Round trips of a taker: what each earned, and what its two trades cost, in spreads of its instrument. */
export function tripsOf(events: readonly MarketEvent[], result: SimulationResult) {
  const books = events.filter((event) => 'bids' in event);
  const spreadOf = ({ bookId, price }: FillView) => {
    const { bids, asks } = books[bookId - 1]!;
    expect([bids[0]![0], asks[0]![0]]).toContain(price);
    return asks[0]![0] - bids[0]![0];
  };
  const flowOf = ({ side, price, size, fee }: FillView) => (side === 'buy' ? -1 : 1) * price * size - fee;
  return result.instruments.flatMap((instrument) => {
    const fills = fillViewsOf(result).filter((fill) => fill.instrument === instrument);
    const unit = meanOf(fills.map((fill) => spreadOf(fill) * fill.size));
    return Array.from({ length: fills.length >> 1 }, (_, index) => {
      const trades = fills.slice(2 * index, 2 * index + 2);
      const profit = trades.reduce((sum, fill) => sum + flowOf(fill), 0);
      const cost = trades.reduce((sum, fill) => sum + (spreadOf(fill) * fill.size) / 2 + fill.fee, 0);
      return { profit: profit / unit, cost: cost / unit };
    });
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Takers lose their costs, and by chance a little more or less. */
export function checkLosses(trips: ReturnType<typeof tripsOf>): void {
  const surprises = trips.map(({ profit, cost }) => profit + cost);
  const error = Math.sqrt(meanOf(surprises.map((value) => value ** 2)) / trips.length);
  expect(Math.abs(meanOf(surprises))).toBeLessThan(STANDARD_ERRORS * error);
  // So small an error tells the spread of a round trip, 1, from none.
  expect(STANDARD_ERRORS * error).toBeLessThan(0.5);
}
