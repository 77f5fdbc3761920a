import { setImmediate } from 'node:timers/promises';
import { isInRange, type RowQuery, type TradeColumns, TradeColumnsBuilder } from '@orderflow/core';
import { openPager } from './open-pager.ts';
import type { Row, Source } from './source-tables.ts';

const LEAST_PAGE_ROWS = 4096;

/** Reads trade rows in batches. Trades are small: a batch holds some thousand, however small a batch of books is. */
export async function* readTrades(source: Source, query: RowQuery): AsyncGenerator<TradeColumns> {
  const pager = await openPager(source, 'trades', query);
  const limit = Math.max(query.batchSize, LEAST_PAGE_ROWS);
  while (true) {
    let seen = 0;
    const builder = new TradeColumnsBuilder(limit);
    for (const row of pager.page(limit)) {
      seen++;
      pager.pass(row);
      take(builder, source, query, row, pager.isRanged);
    }
    if (builder.count > 0) yield builder.build(source.instruments.names);
    if (seen < limit) return;
    await setImmediate();
  }
}

function take(builder: TradeColumnsBuilder, source: Source, query: RowQuery, row: Row, isRanged: boolean): void {
  const [id, instrument, timestampText, price, size, sign, tradeId] = row;
  const timestamps = source.timestamps.trades;
  timestamps.read(timestampText);
  const { timestamp, nanoseconds } = timestamps;
  if (!isRanged && !isInRange({ timestamp, nanoseconds }, query.range ?? {})) return;
  builder.start(id, source.instruments.numberOf(instrument), timestamp, nanoseconds);
  builder.add(numberOf(price), numberOf(size), sign as number, tradeId as string | null);
}

/** A number as it stands, or a column without affinity's numeric text; NaN for all else. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
