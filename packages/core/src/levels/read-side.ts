import type { OrderbookLevel } from '../models/orderbook-level.ts';
import type { ProblemReason } from '../ports/row-problem.ts';
import { sortLevels } from './best-first.ts';
import { type BookSide, LevelScanner } from './level-scanner.ts';

/**
 * The levels of one side as objects by price, best first; or why the text cannot be used. For people and strategies:
 * loops over many snapshots use {@link LevelScanner}.
 */
export function readSide(
  bytes: Uint8Array,
  start: number,
  end: number,
  side: BookSide,
): ReadonlyMap<number, OrderbookLevel> | ProblemReason {
  const scanner = new LevelScanner();
  const problem = scanner.scan(bytes, start, end, side);
  if (problem !== null) return problem;
  const { count, prices, sizes, orderCounts, liquidationCounts } = sortLevels(scanner.levels, side);
  const levels = new Map<number, OrderbookLevel>();
  for (let row = 0; row < count; row++) {
    const price = prices[row]!;
    const orderCount = orderCounts[row]!;
    const liquidationCount = liquidationCounts[row]!;
    levels.set(price, { price, size: sizes[row]!, orderCount, liquidationCount });
  }
  return levels;
}
