import type { RowQuery, SourceTable } from '@orderflow/core';
import type { RowPager } from './row-pager.ts';
import { columnsOf, type Row, type Source } from './source-tables.ts';

/** Reads rows as they lie. */
export function makeIdPager(source: Source, table: SourceTable, query: RowQuery): RowPager {
  const condition = query.instrument === undefined ? '' : 'AND r.instrument = @instrument';
  const statement = source.connection.database
    .prepare<[object], Row>(
      `SELECT ${columnsOf(source, table, query)} FROM ${table} AS r
       WHERE r.id > @after ${condition} ORDER BY r.id LIMIT @limit`,
    )
    .raw();
  const instrument = query.instrument ?? null;
  let after = query.afterId ?? Number.MIN_SAFE_INTEGER;
  return {
    isRanged: query.range?.start === undefined && query.range?.end === undefined,
    page: (limit) => statement.iterate({ after, instrument, limit }),
    pass: (row) => {
      after = row[0];
    },
  };
}
