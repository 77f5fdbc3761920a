import type { MetricColumns } from '../columns/metric-columns.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import type { TimeRange, Timestamp } from '../timestamps/timestamp.ts';
import type { InstrumentSpan } from './orderflow-repository.ts';
import type { ProcessingState } from './processing-state.ts';
import type { ProblemCount, RowProblem } from './row-problem.ts';
import type { TileBatch, TileRepository } from './tile-repository.ts';

/** What is written in one transaction. */
export interface MetricsBatch {
  readonly metrics: MetricColumns;
  readonly problems: readonly RowProblem[];
  /** The state after this batch. */
  readonly state: ProcessingState;
  /** The states at every 1,024th metric row within this batch. */
  readonly checkpoints: readonly ProcessingState[];
  /** What it adds to the pyramid; absent where none is kept. */
  readonly tiles?: TileBatch;
}

/** Which metrics to read. */
export interface MetricsQuery {
  readonly instrument?: string;
  readonly range?: TimeRange;
  readonly batchSize: number;
}

/** What stands in the place where metrics are kept. */
export type MetricsPresence =
  | { readonly kind: 'none' }
  | { readonly kind: 'ours'; readonly settings: MetricSettings }
  | { readonly kind: 'foreign' };

/** Reads and writes metrics and the position that processing has reached. */
export interface MetricsRepository {
  /** The place's name for messages. */
  readonly metricsName: string;
  /** Where a pyramid of the metrics is kept; absent where there is no place for one. */
  readonly tiles?: TileRepository;
  /** What is there. */
  tableExists(): Promise<MetricsPresence>;
  /** Creates the metrics table, and drops what is there first where `replace` is set. */
  createMetricsTable(settings: MetricSettings, options: { readonly replace: boolean }): Promise<void>;
  /**
   * Writes a batch, the state after it and its checkpoints: all or nothing.
   * @throws OrderflowError `source-locked` where the batch does not follow on the stored state: another run has written.
   */
  insertMetricsBatch(batch: MetricsBatch): Promise<void>;
  /** Metrics in (timestamp, snapshot id) order. */
  loadMetricsByTimerange(query: MetricsQuery): AsyncIterable<MetricColumns>;
  /** The last metric of an instrument before a moment; null where there is none. */
  loadLastMetricBefore(
    instrument: string,
    moment: Timestamp,
  ): Promise<{ readonly cvd: number; readonly position: Timestamp } | null>;
  /** What the metrics hold, an entry an instrument in order of name. */
  describeMetrics(): Promise<readonly InstrumentSpan[]>;
  /** The state after the last committed batch; null before the first. */
  loadState(): Promise<ProcessingState | null>;
  /** Number of checkpoints. */
  countCheckpoints(): Promise<number>;
  /** The checkpoint with that index, oldest first, from 0. */
  loadCheckpoint(index: number): Promise<ProcessingState>;
  /** Deletes every metric, checkpoint and tile after a checkpoint, or all (null), and makes it the state. */
  rewindTo(checkpoint: ProcessingState | null): Promise<void>;
  /** Skipped rows by table and reason. */
  countProblems(): Promise<readonly ProblemCount[]>;
  /** Skipped rows of a table without a readable timestamp, up to an id. */
  countUntimedRows(table: 'book' | 'trades', idAtMost: number): Promise<number>;
}
