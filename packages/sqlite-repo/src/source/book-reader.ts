import { setImmediate } from 'node:timers/promises';
import { type BookColumns, checkBatchSize, type RowQuery } from '@orderflow/core';
import { freeText } from '../chunks/free-text.ts';
import { rowsInMemory, spareMemory } from '../memory/rows-in-memory.ts';
import { BookColumnsBuilder } from './book-columns-builder.ts';
import { openPager } from './open-pager.ts';
import { holds, type RowPager } from './row-pager.ts';
import type { Source } from './source.ts';
import type { Row } from './source-columns.ts';

/** A batch ends with the row that takes its text to so many bytes. */
const BATCH_BYTES = 16 * 1024 * 1024;
/** What a row takes of memory without its levels. */
const ROW_BYTES = 200;
/** A page is held in memory beside its batch, however large a batch may be. */
const PAGE_ROWS = 1000;
const SIDES = [
  [0, 'bids'],
  [1, 'asks'],
] as const;

/** Reads book rows in batches that are bounded by rows and by bytes. The event loop turns once a batch. */
export async function* readBook(source: Source, query: RowQuery): AsyncGenerator<BookColumns> {
  checkBatchSize(query.batchSize);
  const pager = await openPager(source, 'book', query);
  try {
    yield* readPages(source, query, pager);
  } finally {
    pager.close?.();
  }
}

async function* readPages(source: Source, query: RowQuery, pager: RowPager): AsyncGenerator<BookColumns> {
  let expectedBytes = 0;
  while (true) {
    const mostRows = rowsInMemory(query.batchSize, ROW_BYTES, spareMemory());
    const builder = new BookColumnsBuilder(mostRows, expectedBytes);
    const isEnd = fill(builder, source, { ...query, batchSize: mostRows }, pager);
    expectedBytes = Math.ceil(builder.bytes * 1.1);
    if (builder.count > 0) yield builder.build(source.instruments.names);
    if (isEnd) return;
    await setImmediate();
  }
}

/** Fills a batch from the next pages; whether the last of them was among these. */
function fill(builder: BookColumnsBuilder, source: Source, query: RowQuery, pager: RowPager): boolean {
  for (let asked = 0, seen = 0; asked < query.batchSize; ) {
    const limit = Math.min(PAGE_ROWS, query.batchSize - asked);
    asked += limit;
    for (const row of pager.page(limit)) {
      seen++;
      pager.pass(row);
      take(builder, source, query, row, pager.isRanged);
      if (builder.bytes >= BATCH_BYTES) return false;
    }
    if (seen < asked) return true;
  }
  return false;
}

function take(builder: BookColumnsBuilder, source: Source, query: RowQuery, row: Row, isRanged: boolean): void {
  const [id, instrument, timestampText, bids, asks, isLarge] = row;
  const timestamps = source.timestamps.book;
  timestamps.read(timestampText);
  const { timestamp, nanoseconds } = timestamps;
  if (!isRanged && !holds(query.range, timestamp, nanoseconds)) return;
  const isOversized = isLarge === 1 && source.sides.areOversized(id);
  builder.push(id, source.instruments.numberOf(instrument), timestamp, nanoseconds, isOversized);
  if (isLarge === 1 && !isOversized) addLargeSides(builder, source, id);
  else {
    builder.addText(0, bids as string | null);
    builder.addText(1, asks as string | null);
  }
  builder.addText(2, timestampText);
}

/** One after the other: while the one is copied, the other is not there yet. */
function addLargeSides(builder: BookColumnsBuilder, { sides }: Source, id: number): void {
  for (const [field, side] of SIDES) {
    const text = sides.read(id, side);
    builder.addBytes(field, text);
    freeText(text);
  }
}
