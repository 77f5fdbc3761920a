import type { SourceTable } from '@orderflow/core';
import type Database from 'better-sqlite3';
import type { RowCutter } from './row-cutter.ts';
import type { RowSet } from './row-set.ts';

/**
 * Cuts the ids of a table into spans of at most so many rows. Ids mostly count up, so a span is as wide as the rows it
 * may hold; where it turns out that ids have wide holes, they are looked up and listed.
 */
export class SpanCutter implements RowCutter {
  readonly #findNext: Database.Statement<[number], number>;
  readonly #findIds: Database.Statement<[number, number], number>;
  #next: number | null;
  #isSparse = false;

  /** Cuts the ids above `after`. */
  constructor(database: Database.Database, table: SourceTable, after: number) {
    this.#findNext = database
      .prepare<[number], number>(`SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT 1`)
      .pluck();
    this.#findIds = database
      .prepare<[number, number], number>(`SELECT id FROM ${table} WHERE id >= ? ORDER BY id LIMIT ?`)
      .pluck();
    this.#next = this.#findNext.get(after) ?? null;
  }

  /** The next at most `rows` rows; null behind the last id. */
  cut(rows: number): RowSet | null {
    const first = this.#next;
    if (first === null) return null;
    const cut: RowSet = this.#isSparse
      ? { kind: 'list', ids: this.#findIds.all(first, rows) }
      : { kind: 'span', first, last: first + rows - 1 };
    this.#next = this.#findNext.get(cut.kind === 'list' ? cut.ids.at(-1)! : cut.last) ?? null;
    return cut;
  }

  /** Learns how many rows a span of so many held. */
  learn(found: number, asked: number): void {
    if (found * 2 < asked && this.#next !== null) this.#isSparse = true;
  }
}
