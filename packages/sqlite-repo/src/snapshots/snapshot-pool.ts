import { Worker } from 'node:worker_threads';
import { OrderflowError } from '@orderflow/core';
import Database from 'better-sqlite3';
import type { Chunk, ChunkRequest } from './chunk.ts';
import type { WorkerAnswer, WorkerMessage } from './snapshot-worker.ts';

interface Waiter {
  readonly resolve: (chunk: Chunk | null) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  readonly worker: Worker;
  readonly waiters: Waiter[];
}

/**
 * Worker threads that read and compute chunks of books, for any number of files. Who makes a pool closes it. Workers
 * start with the first request.
 */
export class SnapshotPool {
  /** Number of worker threads. */
  readonly threads: number;
  readonly #seats: Seat[] = [];

  constructor(threads: number) {
    this.threads = threads;
  }

  /** Reads a chunk in the worker that has the least to do; null where it holds no row. */
  read(request: ChunkRequest): Promise<Chunk | null> {
    const seat = this.#leastBusySeat();
    return new Promise((resolve, reject) => {
      seat.waiters.push({ resolve, reject });
      post(seat, { kind: 'read', request });
    });
  }

  /** Lets the workers close a file. */
  release(file: string): void {
    for (const seat of this.#seats) post(seat, { kind: 'close', file });
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    await Promise.all(this.#seats.splice(0).map(({ worker }) => worker.terminate()));
  }

  #leastBusySeat(): Seat {
    if (this.#seats.length < this.threads) this.#seats.push(this.#openSeat());
    return this.#seats.reduce((least, seat) => (seat.waiters.length < least.waiters.length ? seat : least));
  }

  #openSeat(): Seat {
    const worker = new Worker(new URL(import.meta.resolve('#snapshot-worker')));
    const seat: Seat = { worker, waiters: [] };
    worker.unref();
    worker.on('message', (answer: WorkerAnswer) => settle(seat, answer));
    worker.on('error', (error) => this.#bury(seat, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.#bury(seat, new Error(`it ended with code ${code}`)));
    return seat;
  }

  /** A dead worker fails what it was asked; the next request opens another. */
  #bury(seat: Seat, cause: Error): void {
    const index = this.#seats.indexOf(seat);
    if (index >= 0) this.#seats.splice(index, 1);
    for (const { reject } of seat.waiters.splice(0)) {
      reject(
        new OrderflowError('worker-died', `a worker thread died (${cause.message}); run again with fewer threads`, {
          cause,
        }),
      );
    }
  }
}

function post(seat: Seat, message: WorkerMessage): void {
  if (seat.waiters.length === 1) seat.worker.ref();
  seat.worker.postMessage(message);
}

function settle(seat: Seat, answer: WorkerAnswer): void {
  const waiter = seat.waiters.shift();
  if (seat.waiters.length === 0) seat.worker.unref();
  if (answer.kind === 'chunk') waiter?.resolve(answer.chunk);
  else waiter?.reject(answer.code === null ? answer.error : sqliteError(answer.error, answer.code));
}

/** An error loses its class on the way between threads. */
function sqliteError(error: unknown, code: string): unknown {
  return new Database.SqliteError(error instanceof Error ? error.message : String(error), code);
}
