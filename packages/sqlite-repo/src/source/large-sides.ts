import type Database from 'better-sqlite3';

/** Sides of more bytes come one by one, as bytes: of the copies that a row's text goes through that spares most. */
const LARGE_SIDE_BYTES = 256 * 1024;

/** A side of an order book by its column. */
export type SideColumn = 'bids' | 'asks';

/** What is prepared when the first large side is met. */
interface Statements {
  readonly sizes: Database.Statement<[number], readonly (number | null)[]>;
  readonly bids: Database.Statement<[number], Buffer | string | null>;
  readonly asks: Database.Statement<[number], Buffer | string | null>;
}

/** Reads the sides of single rows, while the same connection may be reading rows without those. */
export class LargeSides {
  /** The most bytes of a side that comes with its row. */
  readonly mostInline: number;
  readonly #database: Database.Database;
  readonly #maxLevelBytes: number;
  #statements: Statements | null = null;

  constructor(database: Database.Database, maxLevelBytes: number) {
    this.mostInline = Math.min(LARGE_SIDE_BYTES, maxLevelBytes);
    this.#database = database;
    this.#maxLevelBytes = maxLevelBytes;
  }

  /** Whether a row of which a side did not come along has one that is larger than may be. */
  areOversized(id: number): boolean {
    if (this.mostInline === this.#maxLevelBytes) return true;
    const sizes = this.#prepared().sizes.get(id) ?? [];
    return sizes.some((bytes) => (bytes ?? 0) > this.#maxLevelBytes);
  }

  /** The text of a side as UTF-8; empty where there is none. */
  read(id: number, side: SideColumn): Buffer {
    const text = this.#prepared()[side].get(id) ?? '';
    return typeof text === 'string' ? Buffer.from(text) : text;
  }

  #prepared(): Statements {
    this.#statements ??= prepare(this.#database);
    return this.#statements;
  }
}

function prepare(database: Database.Database): Statements {
  // A pragma itself may not run while rows are being read. Text of another encoding is turned into UTF-8.
  const isUtf8 = database.prepare('SELECT encoding FROM pragma_encoding').pluck().get() === 'UTF-8';
  const sideOf = (side: SideColumn) => {
    const text = `CAST(${side} AS TEXT)`;
    const sql = `SELECT ${isUtf8 ? `CAST(${text} AS BLOB)` : text} FROM book WHERE id = ?`;
    return database.prepare<[number], Buffer | string | null>(sql).pluck();
  };
  const sizes = 'SELECT octet_length(bids), octet_length(asks) FROM book WHERE id = ?';
  return {
    sizes: database.prepare<[number], (number | null)[]>(sizes).raw(),
    bids: sideOf('bids'),
    asks: sideOf('asks'),
  };
}
