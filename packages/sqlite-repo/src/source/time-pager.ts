import { compareTimestamps, type RowPosition, type RowQuery, type SourceTable, type TimeRange } from '@orderflow/core';
import { BEFORE_ALL, BELOW_ALL_IDS, releaseOrderTable, takeOrderTable } from './order-table.ts';
import { preparePages } from './prepare-pages.ts';
import type { RowPager } from './row-pager.ts';
import type { Source } from './source.ts';
import { UNREADABLE } from './time-functions.ts';

const BEHIND_UNREADABLE: RowPosition = { timestamp: UNREADABLE, nanoseconds: 0, id: Number.POSITIVE_INFINITY };

/** Reads rows by (timestamp, id) along a sorted list of their ids; unreadable timestamps come first. */
export async function makeTimePager(source: Source, table: SourceTable, query: RowQuery): Promise<RowPager> {
  const order = await takeOrderTable(source, table, query.afterId ?? BELOW_ALL_IDS);
  const end = query.range?.end;
  const conditions = [
    '(o.ms, o.ns, o.id) > (@ms, @ns, @id)',
    ...(end === undefined ? [] : ['(o.ms, o.ns) < (@endMs, @endNs)']),
    ...(query.instrument === undefined ? [] : ['o.instrument = @instrument']),
  ];
  const pages = preparePages(
    source,
    table,
    query,
    (columns) => `SELECT ${columns} FROM temp.${order.name} AS o CROSS JOIN ${table} AS r ON r.id = o.id
      WHERE ${conditions.join(' AND ')} ORDER BY o.ms, o.ns, o.id LIMIT @limit`,
  );
  const timestamps = source.timestamps[table];
  const fixed = {
    instrument: query.instrument ?? null,
    endMs: end?.timestamp ?? null,
    endNs: end?.nanoseconds ?? null,
  };
  let after = startOf(query);
  return {
    isRanged: true,
    page: (limit) => pages({ ...fixed, ms: after.timestamp, ns: after.nanoseconds, id: after.id, limit }),
    pass: (row) => {
      timestamps.read(row[2]);
      const timestamp = Number.isNaN(timestamps.timestamp) ? UNREADABLE : timestamps.timestamp;
      after = { timestamp, nanoseconds: timestamps.nanoseconds, id: row[0] };
    },
    close: () => releaseOrderTable(order),
  };
}

/** The place behind which a read starts: one bound alone, so that every page is found in the list at once. */
function startOf({ after, range }: RowQuery): RowPosition {
  const start = startOfRange(range ?? {});
  if (after === undefined) return start;
  return (compareTimestamps(after, start) || after.id - start.id) > 0 ? after : start;
}

/** A bounded range holds no unreadable timestamps. */
function startOfRange({ start, end }: TimeRange): RowPosition {
  if (start !== undefined) return { ...start, id: BELOW_ALL_IDS };
  return end === undefined ? BEFORE_ALL : BEHIND_UNREADABLE;
}
