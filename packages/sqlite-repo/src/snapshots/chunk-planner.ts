import type { Chunk } from './chunk.ts';

const CHUNK_BYTES = 2 * 1024 * 1024;
const MOST_TEXT_BYTES = 8 * 1024 * 1024;
const LEAST_SIDE_BYTES = 4096;
/** Rows beyond this save nothing, and would bring much text where small sides are followed by larger ones. */
const MOST_ROWS = 2048;
const FIRST_ROWS = 64;

/** Decides how many rows the next chunk asks for, so that its text stays near 2 MiB and never goes beyond 16. */
export class ChunkPlanner {
  readonly #mostRows: number;
  #rows = FIRST_ROWS;

  /** A chunk holds at most `mostRows` rows. */
  constructor(mostRows: number) {
    this.#mostRows = Math.min(mostRows, MOST_ROWS);
    this.#rows = Math.min(FIRST_ROWS, mostRows);
  }

  /** Rows that the next chunk may hold. */
  get rows(): number {
    return this.#rows;
  }

  /** Bytes of one side beyond which a row is fetched by itself. */
  get mostSideBytes(): number {
    return Math.max(LEAST_SIDE_BYTES, Math.trunc(MOST_TEXT_BYTES / this.#rows / 2));
  }

  /** Learns from a chunk how large rows are. */
  learn({ bytes, count }: Pick<Chunk, 'bytes' | 'count'>): void {
    const wanted = Math.trunc(CHUNK_BYTES / Math.max(1, bytes / count));
    this.#rows = Math.max(1, Math.min(this.#mostRows, wanted));
  }
}
