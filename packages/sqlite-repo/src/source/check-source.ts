import { OrderflowError, type SourceTable } from '@orderflow/core';
import type Database from 'better-sqlite3';
import type { Connection } from '../connection/connection.ts';
import { translating } from '../connection/translate-error.ts';

const COLUMNS: Readonly<Record<SourceTable, readonly string[]>> = {
  book: ['id', 'instrument', 'bids', 'asks', 'timestamp'],
  trades: ['id', 'instrument', 'trade_id', 'price', 'size', 'side', 'timestamp'],
};

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

/**
 * Checks that a file has both input tables with their columns and usable ids.
 * @throws OrderflowError `source-schema` with the first thing that is missing or wrong.
 */
export function checkSource({ file, database }: Connection): void {
  for (const table of ['book', 'trades'] as const) {
    const found = translating({ file }, () => database.pragma(`table_info(${table})`) as ColumnInfo[]);
    checkTable(file, table, found);
    checkIds(file, table, database);
  }
}

/** JavaScript's numbers cannot tell ids beyond 2^53 - 1 apart: one row would be taken for another. */
function checkIds(file: string, table: SourceTable, database: Database.Database): void {
  const ends = translating({ file }, () =>
    database
      .prepare<[], (bigint | null)[]>(`SELECT (SELECT min(id) FROM ${table}), (SELECT max(id) FROM ${table})`)
      .raw()
      .safeIntegers()
      .get(),
  );
  const odd = ends?.find((id) => id !== null && !Number.isSafeInteger(Number(id)));
  if (odd === undefined) return;
  throw new OrderflowError(
    'source-schema',
    `${file}: ${table} row ${odd}: ids beyond ${Number.MAX_SAFE_INTEGER} cannot be told apart; number the rows anew`,
  );
}

function checkTable(file: string, table: SourceTable, found: readonly ColumnInfo[]): void {
  if (found.length === 0) {
    const advice = table === 'trades' ? '; where there are no trades, create the table and leave it empty' : '';
    throw new OrderflowError(
      'source-schema',
      `${file}: there is no table ${table}; it needs the columns ${COLUMNS[table].join(', ')}${advice}`,
    );
  }
  for (const column of COLUMNS[table]) {
    if (!found.some(({ name }) => name.toLowerCase() === column)) {
      throw new OrderflowError(
        'source-schema',
        `${file}: the table ${table} has no column ${column}; it needs ${COLUMNS[table].join(', ')}`,
      );
    }
  }
  const id = found.find(({ name }) => name.toLowerCase() === 'id')!;
  const keys = found.filter(({ pk }) => pk > 0);
  if (id.pk === 1 && keys.length === 1 && id.type.toUpperCase() === 'INTEGER') return;
  throw new OrderflowError('source-schema', `${file}: the column id of ${table} must be INTEGER PRIMARY KEY`);
}
