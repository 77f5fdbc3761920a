import type { TradeColumns } from './trade-columns.ts';
import { TradeColumnsBuilder } from './trade-columns-builder.ts';

/** The trades of one instrument from several batches, of several repositories even, as one batch. */
export function joinTrades(instrument: string, batches: readonly TradeColumns[]): TradeColumns {
  const joined = new TradeColumnsBuilder(batches.reduce((sum, { count }) => sum + count, 0));
  for (const batch of batches) {
    for (let row = 0; row < batch.count; row++) {
      joined.start(batch.ids[row]!, 0, batch.timestamps[row]!, batch.nanoseconds[row]!);
      joined.add(batch.prices[row]!, batch.sizes[row]!, batch.sides[row]!, batch.tradeIds[row] ?? null);
    }
  }
  return joined.build([instrument]);
}
