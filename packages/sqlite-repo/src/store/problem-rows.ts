import type { ProblemCount, ProblemReason, SourceTable } from '@orderflow/core';
import { and, count, eq, lte, min } from './drizzle.ts';
import type { MetricsStore } from './metrics-store.ts';
import { problems } from './schema.ts';

/** Skipped rows by table and reason. */
export function countProblems(store: MetricsStore): readonly ProblemCount[] {
  const counts = store.drizzle
    .select({ table: problems.sourceTable, reason: problems.reason, rows: count(), exampleRowId: min(problems.rowId) })
    .from(problems)
    .groupBy(problems.sourceTable, problems.reason)
    .orderBy(problems.sourceTable, problems.reason)
    .all();
  return counts.map(({ table, reason, rows, exampleRowId }) => ({
    table,
    reason: reason as ProblemReason,
    rows,
    exampleRowId: exampleRowId!,
  }));
}

/** Skipped rows of a table without a readable timestamp, up to an id. */
export function countUntimedRows(store: MetricsStore, table: SourceTable, idAtMost: number): number {
  const isUntimed = and(
    eq(problems.sourceTable, table),
    eq(problems.reason, 'unreadable-timestamp'),
    lte(problems.rowId, idAtMost),
  );
  return store.drizzle.select({ rows: count() }).from(problems).where(isUntimed).get()?.rows ?? 0;
}
