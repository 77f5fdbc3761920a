import { setImmediate } from 'node:timers/promises';
import type { SourceTable } from '@orderflow/core';
import type { Source } from './source-tables.ts';

/** Stands for the milliseconds of a timestamp that cannot be read: before all others. */
export const UNREADABLE = Number.MIN_SAFE_INTEGER;

/** Below every row id. */
export const BELOW_ALL_IDS = Number.MIN_SAFE_INTEGER - 1;

const CHUNK_ROWS = 20_000;

/**
 * Makes sure that the temporary table `orderflow_order_<table>` lists the ids of all rows above `afterId` by
 * (milliseconds, nanoseconds, id), and returns its name. It lives on disk with the connection; a chunk at a time is read
 * from the file, so that a writer is never locked out for long.
 */
export async function makeOrderTable(source: Source, table: SourceTable, afterId: number): Promise<string> {
  const { database } = source.connection;
  const name = `orderflow_order_${table}`;
  const contents = `${afterId} ${database.pragma('data_version', { simple: true })}`;
  if (source.orderTables.get(name) === contents) return name;
  defineTimeFunctions(source, table);
  database.exec(`
    DROP TABLE IF EXISTS temp.${name};
    DROP TABLE IF EXISTS temp.orderflow_unsorted;
    CREATE TEMP TABLE orderflow_unsorted (id INTEGER PRIMARY KEY, ms INTEGER NOT NULL, ns INTEGER NOT NULL);
    CREATE TEMP TABLE ${name} (ms INTEGER, ns INTEGER, id INTEGER, PRIMARY KEY (ms, ns, id)) WITHOUT ROWID;
  `);
  const chunk = database.prepare(
    `INSERT INTO temp.orderflow_unsorted
     SELECT id, orderflow_ms_${table}(CAST(timestamp AS TEXT)), orderflow_ns_${table}(CAST(timestamp AS TEXT))
     FROM main.${table} WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const lastId = database.prepare<[], number>('SELECT max(id) FROM temp.orderflow_unsorted').pluck();
  for (let after = afterId; chunk.run(after, CHUNK_ROWS).changes > 0; after = lastId.get()!) await setImmediate();
  database.exec(`
    INSERT INTO temp.${name} SELECT ms, ns, id FROM temp.orderflow_unsorted ORDER BY ms, ns, id;
    DROP TABLE temp.orderflow_unsorted;
  `);
  source.orderTables.set(name, contents);
  return name;
}

/** Gives SQL the exact time of a text in two whole numbers. */
function defineTimeFunctions(source: Source, table: SourceTable): void {
  const { database } = source.connection;
  const timestamps = source.timestamps[table];
  database.function(`orderflow_ms_${table}`, { deterministic: true }, (text: string | null) => {
    timestamps.read(text);
    return Number.isNaN(timestamps.timestamp) ? UNREADABLE : timestamps.timestamp;
  });
  database.function(`orderflow_ns_${table}`, { deterministic: true }, (text: string | null) => {
    timestamps.read(text);
    return timestamps.nanoseconds;
  });
}
