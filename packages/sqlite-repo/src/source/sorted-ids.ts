import { compareTimestamps, type SourceTable, type Timestamp } from '@orderflow/core';
import { BELOW_ALL_IDS } from './order-table.ts';
import type { Source } from './source-tables.ts';
import { timestampText } from './timestamp-sql.ts';

/** A row's place as far as halving needs it. */
interface Place extends Timestamp {
  readonly id: number;
}

/**
 * Whether all rows of a table are known to lie in time order: those that processing has been through did, and the few
 * behind them are looked at here.
 */
export function isSortedById(source: Source, table: SourceTable): boolean {
  const version = String(source.connection.database.pragma('data_version', { simple: true }));
  const known = source.sortedTables.get(table);
  if (known?.version === version) return known.isSorted;
  const isSorted = lookAtTail(source, table);
  source.sortedTables.set(table, { version, isSorted });
  return isSorted;
}

/** The largest id of which every row up to it lies before a moment, in a table in time order. */
export function lastIdBefore(source: Source, table: SourceTable, moment: Timestamp): number {
  const range = source.connection.database
    .prepare<[], { low: number | null; high: number | null }>(`SELECT min(id) AS low, max(id) AS high FROM ${table}`)
    .get();
  let low = (range?.low ?? 0) - 1;
  let high = range?.high ?? low;
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    const place = firstPlaceFrom(source, table, middle, high);
    if (place !== null && compareTimestamps(place, moment) < 0) low = place.id;
    else high = middle - 1;
  }
  return low;
}

/** The first row with a readable timestamp from one id to another. */
function firstPlaceFrom(source: Source, table: SourceTable, from: number, to: number): Place | null {
  const rows = source.connection.database
    .prepare<[number, number], { id: number; timestamp: string | null }>(
      `SELECT id, ${timestampText('timestamp')} AS timestamp FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .iterate(from, to);
  const timestamps = source.timestamps[table];
  for (const { id, timestamp } of rows) {
    timestamps.read(timestamp);
    if (Number.isNaN(timestamps.timestamp)) continue;
    return { id, timestamp: timestamps.timestamp, nanoseconds: timestamps.nanoseconds };
  }
  return null;
}

function lookAtTail(source: Source, table: SourceTable): boolean {
  const state = source.processed();
  if (state === null || state.position === null || state[table].order !== 'id') return false;
  const rows = source.connection.database
    .prepare<[number], string | null>(`SELECT ${timestampText('timestamp')} FROM ${table} WHERE id > ? ORDER BY id`)
    .pluck()
    .iterate(state[table].lastId ?? BELOW_ALL_IDS);
  const timestamps = source.timestamps[table];
  let before: Timestamp = state.position;
  for (const text of rows) {
    timestamps.read(text);
    if (Number.isNaN(timestamps.timestamp)) continue;
    const moment = { timestamp: timestamps.timestamp, nanoseconds: timestamps.nanoseconds };
    if (compareTimestamps(moment, before) < 0) return false;
    before = moment;
  }
  return true;
}
