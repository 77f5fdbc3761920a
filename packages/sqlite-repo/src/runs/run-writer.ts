import type { NewRun, RunResult, RunRows } from '@orderflow/core';
import type { Database } from 'better-sqlite3';
import { keptStatement } from '../connection/kept-statement.ts';
import { equityBytes } from './run-from-row.ts';
import {
  INSERT_FILL,
  INSERT_ORDER,
  INSERT_RESULT,
  INSERT_ROUND_TRIP,
  INSERT_RUN,
  MARK_ROWS,
  SELECT_RESULT_IDS,
  UPDATE_EQUITY,
} from './runs-sql.ts';

/** Adds a run without its rows, within a transaction; its number. */
export function insertRun(database: Database, run: NewRun): number {
  const { id, resultHash, createdAt, inputs, data } = run;
  const { strategy, dataHash } = inputs;
  const texts = { inputs: JSON.stringify(inputs), data: JSON.stringify(data) };
  const row = { id, resultHash, createdAt, strategy, dataHash, ...texts };
  const number = Number(keptStatement<[object]>(database, INSERT_RUN).run(row).lastInsertRowid);
  for (const [position, result] of run.results.entries()) insertResult(database, number, position, result);
  return number;
}

/** Adds the rows of a run that is there without them, within a transaction. */
export function insertRows(database: Database, run: number, rows: readonly RunRows[]): void {
  const results = keptStatement<[number], number>(database, SELECT_RESULT_IDS).pluck().all(run);
  for (const [position, { orders, fills, roundTrips, equity }] of rows.entries()) {
    const result = results[position]!;
    const [addOrder, addFill, addTrip] = [INSERT_ORDER, INSERT_FILL, INSERT_ROUND_TRIP].map((query) =>
      keptStatement<[object]>(database, query),
    ) as [Adder, Adder, Adder];
    for (const order of orders) addOrder.run({ ...order, result, isPostOnly: order.isPostOnly ? 1 : 0 });
    for (const fill of fills) addFill.run({ ...fill, result });
    let number = 0;
    for (const { isOpen: _, ...trip } of roundTrips) addTrip.run({ ...trip, result, number: number++ });
    const bytes = equityBytes(equity);
    keptStatement<[object]>(database, UPDATE_EQUITY).run({ result, startTime: equity.startTime, bytes });
  }
  keptStatement<[number]>(database, MARK_ROWS).run(run);
}

type Adder = ReturnType<typeof keptStatement<[object]>>;

function insertResult(database: Database, run: number, position: number, result: RunResult): void {
  const row = { ...result, run, position, summary: JSON.stringify(result.summary) };
  keptStatement<[object]>(database, INSERT_RESULT).run(row);
}
