import {
  compareTimestamps,
  type InstrumentSpan,
  isInRange,
  type Metric,
  type MetricColumns,
  type MetricSettings,
  type MetricsBatch,
  type MetricsPresence,
  type MetricsQuery,
  type MetricsRepository,
  type ProblemCount,
  type ProcessingState,
  type RowProblem,
  type SourceTable,
  type Timestamp,
  timestampTextAt,
} from '../../src/index.ts';

/** A metric with its timestamp as the source writes it. */
export interface StoredMetric extends Metric {
  readonly text: string;
}

/** The place of metrics as arrays. States go through JSON, as they would in a database. */
export class MemoryMetricsRepository implements MetricsRepository {
  readonly metricsName: string;
  rows: StoredMetric[] = [];
  checkpoints: ProcessingState[] = [];
  state: ProcessingState | null = null;
  /** Number of batches that were written. */
  batches = 0;
  /** Number of rewinds. */
  rewinds = 0;
  /** Called before a batch is written; what it throws keeps the batch out. */
  onInsert: ((batch: MetricsBatch) => void) | null = null;
  #presence: MetricsPresence;
  #problems = new Map<string, RowProblem>();

  constructor(options: { readonly name?: string; readonly presence?: MetricsPresence } = {}) {
    this.metricsName = options.name ?? 'memory metrics';
    this.#presence = options.presence ?? { kind: 'none' };
  }

  /** The skipped rows by table, id and reason. */
  get problems(): readonly RowProblem[] {
    return [...this.#problems.values()].sort(
      (a, b) => compareTexts(a.table, b.table) || a.rowId - b.rowId || compareTexts(a.reason, b.reason),
    );
  }

  async tableExists(): Promise<MetricsPresence> {
    return this.#presence;
  }

  async createMetricsTable(settings: MetricSettings, { replace }: { readonly replace: boolean }): Promise<void> {
    if (this.#presence.kind !== 'none' && !replace) throw new Error('there is a table already');
    this.#presence = { kind: 'ours', settings: { ...settings } };
    this.rows = [];
    this.checkpoints = [];
    this.state = null;
    this.#problems = new Map();
  }

  async insertMetricsBatch(batch: MetricsBatch): Promise<void> {
    this.onInsert?.(batch);
    if (this.#presence.kind !== 'ours') throw new Error('there is no table');
    for (let row = 0; row < batch.metrics.count; row++) this.#append(metricAt(batch.metrics, row));
    for (const problem of batch.problems) this.#problems.set(JSON.stringify(problem), problem);
    this.checkpoints.push(...batch.checkpoints.map(asStored));
    this.state = asStored(batch.state);
    this.batches++;
    if (this.state.metricRows !== this.rows.length) throw new Error('the state counts other rows than there are');
  }

  async *loadMetricsByTimerange({ instrument, range = {}, batchSize }: MetricsQuery): AsyncGenerator<MetricColumns> {
    const wanted = this.rows.filter(
      (row) => (instrument ?? row.instrument) === row.instrument && isInRange(row, range),
    );
    for (let start = 0; start < wanted.length; start += batchSize) {
      yield metricColumnsOf(wanted.slice(start, start + batchSize));
    }
  }

  async loadLastMetricBefore(
    instrument: string,
    moment: Timestamp,
  ): Promise<{ readonly cvd: number; readonly position: Timestamp } | null> {
    const last = this.rows.findLast((row) => row.instrument === instrument && compareTimestamps(row, moment) < 0);
    if (last === undefined) return null;
    return { cvd: last.cvd, position: { timestamp: last.timestamp, nanoseconds: last.nanoseconds } };
  }

  async describeMetrics(): Promise<readonly InstrumentSpan[]> {
    return [...new Set(this.rows.map(({ instrument }) => instrument))].sort().map((instrument) => {
      const own = this.rows.filter((row) => row.instrument === instrument);
      return { instrument, rows: own.length, first: momentOf(own[0]!), last: momentOf(own.at(-1)!) };
    });
  }

  async loadState(): Promise<ProcessingState | null> {
    return this.state;
  }

  async countCheckpoints(): Promise<number> {
    return this.checkpoints.length;
  }

  async loadCheckpoint(index: number): Promise<ProcessingState> {
    return this.checkpoints[index]!;
  }

  async rewindTo(checkpoint: ProcessingState | null): Promise<void> {
    const metricRows = checkpoint?.metricRows ?? 0;
    this.rows = this.rows.slice(0, metricRows);
    this.checkpoints = this.checkpoints.filter((other) => other.metricRows <= metricRows);
    this.state = checkpoint === null ? null : asStored(checkpoint);
    this.rewinds++;
  }

  async countProblems(): Promise<readonly ProblemCount[]> {
    const counts = new Map<string, ProblemCount>();
    for (const { table, reason, rowId } of this.problems) {
      const rows = (counts.get(table + reason)?.rows ?? 0) + 1;
      const exampleRowId = counts.get(table + reason)?.exampleRowId ?? rowId;
      counts.set(table + reason, { table, reason, rows, exampleRowId });
    }
    return [...counts.values()];
  }

  async countUntimedRows(table: SourceTable, idAtMost: number): Promise<number> {
    return this.problems.filter(
      (problem) => problem.table === table && problem.reason === 'unreadable-timestamp' && problem.rowId <= idAtMost,
    ).length;
  }

  #append(row: StoredMetric): void {
    const last = this.rows.at(-1);
    if (last !== undefined && (compareTimestamps(last, row) || last.snapshotId - row.snapshotId) >= 0) {
      throw new Error(`snapshot ${row.snapshotId} is written behind snapshot ${last.snapshotId}`);
    }
    this.rows.push(row);
  }
}

/** One row of metric columns as an object. */
export function metricAt(columns: MetricColumns, row: number): StoredMetric {
  return {
    snapshotId: columns.snapshotIds[row]!,
    instrument: columns.instrumentNames[columns.instruments[row]!]!,
    timestamp: columns.timestamps[row]!,
    nanoseconds: columns.nanoseconds[row]!,
    text: timestampTextAt(columns, row),
    obi: columns.obi[row]!,
    cvd: columns.cvd[row]!,
    bestBid: valueOrNull(columns.bestBid[row]!),
    bestAsk: valueOrNull(columns.bestAsk[row]!),
  };
}

/** Metrics as columns. */
export function metricColumnsOf(rows: readonly StoredMetric[]): MetricColumns {
  const instrumentNames = [...new Set(rows.map(({ instrument }) => instrument))];
  return {
    count: rows.length,
    snapshotIds: Float64Array.from(rows, ({ snapshotId }) => snapshotId),
    instruments: Uint32Array.from(rows, ({ instrument }) => instrumentNames.indexOf(instrument)),
    instrumentNames,
    timestamps: Float64Array.from(rows, ({ timestamp }) => timestamp),
    nanoseconds: Uint32Array.from(rows, ({ nanoseconds }) => nanoseconds),
    timestampTexts: rows.map(({ text }) => text),
    obi: Float64Array.from(rows, ({ obi }) => obi),
    cvd: Float64Array.from(rows, ({ cvd }) => cvd),
    bestBid: Float64Array.from(rows, ({ bestBid }) => bestBid ?? Number.NaN),
    bestAsk: Float64Array.from(rows, ({ bestAsk }) => bestAsk ?? Number.NaN),
  };
}

function momentOf({ timestamp, nanoseconds }: StoredMetric): Timestamp {
  return { timestamp, nanoseconds };
}

function asStored(state: ProcessingState): ProcessingState {
  return JSON.parse(JSON.stringify(state)) as ProcessingState;
}

function valueOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
