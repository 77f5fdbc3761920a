import { OrderflowError } from '@orderflow/core';
import Database from 'better-sqlite3';
import type { Chunk, ChunkRequest } from '../snapshots/chunk.ts';
import type { TradeChunk, TradeRequest } from '../trades/trade-chunk.ts';
import type { WorkerAnswer, WorkerMessage } from './snapshot-worker.ts';
import { SQLiteThread } from './sqlite-thread.ts';

interface Waiter {
  readonly file: string;
  readonly resolve: (chunk: Chunk | TradeChunk | null) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  readonly thread: SQLiteThread;
  readonly waiters: Waiter[];
}

/**
 * Worker threads that read and compute chunks of books, for any number of files. Who makes a pool closes it. Workers
 * start with the first requests, and do not keep the process alive while they wait for the next.
 */
export class SnapshotPool {
  /** Number of worker threads. */
  readonly threads: number;
  readonly #seats: Seat[] = [];
  #isClosed = false;

  constructor(threads: number) {
    this.threads = threads;
  }

  /**
   * Reads and computes a chunk of books in the worker that has the least to do; null where it holds no row.
   * @throws OrderflowError `worker-died` where its worker ends before it answers.
   */
  readBook(request: ChunkRequest): Promise<Chunk | null> {
    return this.#ask({ kind: 'book', request }) as Promise<Chunk | null>;
  }

  /** Reads a chunk of trades, likewise. */
  readTrades(request: TradeRequest): Promise<TradeChunk | null> {
    return this.#ask({ kind: 'trades', request }) as Promise<TradeChunk | null>;
  }

  /** Has the workers close a file, and waits so long at most until they have; what they were asked before comes first. */
  release(file: string, waitMs = 0): void {
    const closed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const seats = this.#seats.length;
    for (const seat of this.#seats) post(seat, { kind: 'close', file, closed });
    const until = performance.now() + waitMs;
    for (let count = 0; count < seats && performance.now() < until; count = Atomics.load(closed, 0)) {
      Atomics.wait(closed, 0, count, until - performance.now());
    }
  }

  /** Ends the workers; what they still read fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const seats = this.#seats.splice(0);
    for (const { waiters } of seats) for (const { file, reject } of waiters.splice(0)) reject(poolClosed(file));
    await Promise.all(seats.map(({ thread }) => thread.end()));
  }

  async #ask(message: Exclude<WorkerMessage, { kind: 'close' }>): Promise<Chunk | TradeChunk | null> {
    const { file } = message.request;
    if (this.#isClosed) throw poolClosed(file);
    const seat = this.#leastBusySeat();
    return new Promise((resolve, reject) => {
      seat.waiters.push({ file, resolve, reject });
      post(seat, message);
    });
  }

  #leastBusySeat(): Seat {
    if (this.#seats.length < this.threads) this.#seats.push(this.#openSeat());
    return this.#seats.reduce((least, seat) => (seat.waiters.length < least.waiters.length ? seat : least));
  }

  #openSeat(): Seat {
    const thread = new SQLiteThread(new URL(import.meta.resolve('#snapshot-worker')));
    const seat: Seat = { thread, waiters: [] };
    const { worker } = thread;
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
    for (const { file, reject } of seat.waiters.splice(0)) {
      const advice = 'what is committed is kept: run again, with fewer threads where memory is short';
      reject(
        new OrderflowError('worker-died', `${file}: a worker thread ended (${cause.message}); ${advice}`, { cause }),
      );
    }
  }
}

function poolClosed(file: string): OrderflowError {
  const advice = 'close a SnapshotPool when everybody has read';
  return new OrderflowError('broken-invariant', `${file}: it is read with a pool that was closed; ${advice}`);
}

function post(seat: Seat, message: WorkerMessage): void {
  if (seat.waiters.length === 1) seat.thread.worker.ref();
  seat.thread.worker.postMessage(message);
}

function settle(seat: Seat, answer: WorkerAnswer): void {
  const waiter = seat.waiters.shift();
  if (seat.waiters.length === 0) seat.thread.worker.unref();
  if (answer.kind === 'chunk') waiter?.resolve(answer.chunk);
  else waiter?.reject(answer.code === null ? answer.error : sqliteError(answer.error, answer.code));
}

/** An error loses its class on the way between threads. */
function sqliteError(error: unknown, code: string): unknown {
  return new Database.SqliteError(error instanceof Error ? error.message : String(error), code);
}
