import { setImmediate } from 'node:timers/promises';
import type { InstrumentSpan, LaterMetrics, MetricColumns, MetricsQuery, Timestamp } from '@orderflow/core';
import {
  checkBatchSize,
  compareTimestamps,
  MetricColumnsBuilder,
  NO_INSTRUMENT,
  OrderflowError,
} from '@orderflow/core';
import { dataVersionOf } from '../connection/data-version.ts';
import { keptStatement } from '../connection/kept-statement.ts';
import { rowsInMemory, spareHeap } from '../memory/rows-in-memory.ts';
import { eq, max, min, sql } from './drizzle.ts';
import { instrumentIdOf } from './instrument-ids.ts';
import type { MetricsStore } from './metrics-store.ts';
import { findMetrics } from './metrics-table.ts';
import { instruments, metricRuns } from './schema.ts';

/** A row of metrics as SQLite hands it over. */
type MetricRow = readonly [
  id: number,
  instrumentId: number,
  snapshotId: number,
  timestamp: string,
  obi: number,
  cvd: number,
  bestBid: number | null,
  bestAsk: number | null,
];

/** What a row takes of the heap, with its copy in the columns of a batch. */
const ROW_BYTES = 400;

const METRIC_FIELDS = 'm.id, r.instrument_id, m.snapshot_id, m.timestamp, m.obi, m.cvd, m.best_bid, m.best_ask';

/** The parameters of a page of metrics: ids above `after` up to `last`. */
interface PageParameters {
  readonly instrumentId: number | null;
  readonly after: number;
  readonly last: number;
  readonly limit: number;
}

/** Reads metrics in batches. Ids stand in time order, so a range of time is a range of ids. */
export async function* readMetrics(store: MetricsStore, query: MetricsQuery): AsyncGenerator<MetricColumns> {
  checkBatchSize(query.batchSize);
  const instrumentId = query.instrument === undefined ? null : instrumentIdOf(store, query.instrument);
  if (instrumentId === null && query.instrument !== undefined) return;
  const { start, end } = query.range ?? {};
  let after = start === undefined ? 0 : countMetricsBefore(store, start);
  let last = end === undefined ? countMetrics(store) : countMetricsBefore(store, end);
  let before: MetricRow | null = null;
  let version = dataVersionOf(store.connection);
  const statement = store.connection.database.prepare<[PageParameters], MetricRow>(pageSql(instrumentId)).raw();
  const names = namesById(store);
  while (after < last) {
    if (version !== dataVersionOf(store.connection)) {
      version = dataVersionOf(store.connection);
      checkStanding(store, before, last);
      last = end === undefined ? last : countMetricsBefore(store, end);
    }
    const rows = statement.all({
      instrumentId,
      after,
      last,
      limit: rowsInMemory(query.batchSize, ROW_BYTES, spareHeap()),
    });
    before = rows.at(-1) ?? null;
    if (before === null) return;
    after = before[0];
    yield columnsOf(store, rows, names);
    await setImmediate();
  }
}

function columnsOf(
  store: MetricsStore,
  rows: readonly MetricRow[],
  names: ReturnType<typeof namesById>,
): MetricColumns {
  const batch = new MetricColumnsBuilder(rows.length);
  let instrument = -1;
  let number = NO_INSTRUMENT;
  for (const row of rows) {
    if (row[1] !== instrument) number = store.instruments.numberOf(names.get(row[1]) ?? null);
    instrument = row[1];
    push(batch, store, row, number);
  }
  return batch.build(store.instruments.names);
}

/** Rows may be added while others are read, but not taken back: then what was read is no part of what stands there. */
function checkStanding(store: MetricsStore, before: MetricRow | null, last: number): void {
  const isWhole = findMetrics(store).kind === 'ours' && countMetrics(store) >= last;
  if (isWhole && (before === null || isSame(store, before))) return;
  throw new OrderflowError(
    'source-locked',
    `${store.connection.file}: the metrics are being computed anew while they are read; let that end, then read again`,
  );
}

function isSame(store: MetricsStore, [id, , snapshotId, , , cvd]: MetricRow): boolean {
  const query = 'SELECT snapshot_id, cvd FROM metrics WHERE id = ?';
  const row = keptStatement<[number], { snapshot_id: number; cvd: number }>(store.connection.database, query).get(id);
  return row?.snapshot_id === snapshotId && row.cvd === cvd;
}

/** The metrics of an instrument behind a metric, all at once: for the few that are in no tile. */
export function readMetricsBehind(store: MetricsStore, instrument: string, metric: number): LaterMetrics {
  const instrumentId = instrumentIdOf(store, instrument);
  const query = { instrumentId, after: metric, last: countMetrics(store), limit: -1 };
  const rows = store.connection.database.prepare<[PageParameters], MetricRow>(pageSql(instrumentId)).raw().all(query);
  const batch = new MetricColumnsBuilder(instrumentId === null ? 0 : rows.length);
  if (instrumentId === null) return { metrics: batch.build([]), lastMetric: 0 };
  const number = store.instruments.numberOf(instrument);
  for (const row of rows) push(batch, store, row, number);
  return { metrics: batch.build(store.instruments.names), lastMetric: rows.at(-1)?.[0] ?? 0 };
}

/** The last metric of an instrument before a moment; null where there is none. */
export function readLastMetricBefore(
  store: MetricsStore,
  instrument: string,
  moment: Timestamp,
): { cvd: number; position: Timestamp } | null {
  const instrumentId = instrumentIdOf(store, instrument);
  if (instrumentId === null) return null;
  const row = store.connection.database
    .prepare<[object], { timestamp: string; cvd: number }>(
      `SELECT m.timestamp, m.cvd FROM metrics AS m WHERE m.id = (
         SELECT min(last_metric_id, @last) FROM orderflow_metric_runs
         WHERE instrument_id = @instrumentId AND first_metric_id <= @last ORDER BY first_metric_id DESC LIMIT 1)`,
    )
    .get({ instrumentId, last: countMetricsBefore(store, moment) });
  return row === undefined ? null : { cvd: row.cvd, position: timeOf(store, row.timestamp) };
}

/** What the metrics hold of each instrument, by name. */
export function describeMetrics(store: MetricsStore): readonly InstrumentSpan[] {
  const spans = store.drizzle
    .select({
      instrument: instruments.name,
      rows: sql<number>`sum(${metricRuns.lastMetricId} - ${metricRuns.firstMetricId} + 1)`,
      first: min(metricRuns.firstMetricId),
      last: max(metricRuns.lastMetricId),
    })
    .from(metricRuns)
    .innerJoin(instruments, eq(instruments.id, metricRuns.instrumentId))
    .groupBy(instruments.name)
    .orderBy(instruments.name)
    .all();
  return spans.map(({ instrument, rows, first, last }) => ({
    instrument,
    rows,
    first: timeOfMetric(store, first!),
    last: timeOfMetric(store, last!),
  }));
}

function push(batch: MetricColumnsBuilder, store: MetricsStore, row: MetricRow, instrument: number): void {
  const [, , snapshotId, text, obi, cvd, bestBid, bestAsk] = row;
  const { times } = store;
  times.read(text);
  if (Number.isNaN(times.timestamp)) throw changedTable(store);
  const at = batch.count++;
  batch.snapshotIds[at] = snapshotId;
  batch.instruments[at] = instrument;
  batch.timestamps[at] = times.timestamp;
  batch.nanoseconds[at] = times.nanoseconds;
  batch.putText(at, text);
  batch.obi[at] = obi;
  batch.cvd[at] = cvd;
  batch.bestBid[at] = bestBid ?? Number.NaN;
  batch.bestAsk[at] = bestAsk ?? Number.NaN;
}

function pageSql(instrumentId: number | null): string {
  // The run in which the page begins is the last that starts at or before it.
  const condition = instrumentId === null ? '' : 'instrument_id = @instrumentId AND';
  return `SELECT ${METRIC_FIELDS} FROM orderflow_metric_runs AS r
    CROSS JOIN metrics AS m ON m.id BETWEEN max(r.first_metric_id, @after + 1) AND min(r.last_metric_id, @last)
    WHERE ${condition} r.first_metric_id <= @last AND r.first_metric_id >= coalesce((
      SELECT max(first_metric_id) FROM orderflow_metric_runs WHERE ${condition} first_metric_id <= @after + 1), 0)
    ORDER BY r.first_metric_id, m.id LIMIT @limit`;
}

function countMetrics(store: MetricsStore): number {
  const query = 'SELECT max(id) FROM metrics';
  return keptStatement<[], number | null>(store.connection.database, query).pluck().get() ?? 0;
}

/** Number of metrics before a moment, found by halving: ids count from 1 without holes, in time order. */
function countMetricsBefore(store: MetricsStore, moment: Timestamp): number {
  let low = 0;
  let high = countMetrics(store);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareTimestamps(timeOfMetric(store, middle + 1), moment) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function timeOfMetric(store: MetricsStore, id: number): Timestamp {
  const query = 'SELECT timestamp FROM metrics WHERE id = ?';
  const text = keptStatement<[number], string>(store.connection.database, query).pluck().get(id);
  return timeOf(store, text ?? '');
}

function timeOf(store: MetricsStore, text: string): Timestamp {
  store.times.read(text);
  const { timestamp, nanoseconds } = store.times;
  if (Number.isNaN(timestamp)) throw changedTable(store);
  return { timestamp, nanoseconds };
}

function changedTable({ connection }: MetricsStore): OrderflowError {
  return new OrderflowError(
    'broken-invariant',
    `${connection.file}: the table metrics was changed by another program; compute it anew (--force)`,
  );
}

function namesById(store: MetricsStore): ReadonlyMap<number, string> {
  return new Map(
    store.drizzle
      .select()
      .from(instruments)
      .all()
      .map(({ id, name }) => [id, name]),
  );
}
