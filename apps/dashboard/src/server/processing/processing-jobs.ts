import { availableParallelism } from 'node:os';
import type { Configuration } from '@orderflow/core';
import { SQLiteThread } from '@orderflow/sqlite-repo';
import { ProblemError, unknownFile } from '../api/problem.ts';
import type { ProcessingState } from '../api/processing-schemas.ts';
import type { HiddenPath } from '../public-text.ts';
import type { FoundFile } from '../sources/file-finder.ts';
import type { SourceLibrary } from '../sources/source-library.ts';
import { JobRecord } from './job-record.ts';
import type { ProcessingMessage, ProcessingTask } from './processing-messages.ts';

/** What processing needs. */
export interface ProcessingJobsOptions {
  readonly library: SourceLibrary;
  readonly configuration: Configuration;
  readonly hidden: () => readonly HiddenPath[];
}

const IDLE: ProcessingState = { status: 'idle', fraction: 0, rate: null, secondsLeft: null, files: [] };

/** A run of processing in a thread of its own, so that charts are served meanwhile. */
interface RunningJob {
  readonly record: JobRecord;
  readonly stop: SharedArrayBuffer;
  readonly ended: Promise<void>;
}

/** Computes and stores the metrics of files, one run at a time. */
export class ProcessingJobs {
  readonly #options: ProcessingJobsOptions;
  readonly #listeners = new Set<() => void>();
  #running: RunningJob | null = null;
  #record: JobRecord | null = null;

  constructor(options: ProcessingJobsOptions) {
    this.#options = options;
  }

  /** How the present run stands, or the last one. */
  get state(): ProcessingState {
    return this.#record?.state() ?? IDLE;
  }

  /** Whether a file is part of the run that goes on. */
  isProcessing(fileId: string): boolean {
    return this.#running?.record.has(fileId) ?? false;
  }

  /**
   * Begins a run.
   * @throws ProblemError where one goes on, or where an id is of no file.
   */
  start(fileIds: readonly string[], force: boolean): ProcessingState {
    if (this.#running !== null) {
      throw new ProblemError(409, 'already-processing', 'processing goes on already: wait for its end, or cancel it');
    }
    const files = this.#find(fileIds);
    const { library, configuration, hidden } = this.#options;
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const paths = files.map(({ path }) => path);
    const threads = configuration.threads ?? availableParallelism();
    const record = new JobRecord(files, hidden, () => performance.now());
    library.freeze(files.map(({ id }) => id));
    const ended = this.#work(record, { paths, configuration, force, threads, stop });
    this.#record = record;
    this.#running = { record, stop, ended };
    return this.state;
  }

  /** Asks the run to stop after its present batch; all that is done stays. */
  cancel(): ProcessingState {
    if (this.#running !== null) Atomics.store(new Int32Array(this.#running.stop), 0, 1);
    return this.state;
  }

  /** Calls `listener` whenever the state has changed; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the run and waits for its end. */
  async close(): Promise<void> {
    this.cancel();
    await this.#running?.ended;
  }

  #find(fileIds: readonly string[]): readonly FoundFile[] {
    const known = new Map(this.#options.library.files().map((file) => [file.id, file]));
    return [...new Set(fileIds)].map((id) => {
      const file = known.get(id);
      if (file === undefined) throw unknownFile(id);
      return file;
    });
  }

  async #work(record: JobRecord, task: ProcessingTask): Promise<void> {
    try {
      await this.#runWorker(record, task);
    } catch (error) {
      record.fail(error instanceof Error ? error.message : String(error));
    } finally {
      record.finish();
      this.#running = null;
      this.#options.library.thaw();
      this.#notify();
    }
  }

  #runWorker(record: JobRecord, task: ProcessingTask): Promise<void> {
    const { worker } = new SQLiteThread(new URL(import.meta.resolve('#processing-worker')), task);
    return new Promise((resolve, reject) => {
      worker.on('message', (message: ProcessingMessage) => {
        record.take(message);
        this.#notify();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`a thread ended with code ${code}`));
      });
    });
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
