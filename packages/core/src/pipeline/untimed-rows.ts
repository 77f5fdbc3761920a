import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { RowProblem, SourceTable } from '../ports/row-problem.ts';

const REASON = 'unreadable-timestamp';

/**
 * The rows of a table whose timestamps cannot be read, in batches. They come first in time order; a read that begins
 * behind a place passes them over.
 */
export async function* findUntimedRows(
  repository: OrderflowRepository,
  table: SourceTable,
  batchSize: number,
): AsyncGenerator<readonly RowProblem[]> {
  const query = { order: 'time', batchSize, withTradeIds: false } as const;
  const batches = table === 'book' ? repository.iterateBookRows(query) : repository.iterateTradeRows(query);
  for await (const { count, ids, timestamps } of batches) {
    let untimed = 0;
    while (untimed < count && Number.isNaN(timestamps[untimed]!)) untimed++;
    if (untimed > 0) yield Array.from(ids.subarray(0, untimed), (rowId) => ({ table, rowId, reason: REASON }));
    if (untimed < count) return;
  }
}
