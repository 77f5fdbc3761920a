import { problemOfTrade, type TimeRange, type Trade, tradeFromRow } from '@orderflow/core';
import type { Source } from '../source/source.ts';
import { readTrades } from './read-trades.ts';

const BATCH_ROWS = 8192;

/** The good trades of a span in (timestamp, id) order, as objects. */
export async function loadTrades(
  source: Source,
  range: TimeRange,
  instrument: string | undefined,
): Promise<readonly Trade[]> {
  const trades: Trade[] = [];
  const only = instrument === undefined ? {} : { instrument };
  for await (const columns of readTrades(source, { ...only, range, order: 'time', batchSize: BATCH_ROWS })) {
    for (let row = 0; row < columns.count; row++) {
      if (problemOfTrade(columns, row) === null) trades.push(tradeFromRow(columns, row));
    }
  }
  return trades;
}
