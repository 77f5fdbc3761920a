import type { SourceTable } from '@orderflow/core';

/** Some rows of a table: a span of ids, no wider than the rows it may hold, or a list in its own order. */
export type RowSet =
  | { readonly kind: 'span'; readonly first: number; readonly last: number }
  | { readonly kind: 'list'; readonly ids: readonly number[] };

/** The SQL for the rows of a set, under the name `r`. They mostly come in order. */
export function rowsFrom(table: SourceTable, kind: RowSet['kind']): string {
  return kind === 'span'
    ? `${table} AS r NOT INDEXED WHERE r.id BETWEEN @first AND @last`
    : `json_each(@ids) AS j CROSS JOIN ${table} AS r ON r.id = j.value`;
}

/** The SQL for the rows of a set in their order, whatever the table's key is. */
export function orderedRowsFrom(table: SourceTable, kind: RowSet['kind']): string {
  return `${rowsFrom(table, kind)} ORDER BY ${kind === 'span' ? 'r.id' : 'j.key'}`;
}

/** What the SQL for a set is given. */
export function parametersOf(rows: RowSet): object {
  return rows.kind === 'span' ? { first: rows.first, last: rows.last } : { ids: JSON.stringify(rows.ids) };
}

/** The most rows that a set holds. */
export function sizeOf(rows: RowSet): number {
  return rows.kind === 'span' ? rows.last - rows.first + 1 : rows.ids.length;
}
