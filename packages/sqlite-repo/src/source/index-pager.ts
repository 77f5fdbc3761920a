import type { RowPosition, RowQuery, SourceTable } from '@orderflow/core';
import { BELOW_ALL_IDS } from './order-table.ts';
import type { RowPager } from './row-pager.ts';
import { columnsOf, IS_OF_INSTRUMENT, type Row, type Source } from './source-tables.ts';
import { TimestampTemplate } from './timestamp-template.ts';

/** An index of the file that serves a query in time order. */
export interface IndexOrder {
  readonly index: string;
  readonly template: TimestampTemplate;
}

interface IndexEntry {
  readonly name: string;
  readonly partial: number;
}

interface IndexColumn {
  readonly seqno: number;
  readonly name: string | null;
  readonly coll: string;
  readonly key: number;
}

/**
 * The index that has the query's rows in time order: on (timestamp), or on (instrument, timestamp) for one instrument,
 * in a table whose timestamps are all written in one shape. Null where there is none.
 */
export function findIndexOrder(source: Source, table: SourceTable, query: RowQuery): IndexOrder | null {
  if (query.afterId !== undefined) return null;
  const index = findIndex(source, table, query.instrument !== undefined);
  if (index === null) return null;
  const { database } = source.connection;
  const first = database
    .prepare<[], unknown>(`SELECT timestamp FROM ${table} INDEXED BY ${quoted(index)} LIMIT 1`)
    .pluck()
    .get();
  const template = typeof first === 'string' ? TimestampTemplate.of(first) : null;
  if (template === null) return null;
  const odd = database
    .prepare<[string], number>(
      `SELECT 1 FROM ${table} INDEXED BY ${quoted(index)}
       WHERE typeof(timestamp) <> 'text' OR timestamp NOT GLOB ? LIMIT 1`,
    )
    .pluck()
    .get(template.glob);
  return odd === undefined ? { index, template } : null;
}

/** Reads rows along an index. */
export function makeIndexPager(
  source: Source,
  table: SourceTable,
  query: RowQuery,
  { index, template }: IndexOrder,
): RowPager {
  const { start, end } = query.range ?? {};
  const conditions = [
    '(r.timestamp, r.id) > (@timestamp, @id)',
    ...(query.instrument === undefined ? [] : [IS_OF_INSTRUMENT]),
    ...(start === undefined ? [] : ['r.timestamp >= @start']),
    ...(end === undefined ? [] : ['r.timestamp < @end']),
  ];
  const statement = source.connection.database
    .prepare<[object], Row>(
      `SELECT ${columnsOf(source, table, query)} FROM ${table} AS r INDEXED BY ${quoted(index)}
       WHERE ${conditions.join(' AND ')} ORDER BY r.timestamp, r.id LIMIT @limit`,
    )
    .raw();
  const fixed = {
    instrument: query.instrument ?? null,
    start: start === undefined ? null : template.format(start),
    end: end === undefined ? null : template.format(end),
  };
  let { timestamp, id } = startBehind(query.after, template);
  return {
    isRanged: true,
    page: (limit) => statement.iterate({ ...fixed, timestamp, id, limit }),
    pass: (row) => {
      id = row[0];
      timestamp = row[2] ?? '';
    },
  };
}

/** Where a read behind `after` starts. A moment that the texts cannot say lies before the next that they can. */
function startBehind(after: RowPosition | undefined, template: TimestampTemplate): { timestamp: string; id: number } {
  if (after === undefined) return { timestamp: '', id: BELOW_ALL_IDS };
  return { timestamp: template.format(after), id: template.isExact(after) ? after.id : BELOW_ALL_IDS };
}

function findIndex(source: Source, table: SourceTable, isOneInstrument: boolean): string | null {
  const { database } = source.connection;
  for (const { name, partial } of database.pragma(`index_list(${table})`) as IndexEntry[]) {
    if (partial === 1) continue;
    const columns = (database.pragma(`index_xinfo(${quoted(name)})`) as IndexColumn[]).filter(({ key }) => key === 1);
    if (columns.some(({ coll }) => coll !== 'BINARY')) continue;
    const names = columns.map((column) => column.name?.toLowerCase());
    if (names[0] === 'timestamp') return name;
    if (isOneInstrument && names[0] === 'instrument' && names[1] === 'timestamp') return name;
  }
  return null;
}

/** An identifier of the file's own schema, for the places where SQL takes no parameter. */
function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
