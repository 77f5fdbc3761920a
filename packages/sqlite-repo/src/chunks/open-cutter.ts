import type { RowQuery, SourceTable } from '@orderflow/core';
import { liesInOrder } from '../source/open-pager.ts';
import { BEFORE_ALL, BELOW_ALL_IDS, takeOrderTable } from '../source/order-table.ts';
import type { Source } from '../source/source.ts';
import { ListCutter } from './list-cutter.ts';
import type { RowCutter } from './row-cutter.ts';
import { SpanCutter } from './span-cutter.ts';

/** Whether the rows of a query are cut into chunks: those of whole tables are. */
export function canCut({ instrument, range }: RowQuery): boolean {
  return instrument === undefined && range?.start === undefined && range?.end === undefined;
}

/** Cuts a whole table in the order of a query. */
export async function openCutter(source: Source, table: SourceTable, query: RowQuery): Promise<RowCutter> {
  const { database } = source.connection;
  const first = query.afterId ?? BELOW_ALL_IDS;
  if (query.order === 'id' || liesInOrder(source, table, query)) return new SpanCutter(database, table, first);
  const order = await takeOrderTable(source, table, first);
  return new ListCutter(database, order, query.after ?? BEFORE_ALL);
}
