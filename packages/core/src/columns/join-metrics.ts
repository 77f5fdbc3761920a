import type { MetricColumns } from './metric-columns.ts';
import { MetricColumnsBuilder } from './metric-columns-builder.ts';

/**
 * The rows of all batches, one after another. They come from one source, whose names only grow: the last that has rows
 * knows them all. The only batch is given as it is.
 */
export function joinMetrics(batches: readonly MetricColumns[]): MetricColumns {
  const [first] = batches;
  if (first !== undefined && batches.length === 1) return first;
  const rows = new MetricColumnsBuilder(batches.reduce((sum, { count }) => sum + count, 0));
  for (const batch of batches) rows.append(batch);
  return rows.build(batches.findLast(({ count }) => count > 0)?.instrumentNames ?? []);
}
