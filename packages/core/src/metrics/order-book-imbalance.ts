import { volumeOfDepth } from '../levels/best-first.ts';
import { midOf } from './top-of-book.ts';

/** Prices and sizes of one side of a book: best first, each price once, sizes above 0. */
export interface LevelSide {
  /** Number of levels; the columns may be longer. */
  readonly count: number;
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
}

/**
 * Order-book imbalance of two volumes, (Vb - Va) / (Vb + Va): -1 (asks only) to +1 (bids only), 0 where both are 0.
 * NaN where the volumes or their sum are not finite.
 */
export function obiOfVolumes(bidVolume: number, askVolume: number): number {
  const total = bidVolume + askVolume;
  if (total === 0) return 0;
  return total < Number.POSITIVE_INFINITY ? (bidVolume - askVolume) / total : Number.NaN;
}

/**
 * Order-book imbalance of the sizes on the best `depth` levels a side: all with Infinity, the touch alone with 1. Where a
 * side has fewer levels, those that are there count. An empty book gives 0, a one-sided one -1 or +1; sizes that
 * overflow give NaN. Cont, Kukanov, Stoikov 2014 use it at depth 1.
 */
export function obiOfLevels(bids: LevelSide, asks: LevelSide, depth: number): number {
  return obiOfVolumes(volumeOfDepth(bids, depth), volumeOfDepth(asks, depth));
}

/**
 * Order-book imbalance with the k-th best level, from 1, weighted by e^(-decay (k - 1)): 0 weights all levels alike. An
 * empty book gives 0, a one-sided one -1 or +1; sizes that overflow give NaN.
 */
export function obiByLevel(bids: LevelSide, asks: LevelSide, decay: number): number {
  return obiOfVolumes(volumeByLevel(bids, decay), volumeByLevel(asks, decay));
}

/**
 * Order-book imbalance with each level weighted by e^(-distance / scaleBps), its distance from the mid in basis points:
 * it does not move when empty ticks come and go. NaN where there is no mid: an empty side, a crossed or locked book.
 */
export function obiByDistance(bids: LevelSide, asks: LevelSide, scaleBps: number): number {
  const bid = bids.count > 0 ? bids.prices[0]! : Number.NaN;
  const ask = asks.count > 0 ? asks.prices[0]! : Number.NaN;
  const mid = midOf(bid, ask);
  if (Number.isNaN(mid)) return Number.NaN;
  const perPrice = 1e4 / mid / scaleBps;
  return obiOfVolumes(volumeByDistance(bids, perPrice), volumeByDistance(asks, perPrice));
}

function volumeByLevel({ sizes, count }: LevelSide, decay: number): number {
  const ratio = Math.exp(-decay);
  let weight = 1;
  let volume = 0;
  for (let row = 0; row < count; row++) {
    volume += sizes[row]! * weight;
    weight *= ratio;
  }
  return volume;
}

/**
 * Distances are taken from the touch, not the mid: both touches lie equally far from it, so the same factor falls out
 * of both volumes, and a wide spread cannot underflow them to 0.
 */
function volumeByDistance({ prices, sizes, count }: LevelSide, perPrice: number): number {
  const best = prices[0]!;
  let volume = 0;
  for (let row = 0; row < count; row++) {
    const distance = Math.abs(prices[row]! - best);
    // Between prices that are nearly 0 a distance has no bound, and 0 times infinity is no number.
    volume += distance === 0 ? sizes[row]! : sizes[row]! * Math.exp(-distance * perPrice);
  }
  return volume;
}
