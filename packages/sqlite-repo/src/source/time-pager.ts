import type { RowPosition, RowQuery, SourceTable, TimeRange } from '@orderflow/core';
import { BELOW_ALL_IDS, releaseOrderTable, takeOrderTable, UNREADABLE } from './order-table.ts';
import type { RowPager } from './row-pager.ts';
import { columnsOf, IS_OF_INSTRUMENT, type Row, type Source } from './source-tables.ts';

const BEFORE_ALL: RowPosition = { timestamp: UNREADABLE, nanoseconds: 0, id: BELOW_ALL_IDS };

/** Reads rows by (timestamp, id) along a sorted list of their ids; unreadable timestamps come first. */
export async function makeTimePager(source: Source, table: SourceTable, query: RowQuery): Promise<RowPager> {
  const order = await takeOrderTable(source, table, query.afterId ?? BELOW_ALL_IDS);
  const conditions = [
    '(o.ms, o.ns, o.id) > (@ms, @ns, @id)',
    ...(query.range === undefined ? [] : rangeConditions(query.range)),
    ...(query.instrument === undefined ? [] : [IS_OF_INSTRUMENT]),
  ];
  const statement = source.connection.database
    .prepare<[object], Row>(
      `SELECT ${columnsOf(source, table, query)}
       FROM temp.${order.name} AS o CROSS JOIN main.${table} AS r ON r.id = o.id
       WHERE ${conditions.join(' AND ')} ORDER BY o.ms, o.ns, o.id LIMIT @limit`,
    )
    .raw();
  const timestamps = source.timestamps[table];
  const fixed = { instrument: query.instrument ?? null, ...boundsOf(query.range ?? {}) };
  let after = query.after ?? BEFORE_ALL;
  return {
    isRanged: true,
    page: (limit) => statement.iterate({ ...fixed, ms: after.timestamp, ns: after.nanoseconds, id: after.id, limit }),
    pass: (row) => {
      timestamps.read(row[2]);
      const timestamp = Number.isNaN(timestamps.timestamp) ? UNREADABLE : timestamps.timestamp;
      after = { timestamp, nanoseconds: timestamps.nanoseconds, id: row[0] };
    },
    close: () => releaseOrderTable(order),
  };
}

/** The conditions of a range on the sorted list `o`; a bounded range holds no unreadable timestamps. */
function rangeConditions({ start, end }: TimeRange): readonly string[] {
  if (start === undefined && end === undefined) return [];
  const conditions = [`o.ms > ${UNREADABLE}`];
  if (start !== undefined) conditions.push('(o.ms, o.ns) >= (@startMs, @startNs)');
  if (end !== undefined) conditions.push('(o.ms, o.ns) < (@endMs, @endNs)');
  return conditions;
}

function boundsOf({ start, end }: TimeRange): object {
  return {
    startMs: start?.timestamp ?? null,
    startNs: start?.nanoseconds ?? null,
    endMs: end?.timestamp ?? null,
    endNs: end?.nanoseconds ?? null,
  };
}
