import type { Bars } from './bars.ts';

const MOST_PRICES = 400;
/** Digits that a label has room for: what is beyond them is noise of binary fractions. */
const MOST_DIGITS = 7;
const MOST_DECIMALS = 8;

/** The decimals of the prices of some bars: what a tick size shows where none is given. */
export function priceDecimals(bars: Bars): number {
  let decimals = 0;
  for (const { bars: columns, from, to } of bars.runs) {
    const stride = Math.max(1, Math.ceil((to - from) / MOST_PRICES));
    for (let index = from; index < to; index += stride) {
      for (const price of [columns.opens[index]!, columns.highs[index]!, columns.lows[index]!]) {
        while (decimals < roomOf(price) && isFiner(price, decimals)) decimals++;
      }
    }
  }
  return decimals;
}

function roomOf(price: number): number {
  const size = Math.abs(price);
  return size < 1 ? MOST_DECIMALS : Math.max(0, MOST_DIGITS - 1 - Math.floor(Math.log10(size)));
}

function isFiner(price: number, decimals: number): boolean {
  return Math.abs(price - Number(price.toFixed(decimals))) > 1e-9 * Math.max(1, Math.abs(price) * 1e-3);
}
