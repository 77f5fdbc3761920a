import { Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** What a thread finds in its `workerData`. */
interface ThreadData<Data> {
  readonly data: Data;
  /** 1 once the thread has loaded SQLite. */
  readonly isLoaded: Int32Array<SharedArrayBuffer>;
}

/** A worker thread that uses SQLite. Who starts one ends it, or waits for its `exit`. */
export class SQLiteThread {
  readonly worker: Worker;
  readonly #isLoaded = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #exited: Promise<unknown>;

  /** Starts a module that calls `sqliteThreadData` before anything else, which gives it a clone of `data`. */
  constructor(module: URL, data: unknown = null) {
    this.worker = new Worker(module, { workerData: { data, isLoaded: this.#isLoaded } satisfies ThreadData<unknown> });
    this.#exited = new Promise((resolve) => this.worker.once('exit', resolve));
  }

  /**
   * Ends the thread, whatever it is doing. One that is just loading SQLite does so first: the library ends the whole
   * process where its thread is ended meanwhile.
   */
  async end(): Promise<void> {
    this.worker.ref();
    const loaded = Atomics.waitAsync(this.#isLoaded, 0, 0);
    if (loaded.async) await Promise.race([loaded.value, this.#exited]);
    await this.worker.terminate();
  }
}

/** What this thread was started with by `SQLiteThread`. */
export function sqliteThreadData<Data>(): Data {
  const { data, isLoaded } = workerData as ThreadData<Data>;
  // The binary is loaded with the first database of a thread.
  new Database(':memory:').close();
  Atomics.store(isLoaded, 0, 1);
  Atomics.notify(isLoaded, 0);
  return data;
}
