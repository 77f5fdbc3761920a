import { compareTimestamps, type SourceTable, type Timestamp } from '@orderflow/core';
import { countRows, rowIdRange } from './count-rows.ts';
import { BELOW_ALL_IDS } from './order-table.ts';
import { atThisVersion, type Sortedness, type Source } from './source.ts';
import { timestampText } from './timestamp-sql.ts';

/** A row's place as far as halving needs it. */
interface Place extends Timestamp {
  readonly id: number;
}

/**
 * What is known of the order of a table: the rows that processing has been through stood in time order, and the few
 * behind them are looked at here.
 */
export function sortednessOf(source: Source, table: SourceTable): Sortedness {
  return atThisVersion(source, source.sortedTables, table, () => findSortedness(source, table));
}

/** The largest id of which every row up to it lies before a moment, in a table in time order. */
export function lastIdBefore(source: Source, table: SourceTable, moment: Timestamp): number {
  const range = rowIdRange(source, table);
  let low = (range?.first ?? 0) - 1;
  let high = range?.last ?? low;
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

function findSortedness(source: Source, table: SourceTable): Sortedness {
  const state = source.progress.state();
  if (state === null || state.position === null || state[table].order !== 'id') return 'unknown';
  const { lastId, timedRows } = state[table];
  const untimedRows = lastId === null ? 0 : source.progress.untimedRows(table, lastId);
  if (lastId !== null && !holdsJust(source, table, lastId, timedRows + untimedRows)) return 'unknown';
  const tail = lookAtTail(source, table, lastId ?? BELOW_ALL_IDS, state.position);
  return tail === 'all' && untimedRows > 0 ? 'timed' : tail;
}

/** Whether a table has just so many rows up to an id: no row was put between those that were processed. */
function holdsJust(source: Source, table: SourceTable, lastId: number, rows: number): boolean {
  const range = rowIdRange(source, table);
  if (range !== null && range.last >= lastId && lastId - range.first + 1 === rows) return true;
  return countRows(source, table, lastId) === rows;
}

function lookAtTail(source: Source, table: SourceTable, afterId: number, position: Timestamp): Sortedness {
  const rows = source.connection.database
    .prepare<[number], string | null>(`SELECT ${timestampText('timestamp')} FROM ${table} WHERE id > ? ORDER BY id`)
    .pluck()
    .iterate(afterId);
  const timestamps = source.timestamps[table];
  let before = position;
  let sortedness: Sortedness = 'all';
  for (const text of rows) {
    timestamps.read(text);
    if (Number.isNaN(timestamps.timestamp)) {
      sortedness = 'timed';
      continue;
    }
    const moment = { timestamp: timestamps.timestamp, nanoseconds: timestamps.nanoseconds };
    if (compareTimestamps(moment, before) < 0) return 'unknown';
    before = moment;
  }
  return sortedness;
}
