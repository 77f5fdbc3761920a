import type { RowQuery, SourceTable } from '@orderflow/core';
import { makeIdPager, makeSortedIdPager } from './id-pager.ts';
import { findIndexOrder, makeIndexPager } from './index-pager.ts';
import { isSortedById } from './sorted-ids.ts';
import type { Row, Source } from './source-tables.ts';
import { makeTimePager } from './time-pager.ts';

/** Hands out the rows of a query page by page, in its order. Holds no statement between two pages. */
export interface RowPager {
  /** Whether every row lies in the query's range: where not, the caller must look. */
  readonly isRanged: boolean;
  /** The next rows, at most `limit`. Ending the iteration early is allowed. */
  page(limit: number): IterableIterator<Row>;
  /** Says that a row was taken; the next page begins behind it. */
  pass(row: Row): void;
}

/**
 * The way to read a query's rows: by id where rows may come as they lie or are known to lie in time order, else by an index of the file whose order is
 * time order, else by a sorted list of ids in a temporary table.
 */
export async function openPager(source: Source, table: SourceTable, query: RowQuery): Promise<RowPager> {
  if (query.order === 'id') return makeIdPager(source, table, query);
  const isWhole = query.afterId === undefined && query.after === undefined;
  if (isWhole && isSortedById(source, table)) return makeSortedIdPager(source, table, query);
  const index = findIndexOrder(source, table, query);
  return index === null ? makeTimePager(source, table, query) : makeIndexPager(source, table, query, index);
}
