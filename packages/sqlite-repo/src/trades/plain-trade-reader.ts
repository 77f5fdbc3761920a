import type Database from 'better-sqlite3';
import { appendKeys } from '../chunks/append-keys.ts';
import { freeText } from '../chunks/free-text.ts';
import { hasEmptyName, type LevelKernel } from '../chunks/level-kernel.ts';
import { isWhole, parametersOf, type RowSet, rowsFrom } from '../chunks/row-set.ts';
import type { TradeChunkBuilder } from './trade-chunk-builder.ts';

type Value = number | Buffer | null;
type Statement = Database.Statement<[object], Value>;

const IS_PLAIN = `typeof(r.price) = 'real' AND r.price > 0 AND typeof(r.size) = 'real' AND r.size > 0
  AND side IN ('buy', 'sell') AND instrument IS NOT NULL AND typeof(timestamp) IN ('text', 'integer')`;
// The kernel's four lines, with no levels.
const LINES_OF_ROW = 'char(10, 10) || timestamp || char(10) || instrument';
/** What stands before the prices, and then as many sizes, of a sell below 0. */
const HEAD = 3;

/**
 * Reads trades as they mostly are. It takes what it is given whole or not at all; what it does not take is for the general
 * reader. Values come one under another in a single column: a row of SQL costs more than the trade in it.
 */
export class PlainTradeReader {
  readonly #statements: Readonly<Record<RowSet['kind'], { readonly plain: Statement; readonly ids: Statement }>>;
  readonly #kernel: LevelKernel;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#kernel = kernel;
    this.#statements = { span: prepare(database, 'span'), list: prepare(database, 'list') };
  }

  /** Appends trades to a chunk; false where they are not plain: then nothing was appended. */
  read(rows: RowSet, chunk: TradeChunkBuilder): boolean {
    const { plain, ids } = this.#statements[rows.kind];
    const parameters = parametersOf(rows);
    const values = plain.all(parameters);
    const [firstId, lastId, text] = values as [number, number, Buffer | null];
    if (text === null) return false;
    const count = (values.length - HEAD) / 2;
    const ownIds = isWhole(rows, count, firstId, lastId) ? null : (ids.all(parameters) as number[]);
    if (ownIds !== null && ownIds.length !== count) return false;
    const columns = this.#kernel.compute(text, count, null);
    if (columns === null || hasEmptyName(columns)) return false;
    chunk.putIds(ownIds, firstId, count);
    putTrades(chunk, values as number[], count);
    appendKeys(chunk, columns, text);
    freeText(text);
    return true;
  }
}

function prepare(database: Database.Database, kind: RowSet['kind']) {
  const from = `FROM ${rowsFrom('trades', kind, IS_PLAIN)}`;
  const columns = [
    'min(r.id)',
    'max(r.id)',
    `CAST(group_concat(${LINES_OF_ROW}, char(10)) AS BLOB)`,
    'price',
    "iif(side = 'buy', size, -size)",
  ];
  const plain = columns.map((column) => `SELECT ${column} ${from}`).join(' UNION ALL ');
  return {
    plain: database.prepare<[object], Value>(plain).pluck(),
    ids: database.prepare<[object], Value>(`SELECT r.id FROM ${rowsFrom('trades', kind)}`).pluck(),
  };
}

function putTrades(chunk: TradeChunkBuilder, values: readonly number[], count: number): void {
  const { prices, sizes, sides } = chunk;
  for (let row = 0; row < count; row++) {
    const at = chunk.count + row;
    const signedSize = values[HEAD + count + row]!;
    prices[at] = values[HEAD + row]!;
    sizes[at] = Math.abs(signedSize);
    sides[at] = Math.sign(signedSize);
  }
}
