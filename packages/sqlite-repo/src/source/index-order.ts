import type { RowQuery, SourceTable } from '@orderflow/core';
import { atThisVersion, type IndexOrder, type Source } from './source.ts';
import { UNREADABLE } from './time-functions.ts';
import { TimestampTemplate } from './timestamp-template.ts';

interface IndexEntry {
  readonly name: string;
  readonly partial: number;
}

/** An index that has rows in time order, of each instrument by itself where that stands first in it. */
type FoundIndex = Pick<IndexOrder, 'index' | 'isByInstrument'>;

interface IndexColumn {
  readonly seqno: number;
  readonly name: string | null;
  readonly coll: string;
  readonly key: number;
}

/**
 * The index that has the query's rows in time order: on (timestamp), or on (instrument, timestamp) for one instrument,
 * in a table whose timestamps can all be read and are all written in one shape. Null where there is none.
 */
export function findIndexOrder(source: Source, table: SourceTable, query: RowQuery): IndexOrder | null {
  if (query.afterId !== undefined) return null;
  const isOneInstrument = query.instrument !== undefined;
  return atThisVersion(source, source.indexOrders, `${table} ${isOneInstrument}`, () => {
    const index = findIndex(source, table, isOneInstrument);
    return index === null ? null : checkIndex(source, table, index);
  });
}

/** An identifier of the file's own schema, for the places where SQL takes no parameter. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** The index with the shape of its timestamps; null where they have more than one, or where names are not all text. */
function checkIndex(source: Source, table: SourceTable, { index, isByInstrument }: FoundIndex): IndexOrder | null {
  const { database } = source.connection;
  const indexed = `FROM ${table} INDEXED BY ${quoted(index)}`;
  const first = database.prepare<[], unknown>(`SELECT timestamp ${indexed} LIMIT 1`).pluck().get();
  const template = typeof first === 'string' ? TimestampTemplate.of(first) : null;
  if (template === null) return null;
  const odd = database
    .prepare<[string], number>(
      `SELECT 1 ${indexed} WHERE typeof(timestamp) <> 'text' OR timestamp NOT GLOB ?
       ${template.isCalendar ? `OR orderflow_ms_${table}(timestamp) = ${UNREADABLE}` : ''}
       ${isByInstrument ? "OR typeof(instrument) NOT IN ('text', 'null')" : ''} LIMIT 1`,
    )
    .pluck()
    .get(template.glob);
  return odd === undefined ? { index, isByInstrument, template } : null;
}

function findIndex(source: Source, table: SourceTable, isOneInstrument: boolean): FoundIndex | null {
  const { database } = source.connection;
  for (const { name, partial } of database.pragma(`index_list(${table})`) as IndexEntry[]) {
    if (partial === 1) continue;
    const columns = (database.pragma(`index_xinfo(${quoted(name)})`) as IndexColumn[]).filter(({ key }) => key === 1);
    if (columns.some(({ coll }) => coll !== 'BINARY')) continue;
    const names = columns.map((column) => column.name?.toLowerCase());
    if (names[0] === 'timestamp') return { index: name, isByInstrument: false };
    if (isOneInstrument && names[0] === 'instrument' && names[1] === 'timestamp') {
      return { index: name, isByInstrument: true };
    }
  }
  return null;
}
