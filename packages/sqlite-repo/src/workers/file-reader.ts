import type Database from 'better-sqlite3';
import { LevelKernel } from '../chunks/level-kernel.ts';
import type { Chunk, ChunkRequest } from '../snapshots/chunk.ts';
import { ChunkReader } from '../snapshots/chunk-reader.ts';
import type { TradeChunk, TradeRequest } from '../trades/trade-chunk.ts';
import { TradeChunkReader } from '../trades/trade-chunk-reader.ts';

let kernel: LevelKernel | null = null;

/** Reads the chunks of both tables of one file. The same code serves a worker and the main thread. */
export class FileReader {
  readonly #database: Database.Database;
  #book: ChunkReader | null = null;
  #trades: TradeChunkReader | null = null;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Reads and computes a chunk of books; null where it holds no row. */
  readBook(request: ChunkRequest): Chunk | null {
    this.#book ??= new ChunkReader(this.#database, sharedKernel());
    return this.#book.read(request);
  }

  /** Reads a chunk of trades; null where it holds no row. */
  readTrades(request: TradeRequest): TradeChunk | null {
    this.#trades ??= new TradeChunkReader(this.#database, sharedKernel());
    return this.#trades.read(request);
  }
}

/** One kernel serves a thread. */
function sharedKernel(): LevelKernel {
  kernel ??= new LevelKernel();
  return kernel;
}
