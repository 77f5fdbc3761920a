import type { Bars } from './bars.ts';
import { decimalsOfStep } from './number-format.ts';

const MOST_PRICES = 400;
const MOST_DECIMALS = 8;

/** The decimals of the prices of some bars: what a tick size shows where none is given. */
export function priceDecimals(bars: Bars): number {
  let decimals = 0;
  for (const { bars: columns, from, to } of bars.runs) {
    const stride = Math.max(1, Math.ceil((to - from) / MOST_PRICES));
    for (let index = from; index < to; index += stride) {
      for (const price of [columns.opens[index]!, columns.highs[index]!, columns.lows[index]!]) {
        while (decimals < MOST_DECIMALS && isFiner(price, decimals)) decimals++;
      }
    }
  }
  return decimals;
}

/** The decimals that a tick size needs. */
export function decimalsOfTick(tickSize: number): number {
  return decimalsOfStep(tickSize);
}

function isFiner(price: number, decimals: number): boolean {
  return Math.abs(price - Number(price.toFixed(decimals))) > 1e-9 * Math.max(1, Math.abs(price) * 1e-3);
}
