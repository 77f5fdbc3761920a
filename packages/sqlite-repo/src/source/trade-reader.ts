import { setImmediate } from 'node:timers/promises';
import { type RowQuery, type TradeColumns, TradeColumnsBuilder } from '@orderflow/core';
import { openPager } from './open-pager.ts';
import { holds, type RowPager } from './row-pager.ts';
import type { Source } from './source.ts';
import type { Row } from './source-columns.ts';

/** Reads trade rows in batches. The event loop turns once a batch. */
export async function* readTrades(source: Source, query: RowQuery): AsyncGenerator<TradeColumns> {
  const pager = await openPager(source, 'trades', query);
  try {
    yield* readPages(source, query, pager);
  } finally {
    pager.close?.();
  }
}

async function* readPages(source: Source, query: RowQuery, pager: RowPager): AsyncGenerator<TradeColumns> {
  while (true) {
    let seen = 0;
    const builder = new TradeColumnsBuilder(query.batchSize);
    for (const row of pager.page(query.batchSize)) {
      seen++;
      pager.pass(row);
      take(builder, source, query, row, pager.isRanged);
    }
    if (builder.count > 0) yield builder.build(source.instruments.names);
    if (seen < query.batchSize) return;
    await setImmediate();
  }
}

function take(builder: TradeColumnsBuilder, source: Source, query: RowQuery, row: Row, isRanged: boolean): void {
  const [id, instrument, timestampText, price, size, sign, tradeId] = row;
  const timestamps = source.timestamps.trades;
  timestamps.read(timestampText);
  const { timestamp, nanoseconds } = timestamps;
  if (!isRanged && !holds(query.range, timestamp, nanoseconds)) return;
  builder.start(id, source.instruments.numberOf(instrument), timestamp, nanoseconds);
  builder.add(numberOf(price), numberOf(size), sign as number, tradeId as string | null);
}

/** A number as it stands, or a column without affinity's numeric text; NaN for all else. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
