import type { MetricsRepository } from '../ports/metrics-repository.ts';
import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';

/** One open source with the place of its metrics. */
export interface DataSource {
  readonly repository: OrderflowRepository;
  /** Null where there is no place for metrics: they are computed live. */
  readonly metrics: MetricsRepository | null;
}

/** What one source holds of one instrument. */
export interface DataPart {
  readonly instrument: string;
  readonly source: DataSource;
  /** Number of snapshots with a readable timestamp; 0 where the source has only trades of the instrument. */
  readonly snapshots: number;
  /** The first and the last snapshot; trade, where there is no snapshot. */
  readonly first: Timestamp;
  readonly last: Timestamp;
  /** The state behind stored metrics that are whole and current; null where metrics must be computed live. */
  readonly state: ProcessingState | null;
  /** Why metrics must be computed live, or cannot be where there is no snapshot; null where they are stored. */
  readonly reason: string | null;
  /** What is missing of the rows, in words: all behind stored metrics, or the snapshots; null where there are snapshots. */
  readonly missing: string | null;
}
