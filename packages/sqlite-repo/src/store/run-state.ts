import { OrderflowError, type ProcessingState, type SourceTable } from '@orderflow/core';
import { keptStatement } from '../connection/kept-statement.ts';
import { and, count, desc, eq, gt, lte, sql } from './drizzle.ts';
import type { MetricsStore } from './metrics-store.ts';
import { findMetrics } from './metrics-table.ts';
import { parseJson } from './parse-json.ts';
import { rewindPyramid } from './pyramid-table.ts';
import { checkpointCvds, checkpoints, instruments, metricRuns, metrics, problems, runs } from './schema.ts';

const SELECT_STATE = 'SELECT state FROM orderflow_runs';

type InstrumentRecord = typeof instruments.$inferSelect;

/** The state of metrics that are ours; null where there are none. */
export function findState(store: MetricsStore): ProcessingState | null {
  return findMetrics(store).kind === 'ours' ? loadState(store) : null;
}

/** The state after the last committed batch; null before the first. */
export function loadState(store: MetricsStore): ProcessingState | null {
  const text = keptStatement<[], string | null>(store.connection.database, SELECT_STATE).pluck().get() ?? null;
  return text === null ? null : parseStored(store, text, isState);
}

function parseStored<Value>(
  { connection }: MetricsStore,
  text: string,
  isWanted: (value: unknown) => value is Value,
): Value {
  const value = parseJson(text);
  if (isWanted(value)) return value;
  throw new OrderflowError(
    'broken-invariant',
    `${connection.file}: the state of its last run cannot be read; compute the metrics anew (--force)`,
  );
}

function isState(value: unknown): value is ProcessingState {
  const { metricRows, book, trades, instruments: states } = { ...(value as Partial<ProcessingState> | null) };
  return typeof metricRows === 'number' && hasOrder(book) && hasOrder(trades) && Array.isArray(states);
}

function hasOrder(progress: unknown): boolean {
  return typeof progress === 'object' && progress !== null && 'order' in progress;
}

/** Number of checkpoints. */
export function countCheckpoints(store: MetricsStore): number {
  return store.drizzle.select({ rows: count() }).from(checkpoints).get()?.rows ?? 0;
}

/** The checkpoint with an index, oldest first, from 0. */
export function loadCheckpoint(store: MetricsStore, index: number): ProcessingState {
  const row = store.drizzle.select().from(checkpoints).orderBy(checkpoints.metricId).limit(1).offset(index).get();
  if (row === undefined) {
    throw new OrderflowError('broken-invariant', `${store.connection.file}: there is no checkpoint ${index}`);
  }
  const current = loadState(store);
  const names = store.drizzle.select().from(instruments).orderBy(instruments.id).all();
  return {
    metricRows: row.metricId,
    position: { timestamp: row.timestamp, nanoseconds: row.nanoseconds, id: row.snapshotId },
    book: { timedRows: row.bookRows, lastId: row.bookLastId, order: current?.book.order ?? 'id' },
    trades: { timedRows: row.tradeRows, lastId: row.tradeLastId, order: current?.trades.order ?? 'id' },
    instruments: names.flatMap((name) => instrumentAt(store, name, row.metricId)),
  };
}

/** Deletes what was written after a state, or everything (null), and makes it the state, within a transaction. */
export function rewindTo(store: MetricsStore, state: ProcessingState | null): void {
  const last = state?.metricRows ?? 0;
  rewindPyramid(store, loadState(store), state);
  store.drizzle.delete(metrics).where(gt(metrics.id, last)).run();
  store.drizzle.delete(checkpoints).where(gt(checkpoints.metricId, last)).run();
  store.drizzle.delete(checkpointCvds).where(gt(checkpointCvds.metricId, last)).run();
  store.drizzle.delete(metricRuns).where(gt(metricRuns.firstMetricId, last)).run();
  store.drizzle.update(metricRuns).set({ lastMetricId: last }).where(gt(metricRuns.lastMetricId, last)).run();
  forgetProblems(store, 'book', state?.book.lastId ?? null);
  forgetProblems(store, 'trades', state?.trades.lastId ?? null);
  const known = new Set(state?.instruments.map(({ instrument }) => instrument));
  for (const { id, name } of store.drizzle.select().from(instruments).all()) {
    if (!known.has(name)) store.drizzle.delete(instruments).where(eq(instruments.id, id)).run();
  }
  store.drizzle
    .update(runs)
    .set({ state: state === null ? null : JSON.stringify(state) })
    .run();
  store.drizzle.run(sql`UPDATE sqlite_sequence SET seq = ${last} WHERE name = 'metrics'`);
}

/** Rows above an id come again, and their problems with them; others may be gone from the source. */
function forgetProblems(store: MetricsStore, table: SourceTable, lastId: number | null): void {
  const isLater = lastId === null ? undefined : gt(problems.rowId, lastId);
  store.drizzle
    .delete(problems)
    .where(and(eq(problems.sourceTable, table), isLater))
    .run();
}

function instrumentAt(store: MetricsStore, { id, name }: InstrumentRecord, metricId: number) {
  const row = store.drizzle
    .select()
    .from(checkpointCvds)
    .where(sql`${eq(checkpointCvds.instrumentId, id)} AND ${lte(checkpointCvds.metricId, metricId)}`)
    .orderBy(desc(checkpointCvds.metricId))
    .limit(1)
    .get();
  if (row === undefined) return [];
  const { sum, compensation, lastTradeId } = row;
  return [
    { instrument: name, sum, compensation, lastTradeId, waiting: parseStored(store, row.waiting, Array.isArray) },
  ];
}
