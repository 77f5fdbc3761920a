import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { MetricStreamBatch } from './metric-stream.ts';
import type { ProcessingProgress } from './processing-options.ts';
import type { ResumePlan } from './resume-plan.ts';

/** Turns the steps of a stream into progress. */
export class ProgressMeter {
  readonly #totalRows: number;
  readonly #onProgress: ((progress: ProcessingProgress) => void) | undefined;
  #rows: number;

  private constructor(
    rows: number,
    totalRows: number,
    onProgress: ((progress: ProcessingProgress) => void) | undefined,
  ) {
    this.#rows = rows;
    this.#totalRows = totalRows;
    this.#onProgress = onProgress;
  }

  /** Counts the rows, where anybody listens, and reports the start. */
  static async start(
    repository: OrderflowRepository,
    plan: ResumePlan,
    onProgress: ((progress: ProcessingProgress) => void) | undefined,
  ): Promise<ProgressMeter> {
    const totalRows = onProgress === undefined ? 0 : await repository.countRows('book');
    const meter = new ProgressMeter(plan.state.book.timedRows, totalRows, onProgress);
    meter.#report();
    return meter;
  }

  /** A batch is done. */
  advance(step: MetricStreamBatch): void {
    this.#rows = Math.min(this.#rows + step.bookRows, this.#totalRows);
    this.#report();
  }

  /** Work goes on from an earlier place. */
  restart(plan: ResumePlan): void {
    this.#rows = plan.state.book.timedRows;
    this.#report();
  }

  /** All rows are done. */
  finish(): void {
    this.#rows = this.#totalRows;
    this.#report();
  }

  #report(): void {
    this.#onProgress?.({ rows: this.#rows, totalRows: this.#totalRows });
  }
}
