import type { RowPosition, SourceTable } from '@orderflow/core';
import { BELOW_ALL_IDS, releaseOrderTable, takeOrderTable } from './order-table.ts';
import type { Source } from './source.ts';
import { UNREADABLE } from './time-functions.ts';

/** Number of rows, up to an id where one is given. */
export function countRows({ connection, progress }: Source, table: SourceTable, idAtMost: number | null): number {
  const { database } = connection;
  if (idAtMost === null) return database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
  // All rows are counted by the page, and few lie behind the id; in one statement, for nobody to write between.
  const query = `SELECT (SELECT count(*) FROM ${table}) - (SELECT count(*) FROM ${table} WHERE id > ?)`;
  return progress.rows(table, idAtMost, () => database.prepare<[number], number>(query).pluck().get(idAtMost)!);
}

/** Number of rows with a readable timestamp up to and with a place in (timestamp, id) order. */
export async function countRowsUpTo(source: Source, table: SourceTable, position: RowPosition): Promise<number> {
  const order = await takeOrderTable(source, table, BELOW_ALL_IDS);
  try {
    return source.connection.database
      .prepare<[number, number, number], number>(
        `SELECT count(*) FROM temp.${order.name} WHERE (ms, ns, id) <= (?, ?, ?) AND ms > ${UNREADABLE}`,
      )
      .pluck()
      .get(position.timestamp, position.nanoseconds, position.id)!;
  } finally {
    releaseOrderTable(order);
  }
}

/** The smallest and the largest row id; null for an empty table. */
export function rowIdRange(source: Source, table: SourceTable): { first: number; last: number } | null {
  const { database } = source.connection;
  const first = database.prepare<[], number | null>(`SELECT min(id) FROM ${table}`).pluck().get() ?? null;
  const last = database.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck().get() ?? null;
  return first === null || last === null ? null : { first, last };
}

/** Trade rows whose (instrument, trade id) stands on an earlier row too. */
export function countRepeatedTradeIds(source: Source): number {
  return source.connection.database
    .prepare<[], number>(
      `SELECT coalesce(sum(rows - 1), 0) FROM (
         SELECT count(*) AS rows FROM trades WHERE trade_id IS NOT NULL
         GROUP BY instrument, trade_id HAVING count(*) > 1)`,
    )
    .pluck()
    .get()!;
}
