import type { RowQuery, SourceTable } from '@orderflow/core';
import { BELOW_ALL_IDS } from './order-table.ts';
import { preparePages } from './prepare-pages.ts';
import type { RowPager } from './row-pager.ts';
import { lastIdBefore } from './sorted-ids.ts';
import type { Source } from './source.ts';
import { IS_OF_INSTRUMENT } from './source-columns.ts';

/** Reads rows as they lie. */
export function makeIdPager(source: Source, table: SourceTable, query: RowQuery): RowPager {
  const first = query.afterId ?? BELOW_ALL_IDS;
  return pageIds(source, table, query, first, Number.MAX_SAFE_INTEGER);
}

/** Reads the rows of a range from a table that lies in time order: the ends are found by halving. */
export function makeSortedIdPager(source: Source, table: SourceTable, query: RowQuery): RowPager {
  const { start, end } = query.range ?? {};
  const first = start === undefined ? BELOW_ALL_IDS : lastIdBefore(source, table, start);
  const last = end === undefined ? Number.MAX_SAFE_INTEGER : lastIdBefore(source, table, end);
  return pageIds(source, table, query, first, last);
}

function pageIds(source: Source, table: SourceTable, query: RowQuery, first: number, last: number): RowPager {
  // An index on the instrument would have every page sort all rows of the instrument.
  const condition = query.instrument === undefined ? '' : `AND ${IS_OF_INSTRUMENT}`;
  const pages = preparePages(
    source,
    table,
    query,
    (columns) => `SELECT ${columns} FROM ${table} AS r NOT INDEXED
      WHERE r.id > @after AND r.id <= @last ${condition} ORDER BY r.id LIMIT @limit`,
  );
  const instrument = query.instrument ?? null;
  let after = first;
  return {
    isRanged: query.range?.start === undefined && query.range?.end === undefined,
    page: (limit) => pages({ after, last, instrument, limit }),
    pass: (row) => {
      after = row[0];
    },
  };
}
