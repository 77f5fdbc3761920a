import { setImmediate } from 'node:timers/promises';
import { checkBatchSize, type RowQuery, type TradeColumns, TradeColumnsBuilder } from '@orderflow/core';
import { numberInstruments } from '../chunks/number-instruments.ts';
import { canCut, openCutter } from '../chunks/open-cutter.ts';
import { type Flag, readAhead } from '../chunks/read-ahead.ts';
import type { RowSet } from '../chunks/row-set.ts';
import { rowsInMemory, spareHeap, spareMemory } from '../memory/rows-in-memory.ts';
import { findIndexOrder } from '../source/index-order.ts';
import { liesInOrder, openPager } from '../source/open-pager.ts';
import { holds, type RowPager } from '../source/row-pager.ts';
import type { Source } from '../source/source.ts';
import type { Row } from '../source/source-columns.ts';
import { tradeNumber } from './trade-number.ts';

/** The most trades of a chunk, and of a page. */
const CHUNK_ROWS = 4096;
/** What a row takes of memory, with its trade id. */
const ROW_BYTES = 200;
/** The same of a row of a chunk, which has none, until it is used. */
const AHEAD_BYTES = 100;

/** Reads trade rows in batches. The event loop turns once a batch. */
export async function* readTrades(source: Source, query: RowQuery): AsyncGenerator<TradeColumns> {
  checkBatchSize(query.batchSize);
  if (query.withTradeIds === false && canCut(query) && !needsIndex(source, query)) yield* readChunks(source, query);
  else yield* readRows(source, query);
}

/** Whether trades stand out of order, and an index of the file knows their order. */
function needsIndex(source: Source, query: RowQuery): boolean {
  if (query.order === 'id' || liesInOrder(source, 'trades', query)) return false;
  return findIndexOrder(source, 'trades', query) !== null;
}

/** Reads trades without the exchange's ids. */
async function* readChunks(source: Source, query: RowQuery): AsyncGenerator<TradeColumns> {
  const { chunks, connection, lockTimeoutMs } = source;
  const { file } = connection;
  const mostRows = Math.min(query.batchSize, CHUNK_ROWS);
  const options = {
    cutter: await openCutter(source, 'trades', query),
    ahead: chunks.ahead,
    rows: () => rowsInMemory(mostRows, AHEAD_BYTES * chunks.ahead, spareMemory()),
    read: (rows: RowSet, isFirst: boolean, abandoned: Flag) =>
      chunks.readTrades({ file, rows, lockTimeoutMs, abandoned }, isFirst),
  };
  for await (const { formats, ...columns } of readAhead(options)) {
    for (const format of formats) source.timestamps.trades.formats.add(format);
    const tradeIds = new Array<null>(columns.count).fill(null);
    yield { ...columns, ...numberInstruments(source, columns), tradeIds };
  }
}

/** Reads trades row by row. */
async function* readRows(source: Source, query: RowQuery): AsyncGenerator<TradeColumns> {
  const pager = await openPager(source, 'trades', query);
  try {
    yield* readPages(source, query, pager);
  } finally {
    pager.close?.();
  }
}

async function* readPages(source: Source, query: RowQuery, pager: RowPager): AsyncGenerator<TradeColumns> {
  while (true) {
    const mostRows = rowsInMemory(query.batchSize, ROW_BYTES, spareHeap());
    const builder = new TradeColumnsBuilder(mostRows);
    const isEnd = fill(builder, source, { ...query, batchSize: mostRows }, pager);
    if (builder.count > 0) yield builder.build(source.instruments.names);
    if (isEnd) return;
    await setImmediate();
  }
}

/** Fills a batch from the next pages; whether the last of them was among these. */
function fill(builder: TradeColumnsBuilder, source: Source, query: RowQuery, pager: RowPager): boolean {
  for (let asked = 0, seen = 0; asked < query.batchSize; ) {
    const limit = Math.min(CHUNK_ROWS, query.batchSize - asked);
    asked += limit;
    for (const row of pager.page(limit)) {
      seen++;
      pager.pass(row);
      take(builder, source, query, row, pager.isRanged);
    }
    if (seen < asked) return true;
  }
  return false;
}

function take(builder: TradeColumnsBuilder, source: Source, query: RowQuery, row: Row, isRanged: boolean): void {
  const [id, instrument, timestampText, price, size, sign, tradeId] = row;
  const timestamps = source.timestamps.trades;
  timestamps.read(timestampText);
  const { timestamp, nanoseconds } = timestamps;
  if (!isRanged && !holds(query.range, timestamp, nanoseconds)) return;
  builder.start(id, source.instruments.numberOf(instrument), timestamp, nanoseconds);
  builder.add(tradeNumber(price), tradeNumber(size), sign as number, tradeId as string | null);
}
