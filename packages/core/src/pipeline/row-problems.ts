import { NO_INSTRUMENT } from '../columns/book-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import type { ProblemReason } from '../ports/row-problem.ts';

/** No sum of a table's trades can overflow while each is at most this. */
const LARGEST_SIZE = 1e280;

/** Why a trade cannot be counted; null for a good one. */
export function problemOfTrade(columns: TradeColumns, row: number): ProblemReason | null {
  if (Number.isNaN(columns.timestamps[row]!)) return 'unreadable-timestamp';
  if (columns.instruments[row] === NO_INSTRUMENT) return 'missing-instrument';
  if (!isPositive(columns.prices[row]!)) return 'bad-price';
  if (!isPositive(columns.sizes[row]!)) return 'bad-size';
  if (columns.sides[row] === 0) return 'bad-side';
  return columns.sizes[row]! > LARGEST_SIZE ? 'overflow' : null;
}

function isPositive(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}
