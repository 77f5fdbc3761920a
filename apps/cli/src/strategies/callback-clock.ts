import { Worker } from 'node:worker_threads';
import { mostMemory } from './most-memory.ts';
import { USER_CODE, type UserCode } from './user-code.ts';

/** When the process of a strategy that trades must end, whatever the strategy is doing. */
export interface CallbackLimits {
  /** How many calls there have been, and which one runs; see {@link CallbackClock}. */
  readonly cells: Int32Array;
  readonly timeoutSeconds: number | null;
  /** What the process may hold, our own columns included. */
  readonly mostBytes: number;
  /** Without this process nobody waits for the result. */
  readonly parent: number;
}

/**
 * Tells a thread beside this one which code of the user runs here, so that it can end the process where that never
 * does: an endless loop lets nothing else happen in its own thread.
 */
export class CallbackClock {
  /** How many calls there have been, and which one runs. */
  readonly #cells = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));

  /** Starts the watch; null lets a call take as long as it wants. */
  watch(timeoutSeconds: number | null, mostBytes = mostMemory()): void {
    const limits: CallbackLimits = { cells: this.#cells, timeoutSeconds, mostBytes, parent: process.ppid };
    new Worker(new URL(import.meta.resolve('#callback-watch')), { workerData: limits }).unref();
  }

  /** Says that code of the user begins; gives what ran until then, for `leave`. */
  enter(code: UserCode): number {
    const outer = this.#cells[1]!;
    this.#cells[0]!++;
    this.#cells[1] = USER_CODE.indexOf(code);
    return outer;
  }

  /** Says that it has ended. */
  leave(outer: number): void {
    this.#cells[1] = outer;
  }
}
