import { Worker } from 'node:worker_threads';
import type { CallbackLimits } from './callback-watch.ts';

/** Code of a user that runs now; the first is none. */
export const USER_CODE = [
  'nothing',
  'loading it',
  'onStart',
  'onBook',
  'onTrade',
  'onFill',
  'onOrder',
  'onTimer',
  'onEnd',
] as const;

/** Code of a user, by name. */
export type UserCode = (typeof USER_CODE)[number];

/**
 * Tells a thread beside this one which code of the user runs here, so that it can end the process where that never
 * does: an endless loop lets nothing else happen in its own thread.
 */
export class CallbackClock {
  /** How many calls there have been, and which one runs. */
  readonly #cells = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));

  /** Starts the watch; null lets a call take as long as it wants. */
  watch(timeoutSeconds: number | null): void {
    const limits: CallbackLimits = { cells: this.#cells, timeoutSeconds, parent: process.ppid };
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
