import type { MetricSettings } from '@orderflow/core';
import { expect } from 'vitest';
import { metricsOf, query } from './files.ts';
import { wantedOutcome } from './plain-database.ts';

/**
 * Holds that the stored metrics and problems of a file are those of the slow and plain way; how many there are. Metrics may
 * stand in a file of their own.
 */
export function expectOutcome(path: string, settings: MetricSettings, metricsPath = path): number {
  const wanted = wantedOutcome(path, settings);
  const found = metricsOf(metricsPath);
  expect(found.map(({ snapshot_id }) => snapshot_id)).toEqual(wanted.metrics.map(({ snapshotId }) => snapshotId));
  for (const [index, metric] of wanted.metrics.entries()) {
    const row = found[index]!;
    const exact = [row.id, row.timestamp, row.best_bid, row.best_ask];
    expect([metric.snapshotId, ...exact]).toEqual([
      metric.snapshotId,
      index + 1,
      metric.timestamp,
      metric.bestBid,
      metric.bestAsk,
    ]);
    const isObi = Math.abs(row.obi - metric.obi) <= metric.obiTolerance;
    const isCvd = Math.abs(row.cvd - metric.cvd) <= metric.cvdTolerance;
    if (!isObi || !isCvd) expect(row).toEqual(metric);
  }
  const problems = query(
    metricsPath,
    "SELECT concat_ws(' ', source_table, row_id, reason) AS problem FROM orderflow_problems",
  );
  expect(problems.map(({ problem }) => String(problem)).sort()).toEqual(wanted.problems);
  return found.length + problems.length;
}
