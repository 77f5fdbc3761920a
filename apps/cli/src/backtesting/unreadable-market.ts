import type { Market } from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { formatCounted } from '../output/numbers.ts';

/**
 * Refuses a market that has book rows of which not one can be read; of one that is good, no more is read than its
 * beginning.
 * @throws OrderflowError `source-unreadable`: how many rows, and what says why.
 */
export async function refuseUnreadable(market: Market): Promise<void> {
  for await (const { books } of market.chunks()) if (books.count > 0) return;
  const books = market.skipped.reduce((sum, { table, rows: count }) => sum + (table === 'book' ? count : 0), 0);
  if (books === 0) return;
  const rows = formatCounted(books, 'book row');
  throw new OrderflowError(
    'source-unreadable',
    `none of the ${rows} can be read, so that there is nothing to play: \`orderflow inspect\` says why`,
  );
}
