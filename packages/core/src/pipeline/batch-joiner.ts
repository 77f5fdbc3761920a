import { joinMetrics } from '../columns/join-metrics.ts';
import type { MetricsBatch } from '../ports/metrics-repository.ts';

/** Joins batches to larger ones, so that the cost of a transaction is paid once for many. */
export class BatchJoiner {
  readonly #fullRows: number;
  #batches: MetricsBatch[] = [];
  #rows = 0;

  /** `fullRows` rows are worth a transaction. */
  constructor(fullRows: number) {
    this.#fullRows = fullRows;
  }

  /** Whether so many rows have come that they should be written. */
  get isFull(): boolean {
    return this.#rows >= this.#fullRows;
  }

  /** Takes the next batch. */
  add(batch: MetricsBatch): void {
    this.#batches.push(batch);
    this.#rows += batch.metrics.count + batch.problems.length;
  }

  /** All batches since the last call as one; null where none came. */
  take(): MetricsBatch | null {
    const batches = this.#batches;
    const last = batches.at(-1);
    if (last === undefined) return null;
    this.#batches = [];
    this.#rows = 0;
    return {
      metrics: joinMetrics(batches.map(({ metrics }) => metrics)),
      problems: batches.flatMap(({ problems }) => problems),
      checkpoints: batches.flatMap(({ checkpoints }) => checkpoints),
      state: last.state,
    };
  }
}
