import { compareTimestamps, type SourceTable, type Timestamp } from '@orderflow/core';
import type { Statement } from 'better-sqlite3';
import { countRows, rowIdRange } from './count-rows.ts';
import { BELOW_ALL_IDS } from './order-table.ts';
import { atThisVersion, type Sortedness, type Source } from './source.ts';
import { timestampText } from './timestamp-sql.ts';

/** About as many rows as stand on the last page of a table. */
const TAIL_ROWS = 64;

/** A row's place as far as halving needs it. */
interface Place extends Timestamp {
  readonly id: number;
}

/** A row's place as it is written. */
interface TextPlace {
  readonly id: number;
  readonly timestamp: string | null;
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
  const statement = preparePlaces(source, table);
  let low = (range?.first ?? 0) - 1;
  let high = range?.last ?? low;
  // The end of what was processed is asked for most often: then the rest of the table is not touched.
  let middle = Math.max(low + 1, high - TAIL_ROWS);
  while (low < high) {
    const place = firstPlace(source, table, statement.iterate(middle, high));
    if (place !== null && compareTimestamps(place, moment) < 0) low = place.id;
    else high = middle - 1;
    middle = low + Math.ceil((high - low) / 2);
  }
  return low;
}

/** The rows from one id to another. */
function preparePlaces(source: Source, table: SourceTable): Statement<[number, number], TextPlace> {
  return source.connection.database.prepare(
    `SELECT id, ${timestampText('timestamp')} AS timestamp FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`,
  );
}

/** The first row with a readable timestamp. */
function firstPlace(source: Source, table: SourceTable, rows: Iterable<TextPlace>): Place | null {
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
