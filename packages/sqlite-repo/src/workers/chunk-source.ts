import type { Connection } from '../connection/open-database.ts';
import type { Chunk, ChunkRequest } from '../snapshots/chunk.ts';
import type { TradeChunk, TradeRequest } from '../trades/trade-chunk.ts';
import { FileReader } from './file-reader.ts';
import type { SnapshotPool } from './snapshot-pool.ts';

/** Reads chunks: in worker threads, or in this one. */
export interface ChunkSource {
  /** How many chunks are asked for ahead, so that no worker waits while this thread writes. */
  readonly ahead: number;
  readBook(request: ChunkRequest): Promise<Chunk | null> | Chunk | null;
  readTrades(request: TradeRequest): Promise<TradeChunk | null> | TradeChunk | null;
  /** Ends the reading of a file. */
  close(): void;
}

const CHUNKS_AHEAD = 64;

/** The source of a file's chunks: the pool's workers where there is a pool. */
export function makeChunkSource({ file, database }: Connection, pool: SnapshotPool | undefined): ChunkSource {
  if (pool !== undefined) {
    return {
      ahead: CHUNKS_AHEAD,
      readBook: (request) => pool.readBook(request),
      readTrades: (request) => pool.readTrades(request),
      close: () => pool.release(file),
    };
  }
  const reader = new FileReader(database);
  return {
    ahead: 1,
    readBook: (request) => reader.readBook(request),
    readTrades: (request) => reader.readTrades(request),
    close: () => undefined,
  };
}
