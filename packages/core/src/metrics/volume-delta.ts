import type { TradeColumns } from '../columns/trade-columns.ts';
import { roundingErrorOf } from './compensated-sum.ts';
import { obiOfVolumes } from './order-book-imbalance.ts';

/** What was bought and sold by aggressors, in size units. */
export interface TradeVolumes {
  readonly buyVolume: number;
  readonly sellVolume: number;
  /** Number of trades. */
  readonly count: number;
}

/** Buy and sell volume of the rows `start` to before `end`, all good trades. Sums are compensated. */
export function volumesOfTrades(
  { sizes, sides }: Pick<TradeColumns, 'sizes' | 'sides'>,
  start: number,
  end: number,
): TradeVolumes {
  let buys = 0;
  let sells = 0;
  let buyError = 0;
  let sellError = 0;
  for (let row = start; row < end; row++) {
    const size = sizes[row]!;
    if (sides[row]! > 0) {
      buyError += roundingErrorOf(buys, size);
      buys += size;
    } else {
      sellError += roundingErrorOf(sells, size);
      sells += size;
    }
  }
  return { buyVolume: buys + buyError, sellVolume: sells + sellError, count: end - start };
}

/** Volume delta, buy volume - sell volume, in size units; null without trades. */
export function volumeDeltaOf({ buyVolume, sellVolume, count }: TradeVolumes): number | null {
  return count === 0 ? null : buyVolume - sellVolume;
}

/** Trade imbalance, (Vb - Vs) / (Vb + Vs): -1 (sells only) to +1 (buys only); null without trades. */
export function tradeImbalanceOf({ buyVolume, sellVolume, count }: TradeVolumes): number | null {
  return count === 0 ? null : obiOfVolumes(buyVolume, sellVolume);
}
