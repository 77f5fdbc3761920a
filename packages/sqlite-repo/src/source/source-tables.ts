import type { ProcessingState, RowQuery, SourceTable } from '@orderflow/core';
import type { Connection } from '../connection/open-database.ts';
import type { IndexOrder } from './index-order.ts';
import { InstrumentNames } from './instrument-names.ts';
import type { OrderTable } from './order-table.ts';
import type { Sortedness } from './sorted-ids.ts';
import { defineTimeFunctions } from './time-functions.ts';
import { timestampText } from './timestamp-sql.ts';
import { TimestampTexts } from './timestamp-texts.ts';

/** The values of a row as SQLite hands them over: id, instrument and timestamp text first, then the table's own. */
export type Row = readonly [id: number, instrument: string | null, timestamp: string | null, ...rest: unknown[]];

/** An open source: what its readers share. */
export interface Source {
  readonly connection: Connection;
  readonly maxLevelBytes: number;
  readonly instruments: InstrumentNames;
  readonly timestamps: Readonly<Record<SourceTable, TimestampTexts>>;
  readonly progress: SourceProgress;
  /** Whether a table lies in time order, at a version of the file. */
  readonly sortedTables: Map<SourceTable, AtVersion<Sortedness>>;
  /** The index that a table has for reads in time order, of all or of one instrument, at a version of the file. */
  readonly indexOrders: Map<string, AtVersion<IndexOrder | null>>;
  /** The sorted lists that stand in temporary tables, by what they were made from. */
  readonly orderTables: Map<string, OrderTable>;
  /** Number of sorted lists made so far. */
  orderTableCount: number;
}

/** Something that is true as long as no other connection writes. */
export interface AtVersion<Value> {
  /** SQLite's `data_version`. */
  readonly version: number;
  readonly value: Value;
}

/** How far the rows of a source were processed. */
export interface SourceProgress {
  /** The state of processing; null where that is not known. */
  readonly state: () => ProcessingState | null;
  /** Rows without a readable timestamp that were met, up to an id. */
  readonly untimedRows: (table: SourceTable, idAtMost: number) => number;
}

/** The source behind a connection. */
export function makeSource(connection: Connection, maxLevelBytes: number, progress: SourceProgress): Source {
  const source: Source = {
    connection,
    maxLevelBytes,
    progress,
    sortedTables: new Map(),
    indexOrders: new Map(),
    instruments: new InstrumentNames(),
    timestamps: { book: new TimestampTexts(), trades: new TimestampTexts() },
    orderTables: new Map(),
    orderTableCount: 0,
  };
  defineTimeFunctions(source, 'book');
  defineTimeFunctions(source, 'trades');
  return source;
}

/** What `find` finds, looked for again when another connection has written. */
export function atThisVersion<Key, Value>(
  source: Source,
  known: Map<Key, AtVersion<Value>>,
  key: Key,
  find: () => Value,
): Value {
  const version = source.connection.database.pragma('data_version', { simple: true }) as number;
  const last = known.get(key);
  if (last?.version === version) return last.value;
  const value = find();
  known.set(key, { version, value });
  return value;
}

const KEY_COLUMNS = `r.id, CAST(r.instrument AS TEXT), ${timestampText('r.timestamp')}`;

/** The condition that a row is of `@instrument`, letter by letter whatever the column's own collation. */
export const IS_OF_INSTRUMENT = 'r.instrument = @instrument COLLATE BINARY';

const SIDE_SIGN = "CASE lower(r.side) WHEN 'buy' THEN 1 WHEN 'sell' THEN -1 ELSE 0 END";

/** The columns that a read of a table selects, from the table under the name `r`. */
export function columnsOf(source: Source, table: SourceTable, query: RowQuery): string {
  if (table === 'book') return bookColumns(source.maxLevelBytes);
  const tradeId = query.withTradeIds === false ? 'NULL' : 'CAST(r.trade_id AS TEXT)';
  return `${KEY_COLUMNS}, r.price, r.size, ${SIDE_SIGN}, ${tradeId}`;
}

/** A side beyond the limit is null, and the last column says so. */
function bookColumns(maxLevelBytes: number): string {
  const most = Math.trunc(maxLevelBytes);
  const side = (name: string) => `CASE WHEN octet_length(r.${name}) <= ${most} THEN CAST(r.${name} AS TEXT) END`;
  const isOversized = `coalesce(max(octet_length(r.bids), octet_length(r.asks)), octet_length(r.bids), octet_length(r.asks)) > ${most}`;
  return `${KEY_COLUMNS}, ${side('bids')}, ${side('asks')}, ${isOversized}`;
}
