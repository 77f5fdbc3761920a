import type { RowQuery, SourceTable } from '@orderflow/core';
import type { Source } from './source.ts';
import { columnsOf, IS_OVERSIZED, type Row } from './source-columns.ts';

/** A page of rows with no larger side than this comes all at once, and holds no more memory than a batch may. */
const SMALL_SIDE_BYTES = 8 * 1024;

/**
 * Prepares the reading of pages by an SQL that is made of its columns. All rows of a page at once take half the time of
 * one by one; where a side is too large for that, the page and those behind it come one by one. A side beyond
 * `LargeSides.mostInline` does not come along.
 */
export function preparePages<Parameters extends object>(
  { connection, sides }: Source,
  table: SourceTable,
  query: RowQuery,
  sqlOf: (columns: string) => string,
): (parameters: Parameters) => Iterable<Row> {
  const prepare = (most: number) =>
    connection.database.prepare<[Parameters], Row>(sqlOf(columnsOf(most, table, query))).raw();
  if (table === 'trades') {
    const all = prepare(0);
    return (parameters) => all.all(parameters);
  }
  const small = prepare(Math.min(sides.mostInline, SMALL_SIDE_BYTES));
  let any: ReturnType<typeof prepare> | null = null;
  return (parameters) => {
    const rows = any === null ? small.all(parameters) : [];
    if (any === null && rows.every((row) => row[IS_OVERSIZED] !== 1)) return rows;
    any ??= prepare(sides.mostInline);
    return any.iterate(parameters);
  };
}
