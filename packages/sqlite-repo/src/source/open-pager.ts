import type { RowQuery, SourceTable } from '@orderflow/core';
import { makeIdPager, makeSortedIdPager } from './id-pager.ts';
import { findIndexOrder } from './index-order.ts';
import { makeIndexPager } from './index-pager.ts';
import type { RowPager } from './row-pager.ts';
import { sortednessOf } from './sorted-ids.ts';
import type { Source } from './source.ts';
import { makeTimePager } from './time-pager.ts';

/**
 * The way to read a query's rows: by id where rows may come as they lie or are known to lie in time order, else by an
 * index of the file whose order is time order, else by a sorted list of ids in a temporary table.
 */
export async function openPager(source: Source, table: SourceTable, query: RowQuery): Promise<RowPager> {
  if (query.order === 'id') return makeIdPager(source, table, query);
  if (liesInOrder(source, table, query)) return makeSortedIdPager(source, table, query);
  const index = findIndexOrder(source, table, query);
  return index === null ? makeTimePager(source, table, query) : makeIndexPager(source, table, query, index);
}

/**
 * Whether a query's time order is the order of ids. Rows without a readable timestamp stand anywhere among the ids: a read
 * that hands them out first cannot go by id.
 */
export function liesInOrder(source: Source, table: SourceTable, { afterId, after, range }: RowQuery): boolean {
  if (afterId !== undefined || after !== undefined) return false;
  const sortedness = sortednessOf(source, table);
  const isBounded = range?.start !== undefined || range?.end !== undefined;
  return sortedness === 'all' || (sortedness === 'timed' && isBounded);
}
