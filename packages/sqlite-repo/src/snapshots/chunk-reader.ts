import type Database from 'better-sqlite3';
import { isPlainTable } from '../chunks/is-plain-table.ts';
import type { LevelKernel } from '../chunks/level-kernel.ts';
import { type RowSet, sizeOf } from '../chunks/row-set.ts';
import type { Chunk, ChunkRequest } from './chunk.ts';
import { ChunkBuilder } from './chunk-builder.ts';
import { GeneralReader } from './general-reader.ts';
import { PlainReader } from './plain-reader.ts';

/** Text that one read fetches: it stays in the processor's cache while it is computed. */
const READ_BYTES = 192 * 1024;
const FIRST_ROWS = 32;

/** Reads and computes chunks of one file, some rows at a time. The same code serves a worker and the main thread. */
export class ChunkReader {
  readonly #plain: PlainReader | null;
  readonly #general: GeneralReader;
  #rows = FIRST_ROWS;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#plain = isPlainTable(database, 'book') ? new PlainReader(database, kernel) : null;
    this.#general = new GeneralReader(database);
  }

  /** Reads a chunk; null where it holds no row. */
  read(request: ChunkRequest): Chunk | null {
    const size = sizeOf(request.rows);
    const chunk = new ChunkBuilder(size);
    for (let at = 0; at < size; ) {
      const rows = Math.min(this.#rows, size - at);
      this.#readRows(part(request.rows, at, rows), request, chunk);
      at += rows;
      if (chunk.count > 0) this.#rows = Math.max(1, Math.trunc((READ_BYTES * chunk.count) / Math.max(1, chunk.bytes)));
    }
    return chunk.build();
  }

  #readRows(rows: RowSet, { mostSideBytes, maxLevelBytes, depth }: ChunkRequest, chunk: ChunkBuilder): void {
    const mostBytes = Math.min(mostSideBytes, maxLevelBytes);
    if (this.#plain?.read(rows, mostBytes, depth, chunk) === true) return;
    this.#general.read(rows, maxLevelBytes, depth, chunk);
  }
}

function part(rows: RowSet, at: number, count: number): RowSet {
  if (rows.kind === 'list') return { kind: 'list', ids: rows.ids.slice(at, at + count) };
  return { kind: 'span', first: rows.first + at, last: rows.first + at + count - 1 };
}
