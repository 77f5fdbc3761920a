import type { RowQuery, SourceTable } from '@orderflow/core';
import { shortText, shortValue } from './short-text.ts';
import { timestampText } from './timestamp-sql.ts';

/** The values of a row as SQLite hands them over: id, instrument and timestamp text first, then the table's own. */
export type Row = readonly [id: number, instrument: string | null, timestamp: string | null, ...rest: unknown[]];

const KEY_COLUMNS = `r.id, ${shortText('r.instrument')}, ${timestampText('r.timestamp')}`;

/**
 * The condition that a row is of `@instrument`, letter by letter whatever the column's own collation, and though the name
 * be stored as a BLOB or a number.
 */
export const IS_OF_INSTRUMENT = 'CAST(r.instrument AS TEXT) = @instrument COLLATE BINARY';

/** The same where all names are stored as text: an index serves it. */
export const IS_OF_TEXT_INSTRUMENT = 'r.instrument = @instrument COLLATE BINARY';

/** Not by `lower`, for which a text ends at a NUL. */
const SIDE_SIGN = "CASE CAST(r.side AS TEXT) COLLATE NOCASE WHEN 'buy' THEN 1 WHEN 'sell' THEN -1 ELSE 0 END";

/** The columns that a read of a table selects, from the table under the name `r`. */
export function columnsOf(mostBytes: number, table: SourceTable, query: RowQuery): string {
  if (table === 'book') return bookColumns(mostBytes);
  return tradeColumns(query.withTradeIds !== false);
}

/** The columns that a read of the trades selects, with the exchange's ids or null. */
export function tradeColumns(withTradeIds: boolean): string {
  const tradeId = withTradeIds ? shortText('r.trade_id') : 'NULL';
  return `${KEY_COLUMNS}, ${shortValue('r.price')}, ${shortValue('r.size')}, ${SIDE_SIGN}, ${tradeId}`;
}

/** Where a row of the book says whether a side is larger than what comes along: 1 or 0. */
export const IS_OVERSIZED = 5;

/** The columns that a read of the book selects. A side of more than `most` bytes is null, and the last column says so. */
export function bookColumns(most: number): string {
  const side = (name: string) => `CASE WHEN octet_length(r.${name}) <= ${most} THEN CAST(r.${name} AS TEXT) END`;
  const isOversized = `coalesce(max(octet_length(r.bids), octet_length(r.asks)), octet_length(r.bids), octet_length(r.asks)) > ${most}`;
  return `${KEY_COLUMNS}, ${side('bids')}, ${side('asks')}, ${isOversized}`;
}
