import { setImmediate } from 'node:timers/promises';
import type { RowPosition, SourceTable } from '@orderflow/core';
import { dataVersionOf } from '../connection/data-version.ts';
import { shortText } from './short-text.ts';
import type { OrderTable, Source } from './source.ts';
import { UNREADABLE } from './time-functions.ts';
import { timestampText } from './timestamp-sql.ts';

/** Below every row id. */
export const BELOW_ALL_IDS = Number.MIN_SAFE_INTEGER - 1;

/** The place before every row. */
export const BEFORE_ALL: RowPosition = { timestamp: UNREADABLE, nanoseconds: 0, id: BELOW_ALL_IDS };

const CHUNK_ROWS = 20_000;

/**
 * A list of the ids of all rows above `afterId` by (milliseconds, nanoseconds, id), as the file stands now. It lives on
 * disk with the connection; a chunk at a time is read from the file, so that a writer is never locked out for long. Who
 * takes it must release it.
 */
export async function takeOrderTable(source: Source, table: SourceTable, afterId: number): Promise<OrderTable> {
  const version = dataVersionOf(source.connection);
  const contents = `${table} ${afterId} ${version}`;
  let order = source.orderTables.get(contents);
  if (order === undefined) {
    dropUnused(source, table);
    const name = `orderflow_order_${++source.orderTableCount}`;
    order = { table, name, isReady: fillOrderTable(source, table, name, afterId), users: 0 };
    source.orderTables.set(contents, order);
  }
  order.users++;
  try {
    await order.isReady;
    return order;
  } catch (error) {
    source.orderTables.delete(contents);
    throw error;
  }
}

/** Says that a list is not read any more. */
export function releaseOrderTable(order: OrderTable): void {
  order.users--;
}

function dropUnused(source: Source, table: SourceTable): void {
  for (const [contents, order] of source.orderTables) {
    if (order.table !== table || order.users > 0) continue;
    source.connection.database.exec(`DROP TABLE temp.${order.name}`);
    source.orderTables.delete(contents);
  }
}

async function fillOrderTable(source: Source, table: SourceTable, name: string, afterId: number): Promise<void> {
  const { database } = source.connection;
  const unsorted = `${name}_unsorted`;
  database.exec(`
    CREATE TEMP TABLE ${unsorted} (id INTEGER PRIMARY KEY, ms INTEGER, ns INTEGER, instrument TEXT);
    CREATE TEMP TABLE ${name} (ms INTEGER, ns INTEGER, id INTEGER, instrument TEXT, PRIMARY KEY (ms, ns, id))
      WITHOUT ROWID;
  `);
  const text = timestampText('timestamp');
  const chunk = database.prepare(
    `INSERT INTO temp.${unsorted}
     SELECT id, orderflow_ms_${table}(${text}), orderflow_ns_${table}(${text}), ${shortText('instrument')}
     FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const lastId = database.prepare<[], number>(`SELECT max(id) FROM temp.${unsorted}`).pluck();
  for (let after = afterId; chunk.run(after, CHUNK_ROWS).changes > 0; after = lastId.get()!) await setImmediate();
  database.exec(`
    INSERT INTO temp.${name} SELECT ms, ns, id, instrument FROM temp.${unsorted} ORDER BY ms, ns, id;
    DROP TABLE temp.${unsorted};
  `);
}
