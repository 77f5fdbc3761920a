import type { RowQuery, SourceTable } from '@orderflow/core';
import { quoted } from './index-order.ts';
import { BELOW_ALL_IDS } from './order-table.ts';
import { preparePages } from './prepare-pages.ts';
import type { RowPager } from './row-pager.ts';
import type { IndexOrder, Source } from './source.ts';
import { IS_OF_INSTRUMENT, IS_OF_TEXT_INSTRUMENT } from './source-columns.ts';
import type { TimestampTemplate } from './timestamp-template.ts';

/** The texts of an index are compared letter by letter, whatever the column's own collation. */
const TIMESTAMP = 'r.timestamp COLLATE BINARY';

/** The place behind which a page starts. */
interface Start {
  readonly timestamp: string;
  readonly id: number;
}

interface PageParameters extends Start {
  readonly instrument: string | null;
  readonly end: string | null;
  readonly limit: number;
}

/** Reads rows along an index. */
export function makeIndexPager(
  source: Source,
  table: SourceTable,
  query: RowQuery,
  { index, isByInstrument, template }: IndexOrder,
): RowPager {
  const prepare = (condition: string) =>
    preparePages<PageParameters>(
      source,
      table,
      query,
      (columns) => `SELECT ${columns} FROM ${table} AS r INDEXED BY ${quoted(index)}
        WHERE ${[condition, ...conditionsOf(query, isByInstrument)].join(' AND ')} ORDER BY ${TIMESTAMP}, r.id LIMIT @limit`,
    );
  // Two statements: SQLite finds (timestamp, id) > (?, ?) by its timestamp only, and reads all rows of that time again.
  const same = prepare(`${TIMESTAMP} = @timestamp AND r.id > @id`);
  const later = prepare(`${TIMESTAMP} > @timestamp`);
  const end = query.range?.end;
  const fixed = { instrument: query.instrument ?? null, end: end === undefined ? null : template.format(end) };
  let start = startOf(query, template);
  return {
    isRanged: true,
    *page(limit) {
      const parameters = { ...fixed, ...start };
      let left = limit;
      for (const row of same({ ...parameters, limit })) {
        left--;
        yield row;
      }
      if (left > 0) yield* later({ ...parameters, limit: left });
    },
    pass: (row) => {
      start = { timestamp: row[2] ?? '', id: row[0] };
    },
  };
}

function conditionsOf({ instrument, range }: RowQuery, isByInstrument: boolean): readonly string[] {
  return [
    ...(instrument === undefined ? [] : [isByInstrument ? IS_OF_TEXT_INSTRUMENT : IS_OF_INSTRUMENT]),
    ...(range?.end === undefined ? [] : [`${TIMESTAMP} < @end`]),
  ];
}

/** A moment that the texts cannot say lies before the next that they can. */
function startOf({ after, range }: RowQuery, template: TimestampTemplate): Start {
  const start = { timestamp: range?.start === undefined ? '' : template.format(range.start), id: BELOW_ALL_IDS };
  if (after === undefined) return start;
  const behind = { timestamp: template.format(after), id: template.isExact(after) ? after.id : BELOW_ALL_IDS };
  return behind.timestamp >= start.timestamp ? behind : start;
}
