import type Database from 'better-sqlite3';
import type { Chunk, ChunkRequest } from './chunk.ts';
import { GeneralChunkReader } from './general-chunk-reader.ts';
import type { LevelKernel } from './level-kernel.ts';
import { PlainChunkReader } from './plain-chunk-reader.ts';

/** Reads and computes chunks of one file. The same code serves a worker and the main thread. */
export class ChunkReader {
  readonly #plain: PlainChunkReader | null;
  readonly #general: GeneralChunkReader;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#plain = isPlain(database) ? new PlainChunkReader(database, kernel) : null;
    this.#general = new GeneralChunkReader(database);
  }

  /** Reads a chunk; null where it holds no row. */
  read(request: ChunkRequest): Chunk | null {
    return this.#plain?.read(request) ?? this.#general.read(request);
  }
}

/** Whether texts are UTF-8 and rows lie by id, so that they come as bytes and in order without being sorted. */
function isPlain(database: Database.Database): boolean {
  if (database.pragma('encoding', { simple: true }) !== 'UTF-8') return false;
  const keyIndexes = database.prepare("SELECT count(*) FROM pragma_index_list('book') WHERE origin = 'pk'").pluck();
  return keyIndexes.get() === 0;
}
