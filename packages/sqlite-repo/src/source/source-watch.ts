import type { SourceTable } from '@orderflow/core';
import type { Connection } from '../connection/connection.ts';
import { dataVersionOf } from '../connection/data-version.ts';
import { checkInPlace, replacedError } from '../connection/file-identity.ts';
import { keptStatement } from '../connection/kept-statement.ts';
import { translating } from '../connection/translate-error.ts';

const ROW_COLUMNS: Readonly<Record<SourceTable, string>> = {
  book: 'instrument, timestamp, octet_length(bids), octet_length(asks)',
  trades: 'instrument, timestamp, trade_id, price, size, side',
};

/** A row of a table, as text. */
interface KnownRow {
  readonly id: number;
  readonly text: string;
}

/** Notices that the source of a run has become another: moved away, or overwritten. */
export class SourceWatch {
  readonly #connection: Connection;
  /** A row of each table that has one: rows come and go, but do not change. */
  readonly #rows = new Map<SourceTable, KnownRow>();
  #version = Number.NaN;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.check();
  }

  /**
   * Looks at the source before what was computed from it is written.
   * @throws OrderflowError `source-unreadable` where it is not the one it was.
   */
  check(): void {
    checkInPlace(this.#connection);
    translating(this.#connection, () => {
      const version = dataVersionOf(this.#connection);
      if (version === this.#version) return;
      for (const table of ['book', 'trades'] as const) this.#checkTable(table);
      this.#version = version;
    });
  }

  #checkTable(table: SourceTable): void {
    const known = this.#rows.get(table);
    const found = this.#find(table, `WHERE id = ${known?.id ?? 'NULL'}`);
    if (known !== undefined && found !== undefined && found.text !== known.text) {
      throw replacedError(this.#connection.file);
    }
    const first = found ?? this.#find(table, 'ORDER BY id LIMIT 1');
    if (first !== undefined) this.#rows.set(table, first);
  }

  #find(table: SourceTable, where: string): KnownRow | undefined {
    const sql = `SELECT id, ${ROW_COLUMNS[table]} FROM ${table} ${where}`;
    const row = keptStatement<[], { readonly id: number }>(this.#connection.database, sql).get();
    return row && { id: row.id, text: JSON.stringify(row) };
  }
}
