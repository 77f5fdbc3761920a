import { parentPort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { isCutOffRun, undoCutOffRun } from '../connection/unfinished-run.ts';
import type { Chunk, ChunkRequest } from '../snapshots/chunk.ts';
import type { TradeChunk, TradeRequest } from '../trades/trade-chunk.ts';
import { FileReader } from './file-reader.ts';
import { sqliteThreadData } from './sqlite-thread.ts';

/** The pages that a worker keeps, in KiB: it reads every page once. */
const CACHE_KIBIBYTES = 2048;

/** What the pool sends: a chunk to read, or a file that is done with. */
export type WorkerMessage =
  | { readonly kind: 'book'; readonly request: ChunkRequest }
  | { readonly kind: 'trades'; readonly request: TradeRequest }
  | {
      readonly kind: 'close';
      readonly file: string;
      /** Counts the workers that have closed it. */
      readonly closed: Int32Array<SharedArrayBuffer>;
    };

/** What a worker sends back, in the order of the requests. */
export type WorkerAnswer =
  | { readonly kind: 'chunk'; readonly chunk: Chunk | TradeChunk | null }
  | { readonly kind: 'failed'; readonly error: unknown; readonly code: string | null };

sqliteThreadData();
const open = new Map<string, { readonly database: Database.Database; readonly reader: FileReader }>();

parentPort?.on('message', (message: WorkerMessage) => {
  if (message.kind === 'close') close(message);
  else answer(message);
});

function answer(message: Exclude<WorkerMessage, { kind: 'close' }>): void {
  try {
    const { abandoned } = message.request;
    const isWanted = abandoned === undefined || Atomics.load(abandoned, 0) === 0;
    const chunk = isWanted ? read(message) : null;
    send({ kind: 'chunk', chunk }, chunk === null ? [] : buffersOf(chunk));
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : null;
    send({ kind: 'failed', error, code }, []);
  }
}

function read(message: Exclude<WorkerMessage, { kind: 'close' }>): Chunk | TradeChunk | null {
  try {
    return readOnce(message);
  } catch (error) {
    if (!isCutOffRun(error)) throw error;
    undoCutOffRun(message.request.file, message.request.lockTimeoutMs);
    return readOnce(message);
  }
}

function readOnce(message: Exclude<WorkerMessage, { kind: 'close' }>): Chunk | TradeChunk | null {
  const reader = readerOf(message.request);
  return message.kind === 'book' ? reader.readBook(message.request) : reader.readTrades(message.request);
}

function readerOf({ file, lockTimeoutMs }: ChunkRequest | TradeRequest): FileReader {
  const known = open.get(file);
  if (known !== undefined) return known.reader;
  const database = new Database(file, { readonly: true, timeout: lockTimeoutMs });
  const reader = new FileReader(database);
  open.set(file, { database, reader });
  database.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
  return reader;
}

function close({ file, closed }: Extract<WorkerMessage, { kind: 'close' }>): void {
  open.get(file)?.database.close();
  open.delete(file);
  Atomics.add(closed, 0, 1);
  Atomics.notify(closed, 0);
}

function send(message: WorkerAnswer, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}

function buffersOf(chunk: Chunk | TradeChunk): ArrayBuffer[] {
  return Object.values(chunk).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []));
}
