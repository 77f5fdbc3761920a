import type { RowPosition } from '@orderflow/core';
import type Database from 'better-sqlite3';
import { releaseOrderTable } from '../source/order-table.ts';
import type { OrderTable } from '../source/source.ts';
import type { RowCutter } from './row-cutter.ts';
import type { RowSet } from './row-set.ts';

interface Place {
  readonly ms: number;
  readonly ns: number;
  readonly id: number;
}

/** Cuts a sorted list of ids, in a temporary table, into lists of so many. */
export class ListCutter implements RowCutter {
  readonly #page: Database.Statement<[number, number, number, number], Place>;
  readonly #order: OrderTable;
  #after: Place;

  /** Cuts the ids of a sorted list behind a place; releases the list when it is closed. */
  constructor(database: Database.Database, order: OrderTable, after: RowPosition) {
    this.#order = order;
    this.#page = database.prepare(
      `SELECT ms, ns, id FROM temp.${order.name} WHERE (ms, ns, id) > (?, ?, ?) ORDER BY ms, ns, id LIMIT ?`,
    );
    this.#after = { ms: after.timestamp, ns: after.nanoseconds, id: after.id };
  }

  /** The next list of at most `rows` ids; null behind the last. */
  cut(rows: number): RowSet | null {
    const places = this.#page.all(this.#after.ms, this.#after.ns, this.#after.id, rows);
    const last = places.at(-1);
    if (last === undefined) return null;
    this.#after = last;
    return { kind: 'list', ids: places.map(({ id }) => id) };
  }

  /** Releases the list. */
  close(): void {
    releaseOrderTable(this.#order);
  }
}
