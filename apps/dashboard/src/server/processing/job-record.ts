import type { ProcessingFile, ProcessingState } from '../api/processing-schemas.ts';
import { Pace } from '../progress/pace.ts';
import { type HiddenPath, publicText } from '../public-text.ts';
import type { FoundFile } from '../sources/file-finder.ts';
import type { ProcessingMessage } from './processing-messages.ts';

const MOST_WARNINGS = 20;

/** What became of one run of processing so far. */
export class JobRecord {
  readonly #files: ProcessingFile[];
  readonly #bytes: readonly number[];
  readonly #hidden: () => readonly HiddenPath[];
  readonly #now: () => number;
  #pace: Pace;
  #figures: { rate: number | null } = { rate: null };
  readonly #startedAt: number;
  #isFinished = false;

  /** `now` gives milliseconds of any clock that never goes back. */
  constructor(files: readonly FoundFile[], hidden: () => readonly HiddenPath[], now: () => number) {
    this.#files = files.map(({ id, name }) => ({
      id,
      name,
      status: 'waiting',
      rows: 0,
      totalRows: 0,
      writtenRows: null,
      skippedRows: null,
      warnings: [],
      problem: null,
    }));
    this.#bytes = files.map(({ bytes }) => Math.max(1, bytes));
    this.#hidden = hidden;
    this.#now = now;
    this.#pace = new Pace(now);
    this.#startedAt = now();
  }

  /** Whether a file is part of the run. */
  has(fileId: string): boolean {
    return this.#files.some(({ id }) => id === fileId);
  }

  /** Takes in what the worker tells. */
  take(message: ProcessingMessage): void {
    const file = this.#files[message.index]!;
    this.#files[message.index] = { ...file, ...this.#changeOf(file, message) };
  }

  /** The run ended unforeseen: what was not done has failed. */
  fail(message: string): void {
    const problem = { code: 'worker-died', detail: publicText(message, this.#hidden()) };
    this.#settle((file) => ({ ...file, status: 'failed', problem }));
  }

  /** The run has ended: what was not done is cancelled. */
  finish(): void {
    this.#settle((file) => ({ ...file, status: 'cancelled' }));
    this.#isFinished = true;
  }

  /** How the run stands. */
  state(): ProcessingState {
    const fraction = this.#fraction();
    const seconds = (this.#now() - this.#startedAt) / 1000;
    const isMoving = !this.#isFinished && fraction > 0;
    return {
      status: this.#status(),
      fraction,
      rate: this.#isFinished ? null : this.#figures.rate,
      secondsLeft: isMoving ? (seconds * (1 - fraction)) / fraction : null,
      files: [...this.#files],
    };
  }

  #changeOf(file: ProcessingFile, message: ProcessingMessage): Partial<ProcessingFile> {
    switch (message.kind) {
      case 'begin':
        this.#pace = new Pace(this.#now);
        return { status: 'running' };
      case 'progress': {
        const { rows, totalRows } = message;
        this.#figures = this.#pace.update(rows, totalRows);
        return { rows, totalRows };
      }
      case 'warning':
        return { warnings: [...file.warnings, publicText(message.message, this.#hidden())].slice(0, MOST_WARNINGS) };
      case 'end': {
        const { isDone, writtenRows, skippedRows } = message;
        return { status: isDone ? 'done' : 'cancelled', writtenRows, skippedRows };
      }
      case 'failed':
        return {
          status: 'failed',
          problem: { code: message.code, detail: publicText(message.message, this.#hidden()) },
        };
    }
  }

  #settle(change: (file: ProcessingFile) => ProcessingFile): void {
    for (const [index, file] of this.#files.entries()) {
      if (file.status === 'waiting' || file.status === 'running') this.#files[index] = change(file);
    }
  }

  #status(): ProcessingState['status'] {
    if (!this.#isFinished) return 'running';
    const statuses = new Set(this.#files.map(({ status }) => status));
    if (statuses.has('cancelled')) return 'cancelled';
    return statuses.has('failed') ? 'failed' : 'done';
  }

  /** Share of the bytes of all files. */
  #fraction(): number {
    const total = this.#bytes.reduce((sum, bytes) => sum + bytes, 0);
    return this.#files.reduce((sum, file, index) => sum + shareOf(file) * (this.#bytes[index]! / total), 0);
  }
}

function shareOf({ status, rows, totalRows }: ProcessingFile): number {
  if (status === 'done' || status === 'failed') return 1;
  return totalRows === 0 ? 0 : Math.min(1, rows / totalRows);
}
