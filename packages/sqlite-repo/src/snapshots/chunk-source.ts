import type { Connection } from '../connection/open-database.ts';
import type { Chunk, ChunkRequest } from './chunk.ts';
import { ChunkReader } from './chunk-reader.ts';
import { LevelKernel } from './level-kernel.ts';
import type { SnapshotPool } from './snapshot-pool.ts';

/** Reads chunks: in worker threads, or in this one. */
export interface ChunkSource {
  /** How many chunks are asked for ahead, so that no worker waits while this thread writes. */
  readonly ahead: number;
  read(request: ChunkRequest): Promise<Chunk | null> | Chunk | null;
  /** Ends the reading of a file. */
  close(): void;
}

const CHUNKS_AHEAD = 64;

/** The source of a file's chunks: the pool's workers where there is a pool. */
export function makeChunkSource({ file, database }: Connection, pool: SnapshotPool | undefined): ChunkSource {
  if (pool !== undefined) {
    return { ahead: CHUNKS_AHEAD, read: (request) => pool.read(request), close: () => pool.release(file) };
  }
  let reader: ChunkReader | null = null;
  return {
    ahead: 1,
    read: (request) => {
      reader ??= new ChunkReader(database, new LevelKernel());
      return reader.read(request);
    },
    close: () => {
      reader = null;
    },
  };
}
