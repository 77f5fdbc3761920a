import type { Ladder } from './ladder-rows.ts';
import { priceDecimals } from './price-decimals.ts';

/** Digits that a column of sizes has room for. */
const MOST_DIGITS = 6;

/** The decimals that all sizes of a ladder are written with, so that their points stand below each other. */
export function sizeDecimals({ bids, asks }: Ladder): number {
  const rows = [...bids, ...asks];
  const largest = Math.max(1, ...rows.map(({ total }) => total));
  const room = Math.max(0, MOST_DIGITS - 1 - Math.floor(Math.log10(largest)));
  return Math.min(room, priceDecimals(rows.map(({ size }) => ({ price: size }))));
}
