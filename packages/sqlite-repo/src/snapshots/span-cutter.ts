import type Database from 'better-sqlite3';
import type { ChunkRows } from './chunk.ts';

/**
 * Cuts the ids of the book into spans of at most so many rows. Ids mostly count up, so a span is as wide as the rows it
 * may hold; where it turns out that ids have wide holes, the end of a span is looked up.
 */
export class SpanCutter {
  readonly #findNext: Database.Statement<[number], number>;
  readonly #findLast: Database.Statement<[number, number], number>;
  #next: number | null;
  #isSparse = false;

  /** Cuts the ids above `after`. */
  constructor(database: Database.Database, after: number) {
    this.#findNext = database.prepare<[number], number>('SELECT id FROM book WHERE id > ? ORDER BY id LIMIT 1').pluck();
    this.#findLast = database
      .prepare<[number, number], number>('SELECT max(id) FROM (SELECT id FROM book WHERE id >= ? ORDER BY id LIMIT ?)')
      .pluck();
    this.#next = this.#findNext.get(after) ?? null;
  }

  /** The next span of at most `rows` rows; null behind the last id. */
  cut(rows: number): ChunkRows | null {
    const first = this.#next;
    if (first === null) return null;
    const last = this.#isSparse ? this.#findLast.get(first, rows)! : first + rows - 1;
    this.#next = this.#findNext.get(last) ?? null;
    return { kind: 'span', first, last };
  }

  /** Learns how many rows a span of so many held. */
  learn(found: number, asked: number): void {
    if (found * 2 < asked && this.#next !== null) this.#isSparse = true;
  }
}
