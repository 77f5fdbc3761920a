import type { SourceTable } from '@orderflow/core';
import type { Connection } from '../connection/connection.ts';
import { checkInPlace, replacedError } from '../connection/file-identity.ts';
import { keptStatement } from '../connection/kept-statement.ts';
import { translating } from '../connection/translate-error.ts';

const ROW_COLUMNS: Readonly<Record<SourceTable, string>> = {
  book: 'instrument, timestamp, octet_length(bids), octet_length(asks)',
  trades: 'instrument, timestamp, trade_id, price, size, side',
};

/** Where a file is cut short, what is gone is its end. */
const ENDS = ['ASC', 'DESC'] as const;

/** A row of a table, as text. */
interface KnownRow {
  readonly id: number;
  readonly text: string;
}

/** Notices that the source of a run has become another: moved away, overwritten, or cut short. */
export class SourceWatch {
  readonly #connection: Connection;
  /** A row at both ends of each table that has one: rows come and go, but do not change. */
  readonly #rows = new Map<string, KnownRow>();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#check();
  }

  /**
   * Writes what was computed from the source, and looks at it before, so that nothing of another file is written, and
   * behind that: SQLite does not notice what happens to a file while it writes.
   * @throws OrderflowError `source-unreadable` where it is not the one it was.
   */
  around<Result>(write: () => Result): Result {
    this.#check();
    const result = write();
    this.#check();
    return result;
  }

  #check(): void {
    checkInPlace(this.#connection);
    translating(this.#connection, () => {
      // Whoever overwrites a file may leave its count of changes as it was, by which SQLite tells that its pages are old.
      this.#connection.database.pragma('shrink_memory');
      for (const table of ['book', 'trades'] as const) for (const end of ENDS) this.#checkEnd(table, end);
    });
  }

  #checkEnd(table: SourceTable, end: (typeof ENDS)[number]): void {
    const known = this.#rows.get(table + end);
    const found = known && this.#find(table, `WHERE id = ${known.id}`);
    if (known !== undefined && found !== undefined && found.text !== known.text) {
      throw replacedError(this.#connection.file);
    }
    const row = found ?? this.#find(table, `ORDER BY id ${end} LIMIT 1`);
    if (row !== undefined) this.#rows.set(table + end, row);
  }

  #find(table: SourceTable, where: string): KnownRow | undefined {
    const sql = `SELECT id AS id, ${ROW_COLUMNS[table]} FROM ${table} ${where}`;
    const row = keptStatement<[], { readonly id: number }>(this.#connection.database, sql).get();
    return row && { id: row.id, text: JSON.stringify(row) };
  }
}
