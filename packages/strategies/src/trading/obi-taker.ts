import { type BacktestContext, type BacktestStrategy, OrderflowError } from '@orderflow/core';

/** What the taker goes by. */
export interface ObiTakerOptions {
  /** It is long above this OBI and short below its negative: above 0, below 1. */
  readonly entryObi: number;
  /** It closes a position when the OBI has come back within this: 0 to `entryObi`. */
  readonly exitObi: number;
  /** Size of its position. */
  readonly size: number;
}

/** What it does unless told otherwise. */
export const DEFAULT_OBI_TAKER: ObiTakerOptions = { entryObi: 0.6, exitObi: 0.1, size: 0.01 };

/**
 * Takes liquidity where the order-book imbalance leans: buys when it rises above a threshold, sells when it falls below
 * its negative, and closes when it has come back. One position at a time in each instrument; it waits for an order's
 * end before it sends another.
 * @throws OrderflowError `bad-argument`.
 */
export function makeObiTaker(options: Partial<ObiTakerOptions> = {}): BacktestStrategy {
  const { entryObi, exitObi, size } = { ...DEFAULT_OBI_TAKER, ...options };
  if (!(entryObi > 0 && entryObi < 1)) throw badOption('entryObi', entryObi, 'a number above 0 and below 1');
  if (!(exitObi >= 0 && exitObi <= entryObi)) throw badOption('exitObi', exitObi, 'a number from 0 to entryObi');
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) throw badOption('size', size, 'a number above 0');
  return {
    name: 'obi-taker',
    features: ['obi'],
    onBook(context) {
      const { market } = context;
      const obi = market.feature('obi');
      if (market.orders.length > 0 || Number.isNaN(obi)) return;
      const target = targetOf(obi, Math.sign(market.position), entryObi, exitObi) * size;
      trade(context, target - market.position);
    },
  };
}

/** The side to be on: +1 long, -1 short, 0 out. */
function targetOf(obi: number, side: number, entryObi: number, exitObi: number): number {
  if (obi >= entryObi) return 1;
  if (obi <= -entryObi) return -1;
  return side * obi > exitObi ? side : 0;
}

function trade(context: BacktestContext, size: number): void {
  if (size > 0) context.buy({ size });
  else if (size < 0) context.sell({ size: -size });
}

function badOption(name: string, value: number, wanted: string): OrderflowError {
  return new OrderflowError('bad-argument', `${name} is ${value}; give ${wanted}`);
}
