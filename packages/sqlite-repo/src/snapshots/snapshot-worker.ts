import { parentPort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Chunk, ChunkRequest } from './chunk.ts';
import { ChunkReader } from './chunk-reader.ts';
import { LevelKernel } from './level-kernel.ts';

/** The pages that a worker keeps, in KiB: it reads every page once. */
const CACHE_KIBIBYTES = 2048;

/** What the pool sends: a chunk to read, or a file that is done with. */
export type WorkerMessage =
  | { readonly kind: 'read'; readonly request: ChunkRequest }
  | { readonly kind: 'close'; readonly file: string };

/** What a worker sends back, in the order of the requests. */
export type WorkerAnswer =
  | { readonly kind: 'chunk'; readonly chunk: Chunk | null }
  | { readonly kind: 'failed'; readonly error: unknown; readonly code: string | null };

const kernel = new LevelKernel();
const open = new Map<string, { readonly database: Database.Database; readonly reader: ChunkReader }>();

parentPort?.on('message', (message: WorkerMessage) => {
  if (message.kind === 'close') close(message.file);
  else answer(message.request);
});

function answer(request: ChunkRequest): void {
  try {
    const chunk = readerOf(request).read(request);
    send({ kind: 'chunk', chunk }, chunk === null ? [] : buffersOf(chunk));
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : null;
    send({ kind: 'failed', error, code }, []);
  }
}

function readerOf({ file, lockTimeoutMs }: ChunkRequest): ChunkReader {
  const known = open.get(file);
  if (known !== undefined) return known.reader;
  const database = new Database(file, { readonly: true, timeout: lockTimeoutMs });
  database.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
  const reader = new ChunkReader(database, kernel);
  open.set(file, { database, reader });
  return reader;
}

function close(file: string): void {
  open.get(file)?.database.close();
  open.delete(file);
}

function send(message: WorkerAnswer, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}

function buffersOf(chunk: Chunk): ArrayBuffer[] {
  const { ids, instruments, timestamps, nanoseconds, obi, bestBid, bestAsk } = chunk;
  return [ids, instruments, timestamps, nanoseconds, obi, bestBid, bestAsk].map(({ buffer }) => buffer);
}
