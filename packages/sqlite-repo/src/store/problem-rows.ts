import type { ProblemCount, ProblemReason, SourceTable } from '@orderflow/core';
import { keptStatement } from '../connection/kept-statement.ts';
import { count, min } from './drizzle.ts';
import type { MetricsStore } from './metrics-store.ts';
import { problems } from './schema.ts';

const COUNT_UNTIMED = `
SELECT count(*) FROM orderflow_problems
WHERE source_table = ? AND row_id <= ? AND reason = 'unreadable-timestamp'`;

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
  return keptStatement<[SourceTable, number], number>(store.connection.database, COUNT_UNTIMED)
    .pluck()
    .get(table, idAtMost)!;
}
