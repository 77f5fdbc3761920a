import type { LevelColumns } from './level-columns.ts';
import type { BookSide } from './level-scanner.ts';

/** Prices and sizes of one side, best first, each price once. */
export interface SortedLevels {
  readonly count: number;
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
  readonly liquidationCounts: Float64Array;
  readonly orderCounts: Float64Array;
}

/** The levels best first; levels of one price become one, with sizes and counts added in the order of the text. */
export function sortLevels(levels: LevelColumns, side: BookSide): SortedLevels {
  const sign = side === 'bid' ? -1 : 1;
  const { prices, count } = levels;
  const order = Array.from({ length: count }, (_, row) => row);
  order.sort((a, b) => sign * (prices[a]! - prices[b]!) || a - b);
  const sorted = {
    count: 0,
    prices: new Float64Array(count),
    sizes: new Float64Array(count),
    liquidationCounts: new Float64Array(count),
    orderCounts: new Float64Array(count),
  };
  for (const row of order) {
    const isNew = sorted.count === 0 || sorted.prices[sorted.count - 1] !== prices[row];
    const at = isNew ? sorted.count++ : sorted.count - 1;
    sorted.prices[at] = prices[row]!;
    sorted.sizes[at]! += levels.sizes[row]!;
    sorted.liquidationCounts[at]! += levels.liquidationCounts[row]!;
    sorted.orderCounts[at]! += levels.orderCounts[row]!;
  }
  return sorted;
}

/** Size on the best `depth` levels of a side; Infinity where it overflows. */
export function volumeOfDepth(levels: Pick<SortedLevels, 'count' | 'sizes'>, depth: number): number {
  const { sizes } = levels;
  const end = Math.min(depth, levels.count);
  let volume = 0;
  for (let row = 0; row < end; row++) volume += sizes[row]!;
  return volume;
}
