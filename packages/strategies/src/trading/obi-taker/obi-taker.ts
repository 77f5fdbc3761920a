import type { BacktestStrategy } from '@orderflow/core';
import { checkParameter } from '../check-parameter.ts';
import { takeTo } from '../take-to.ts';

/** What the taker goes by. */
export interface ObiTakerParameters {
  /** It goes long at this OBI and short at its negative: above 0, at most 1. */
  readonly entryObi: number;
  /** It closes a position when the OBI leans its way by no more than this: 0 to 1. */
  readonly exitObi: number;
  /** Size of its position. */
  readonly size: number;
}

/** What it goes by unless told otherwise. */
export const OBI_TAKER_DEFAULTS: ObiTakerParameters = { entryObi: 0.6, exitObi: 0.1, size: 0.01 };

/**
 * Takes liquidity where the order-book imbalance leans: buys when it rises to a threshold, sells when it falls to its
 * negative, and closes when it has come back. One position at a time in each instrument; it waits for an order's end
 * before it sends another. (The sign of the imbalance predicts the next move of the mid: Gould, Bonart 2016, "Queue
 * imbalance as a one-tick-ahead price predictor in a limit order book".)
 * @throws OrderflowError `bad-argument`.
 */
export function makeObiTaker(parameters: Partial<ObiTakerParameters> = {}): BacktestStrategy {
  const { entryObi, exitObi, size } = { ...OBI_TAKER_DEFAULTS, ...parameters };
  checkParameter('entryObi', entryObi, { least: 0, most: 1, isAbove: true });
  checkParameter('exitObi', exitObi, { least: 0, most: 1 });
  checkParameter('size', size, { least: 0, most: Number.MAX_VALUE, isAbove: true });
  return {
    name: 'obi-taker',
    features: ['obi'],
    onBook(context) {
      const { market } = context;
      const obi = market.feature('obi');
      if (market.orders.length > 0 || Number.isNaN(obi)) return;
      const side = sideFor(obi, Math.sign(market.position), entryObi, exitObi);
      takeTo(context, side * size);
    },
  };
}

/** The side to be on: +1 long, -1 short, 0 out. */
function sideFor(obi: number, side: number, entryObi: number, exitObi: number): number {
  if (obi >= entryObi) return 1;
  if (obi <= -entryObi) return -1;
  return side * obi > exitObi ? side : 0;
}
