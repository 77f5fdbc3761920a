import type Database from 'better-sqlite3';
import { appendKeys } from '../chunks/append-keys.ts';
import { freeText } from '../chunks/free-text.ts';
import { joinedLines } from '../chunks/joined-lines.ts';
import { hasUnreadableName, type LevelKernel } from '../chunks/level-kernel.ts';
import { parametersOf, type RowSet, rowsFrom } from '../chunks/row-set.ts';
import type { TradeChunkBuilder } from './trade-chunk-builder.ts';

/** Statements that read a kind of sets. */
interface Statements {
  /** The lines of all trades, as many prices, and as many sizes, those of sells below 0; what is odd is no number. */
  readonly plain: Database.Statement<[object], unknown>;
  readonly ids: Database.Statement<[object], number>;
}

const LINES = joinedLines("''", "''");
const SIGNED_SIZE =
  "CASE WHEN typeof(r.size) = 'real' AND r.size > 0 THEN CASE r.side COLLATE BINARY WHEN 'buy' THEN r.size WHEN 'sell' THEN -r.size END END";

/**
 * Reads trades as they mostly are. It takes what it is given whole or not at all; what it does not take is for the general
 * reader. Values come one under another in a single column: a row of SQL costs more than the trade in it.
 */
export class PlainTradeReader {
  readonly #statements: Readonly<Record<RowSet['kind'], Statements>>;
  readonly #kernel: LevelKernel;
  /** Reads trades with their ids, of one moment whoever writes meanwhile. */
  readonly #fetch: (rows: RowSet, chunk: TradeChunkBuilder) => readonly unknown[];

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#kernel = kernel;
    this.#fetch = database.transaction((rows: RowSet, chunk: TradeChunkBuilder) => {
      const { plain, ids } = this.#statements[rows.kind];
      const values = plain.all(parametersOf(rows));
      chunk.putIds(rows, (values.length - 1) / 2, ids);
      return values;
    });
    this.#statements = { span: prepare(database, 'span'), list: prepare(database, 'list') };
  }

  /** Appends trades to a chunk; false where they are not plain: then nothing was appended. */
  read(rows: RowSet, chunk: TradeChunkBuilder): boolean {
    const [text, ...values] = this.#fetch(rows, chunk);
    const count = values.length / 2;
    if (!Buffer.isBuffer(text) || !values.every((value) => typeof value === 'number')) return false;
    const columns = this.#kernel.compute(text, count, null);
    if (columns === null || hasUnreadableName(columns, text)) return false;
    chunk.putTrades(values, count);
    appendKeys(chunk, columns, text);
    freeText(text);
    return true;
  }
}

function prepare(database: Database.Database, kind: RowSet['kind']): Statements {
  const from = `FROM ${rowsFrom('trades', kind)}`;
  const plain = [LINES, 'r.price', SIGNED_SIZE].map((column) => `SELECT ${column} ${from}`).join(' UNION ALL ');
  return {
    plain: database.prepare<[object], unknown>(plain).pluck(),
    ids: database.prepare<[object], number>(`SELECT r.id ${from}`).pluck(),
  };
}
