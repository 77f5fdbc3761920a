import type { RowQuery, SourceTable } from '@orderflow/core';
import { timestampText } from './timestamp-sql.ts';

/** The values of a row as SQLite hands them over: id, instrument and timestamp text first, then the table's own. */
export type Row = readonly [id: number, instrument: string | null, timestamp: string | null, ...rest: unknown[]];

const KEY_COLUMNS = `r.id, CAST(r.instrument AS TEXT), ${timestampText('r.timestamp')}`;

/** The condition that a row is of `@instrument`, letter by letter whatever the column's own collation. */
export const IS_OF_INSTRUMENT = 'r.instrument = @instrument COLLATE BINARY';

const SIDE_SIGN = "CASE lower(r.side) WHEN 'buy' THEN 1 WHEN 'sell' THEN -1 ELSE 0 END";

/** The columns that a read of a table selects, from the table under the name `r`. */
export function columnsOf(maxLevelBytes: number, table: SourceTable, query: RowQuery): string {
  if (table === 'book') return bookColumns(maxLevelBytes);
  return tradeColumns(query.withTradeIds !== false);
}

/** The columns that a read of the trades selects, with the exchange's ids or null. */
export function tradeColumns(withTradeIds: boolean): string {
  return `${KEY_COLUMNS}, r.price, r.size, ${SIDE_SIGN}, ${withTradeIds ? 'CAST(r.trade_id AS TEXT)' : 'NULL'}`;
}

/** Where a row of the book says whether a side is beyond the limit: 1 or 0. */
export const IS_OVERSIZED = 5;

/** The columns that a read of the book selects. A side beyond the limit is null, and the last column says so. */
export function bookColumns(maxLevelBytes: number): string {
  const most = Math.trunc(maxLevelBytes);
  const side = (name: string) => `CASE WHEN octet_length(r.${name}) <= ${most} THEN CAST(r.${name} AS TEXT) END`;
  const isOversized = `coalesce(max(octet_length(r.bids), octet_length(r.asks)), octet_length(r.bids), octet_length(r.asks)) > ${most}`;
  return `${KEY_COLUMNS}, ${side('bids')}, ${side('asks')}, ${isOversized}`;
}
