import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { OrderflowError, type SourceTable } from '@orderflow/core';
import type { Connection } from '../connection/connection.ts';
import { translating } from '../connection/translate-error.ts';

const STAND_INS: Readonly<Record<SourceTable, string>> = {
  book: 'CREATE TEMP TABLE book (id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp TEXT)',
  trades:
    'CREATE TEMP TABLE trades (id INTEGER PRIMARY KEY, instrument TEXT, trade_id TEXT, price REAL, size REAL, side TEXT, timestamp TEXT)',
};

/**
 * Puts empty temporary tables in the place of input tables that are not there, if the file has the other one or metrics
 * of ours; the file itself stays as it is. What metrics without input tables recorded as their source elsewhere; null
 * where they stood beside their rows.
 * @throws OrderflowError `source-schema` where that source is there.
 */
export function fillMissingTables(connection: Connection): string | null {
  const { database } = connection;
  return translating(connection, () => {
    const names = database.prepare<[], string>('SELECT lower(name) FROM main.sqlite_schema').pluck().all();
    const missing = (['book', 'trades'] as const).filter((table) => !names.includes(table));
    const isAlone = missing.length === 2;
    if (isAlone && !(names.includes('metrics') && names.includes('orderflow_runs'))) return null;
    for (const table of missing) database.exec(STAND_INS[table]);
    return isAlone ? findLostSource(connection) : null;
  });
}

function findLostSource({ file, database }: Connection): string | null {
  const name = database.prepare<[], string | null>('SELECT source FROM orderflow_runs').pluck().get() ?? null;
  if (name === null || !existsSync(resolve(dirname(file), name))) return name;
  throw new OrderflowError(
    'source-schema',
    `${file}: it holds only the metrics of another file, ${basename(name)}: open that file instead`,
  );
}
