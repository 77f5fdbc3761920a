import {
  DataSet,
  type DataSetOptions,
  type DataSource,
  type MetricSettings,
  type MetricsPresence,
  Storage,
} from '../../src/index.ts';
import { collect } from '../support/collect.ts';
import { MemoryMetricsRepository, metricAt, type StoredMetric } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import type { PlainSource } from '../support/plain-processing.ts';
import { SETTINGS } from '../support/rows.ts';

type Rows = Partial<PlainSource>;

/** A source without metrics. */
export function liveSource(rows: Rows, name = 'a.db'): DataSource & { readonly repository: MemoryRepository } {
  return { repository: new MemoryRepository(rows, { name }), metrics: null };
}

/** A source whose metrics are stored. */
export async function storedSource(rows: Rows, name = 'a.db', settings: MetricSettings = SETTINGS) {
  const repository = new MemoryRepository(rows, { name });
  const metrics = new MemoryMetricsRepository({ name });
  await new Storage({ repository, metrics, settings, batchSize: 7 }).buildBooktickFromDb();
  return { repository, metrics };
}

/** A source with a place for metrics, in which nothing was computed yet. */
export function emptySource(rows: Rows, presence: MetricsPresence): DataSource {
  return { repository: new MemoryRepository(rows), metrics: new MemoryMetricsRepository({ presence }) };
}

/** The sources as a data set. */
export function openDataSet(sources: readonly DataSource[], options: Partial<DataSetOptions> = {}): Promise<DataSet> {
  return DataSet.open(sources, { settings: SETTINGS, batchSize: 2, ...options });
}

/** All metrics that a query gives. */
export async function metricsOf(
  dataSet: DataSet,
  query: Parameters<DataSet['iterateMetrics']>[0] = {},
): Promise<readonly StoredMetric[]> {
  const batches = await collect(dataSet.iterateMetrics(query));
  return batches.flatMap((columns) => Array.from({ length: columns.count }, (_, row) => metricAt(columns, row)));
}

/** Snapshot ids and CVDs. */
export async function cvdsOf(...read: Parameters<typeof metricsOf>): Promise<readonly (readonly [number, number])[]> {
  return (await metricsOf(...read)).map(({ snapshotId, cvd }) => [snapshotId, cvd]);
}
