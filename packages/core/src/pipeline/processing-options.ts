import type { MetricSettings } from '../configuration/metric-settings.ts';
import type { MetricsRepository } from '../ports/metrics-repository.ts';
import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { ProblemCount } from '../ports/row-problem.ts';

/** How far a run has come. */
export interface ProcessingProgress {
  /** Book rows consumed so far, those of earlier runs included. */
  readonly rows: number;
  /** Book rows there are. */
  readonly totalRows: number;
}

/** Says whether work should stop after the current batch. An `AbortSignal` is one. */
export interface CancellationSignal {
  readonly aborted: boolean;
}

/** What a `Storage` works on. */
export interface StorageParts {
  readonly repository: OrderflowRepository;
  readonly metrics: MetricsRepository;
  readonly settings: MetricSettings;
  /** Snapshots a batch. */
  readonly batchSize: number;
  /** Rows that are written in one transaction, give or take a batch; 65,536 by default. */
  readonly commitRows?: number;
}

/** How to process. */
export interface ProcessingOptions {
  /** Computes everything anew, and replaces metrics of other settings or another tool. */
  readonly force?: boolean;
  /** Stops at the first bad row. */
  readonly strict?: boolean;
  readonly signal?: CancellationSignal;
  readonly onProgress?: (progress: ProcessingProgress) => void;
  readonly onWarning?: (message: string) => void;
}

/** What processing came to. */
export interface ProcessingResult {
  readonly kind: 'done' | 'interrupted';
  /** Metric rows that this call computed, those that it had to compute anew included. */
  readonly writtenRows: number;
  /** Metric rows in the table. */
  readonly totalRows: number;
  /** All skipped rows of the source; bad trades behind the last snapshot are seen with the next. */
  readonly problems: readonly ProblemCount[];
  /** Good trades behind the last snapshot; they wait for the next. */
  readonly waitingTrades: number;
}
