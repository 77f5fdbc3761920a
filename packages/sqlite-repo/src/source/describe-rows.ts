import { setImmediate } from 'node:timers/promises';
import {
  compareTimestamps,
  type InstrumentSpan,
  NO_INSTRUMENT,
  type SourceTable,
  type Timestamp,
} from '@orderflow/core';
import { BELOW_ALL_IDS } from './order-table.ts';
import { shortText } from './short-text.ts';
import type { Source } from './source.ts';
import type { Row } from './source-columns.ts';
import { timestampText } from './timestamp-sql.ts';

const CHUNK_ROWS = 20_000;

interface Span {
  rows: number;
  first: Timestamp;
  last: Timestamp;
}

/** What a table holds of each instrument, by name. Reads instrument and timestamp of every row. */
export async function describeRows(source: Source, table: SourceTable): Promise<readonly InstrumentSpan[]> {
  const statement = source.connection.database
    .prepare<[number, number], Row>(
      `SELECT id, ${shortText('instrument')}, ${timestampText('timestamp')} FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`,
    )
    .raw();
  const spans = new Map<number, Span>();
  for (let after = BELOW_ALL_IDS; ; ) {
    const rows = statement.all(after, CHUNK_ROWS);
    for (const row of rows) widen(spans, source, table, row);
    if (rows.length < CHUNK_ROWS) break;
    after = rows[rows.length - 1]![0];
    await setImmediate();
  }
  const { names } = source.instruments;
  return [...spans]
    .map(([number, span]) => ({ instrument: names[number]!, ...span }))
    .sort((a, b) => (a.instrument < b.instrument ? -1 : 1));
}

function widen(spans: Map<number, Span>, source: Source, table: SourceTable, row: Row): void {
  const number = source.instruments.numberOf(row[1]);
  const timestamps = source.timestamps[table];
  timestamps.read(row[2]);
  if (number === NO_INSTRUMENT || Number.isNaN(timestamps.timestamp)) return;
  const moment = { timestamp: timestamps.timestamp, nanoseconds: timestamps.nanoseconds };
  const span = spans.get(number);
  if (span === undefined) {
    spans.set(number, { rows: 1, first: moment, last: moment });
    return;
  }
  span.rows++;
  if (compareTimestamps(moment, span.first) < 0) span.first = moment;
  if (compareTimestamps(moment, span.last) > 0) span.last = moment;
}
