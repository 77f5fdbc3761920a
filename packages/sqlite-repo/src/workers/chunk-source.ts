import type { Connection } from '../connection/connection.ts';
import { isWriteAhead } from '../connection/journal-mode.ts';
import { LOCK_TIMEOUT_MS } from '../connection/translate-error.ts';
import type { Chunk, ChunkRequest } from '../snapshots/chunk.ts';
import type { TradeChunk, TradeRequest } from '../trades/trade-chunk.ts';
import { FileReader } from './file-reader.ts';
import type { SnapshotPool } from './snapshot-pool.ts';

/** Reads chunks: in worker threads, or in this one. */
export interface ChunkSource {
  /** How many chunks are asked for ahead, so that no worker waits while this thread writes. */
  readonly ahead: number;
  /** The first chunk of a table is read in this thread: often it is the only one, and workers take time to start. */
  readBook(request: ChunkRequest, isFirst: boolean): Promise<Chunk | null> | Chunk | null;
  readTrades(request: TradeRequest, isFirst: boolean): Promise<TradeChunk | null> | TradeChunk | null;
  /** Ends the reading of a file. */
  close(): void;
}

const CHUNKS_AHEAD = 64;

/** The source of a file's chunks: the pool's workers where there is a pool. */
export function makeChunkSource({ file, database }: Connection, pool: SnapshotPool | undefined): ChunkSource {
  const here = new FileReader(database);
  if (pool === undefined) {
    return {
      ahead: 1,
      readBook: (request) => here.readBook(request),
      readTrades: (request) => here.readTrades(request),
      close: () => undefined,
    };
  }
  return {
    ahead: CHUNKS_AHEAD,
    readBook: (request, isFirst) => (isFirst ? here.readBook(request) : pool.readBook(request)),
    readTrades: (request, isFirst) => (isFirst ? here.readTrades(request) : pool.readTrades(request)),
    // In mode `wal` the last to close a file tidies up, which only a writer can.
    close: () => pool.release(file, isWriteAhead(database) ? LOCK_TIMEOUT_MS : 0),
  };
}
