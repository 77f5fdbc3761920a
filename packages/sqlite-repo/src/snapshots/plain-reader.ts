import type Database from 'better-sqlite3';
import { appendKernelRows } from './append-kernel-rows.ts';
import type { ChunkRows } from './chunk.ts';
import type { ChunkBuilder } from './chunk-builder.ts';
import { type KernelColumns, type LevelKernel, LINES } from './level-kernel.ts';

/** Some rows in one row of SQL. */
interface PlainRow {
  /** The number of rows that are plain. */
  readonly count: number;
  readonly firstId: number;
  readonly lastId: number;
  /** Four lines a row; null where no row is plain. */
  readonly text: Buffer | null;
}

/** Statements that read some rows. */
interface Statements {
  readonly plain: Database.Statement<[object], PlainRow>;
  readonly ids: Database.Statement<[object], string>;
}

/** Where rows come from, in the order in which they come. */
const ROWS: Readonly<Record<ChunkRows['kind'], string>> = {
  span: 'book NOT INDEXED WHERE book.id BETWEEN @first AND @last',
  list: 'json_each(@ids) AS j CROSS JOIN book ON book.id = j.value',
};
const IS_PLAIN = `coalesce(octet_length(bids), 0) <= @most AND coalesce(octet_length(asks), 0) <= @most
  AND instrument IS NOT NULL AND typeof(timestamp) IN ('text', 'integer')`;
// A side that is missing is empty. One column, since SQLite lets only one long text grow without copying it again.
const LINES_OF_ROW =
  "coalesce(bids, '') || char(10) || coalesce(asks, '') || char(10) || timestamp || char(10) || instrument";

/**
 * Reads books as they mostly are: nothing missing but empty sides, no side very large, no newline in a text. It takes what
 * it is given whole or not at all; what it does not take is for the general reader.
 */
export class PlainReader {
  readonly #statements: Readonly<Record<ChunkRows['kind'], Statements>>;
  readonly #kernel: LevelKernel;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#kernel = kernel;
    this.#statements = { span: prepare(database, ROWS.span), list: prepare(database, ROWS.list) };
  }

  /** Appends rows to a chunk; false where they are not plain: then nothing was appended. */
  read(rows: ChunkRows, mostSideBytes: number, depth: number | null, chunk: ChunkBuilder): boolean {
    const { plain, ids } = this.#statements[rows.kind];
    const which = rows.kind === 'span' ? rows : { ids: JSON.stringify(rows.ids) };
    const found = plain.get({ ...which, most: mostSideBytes });
    if (found === undefined || found.text === null) return false;
    const { count, text } = found;
    const ownIds = rows.kind === 'list' ? rows.ids : isDense(found, rows) ? null : idsOf(ids.get(which));
    if (ownIds !== null && ownIds.length !== count) return false;
    const columns = this.#kernel.compute(text, count, depth);
    if (columns === null || hasEmptyName(columns)) return false;
    if (ownIds !== null) chunk.ids.set(ownIds, chunk.count);
    else for (let row = 0; row < count; row++) chunk.ids[chunk.count + row] = found.firstId + row;
    appendKernelRows(chunk, columns, text, depth);
    free(text);
    return true;
  }
}

function prepare(database: Database.Database, rows: string): Statements {
  const where = rows.includes('WHERE') ? 'AND' : 'WHERE';
  return {
    plain: database.prepare<[object], PlainRow>(
      `SELECT count(*) AS count, min(book.id) AS firstId, max(book.id) AS lastId,
              CAST(group_concat(${LINES_OF_ROW}, char(10)) AS BLOB) AS text
       FROM ${rows} ${where} ${IS_PLAIN}`,
    ),
    ids: database.prepare<[object], string>(`SELECT group_concat(book.id) FROM ${rows}`).pluck(),
  };
}

/** Whether ids count up over the whole span, as they mostly do: then every row of it was found. */
function isDense({ count, firstId, lastId }: PlainRow, { first, last }: { first: number; last: number }): boolean {
  return firstId === first && lastId === last && last - first + 1 === count;
}

function idsOf(text: string | undefined): readonly number[] {
  return (text ?? '').split(',').map(Number);
}

function hasEmptyName({ firstRows, lineEnds }: KernelColumns): boolean {
  return firstRows.some((row) => lineEnds[LINES * row + 3] === lineEnds[LINES * row + 2]! + 1);
}

/** Gives the memory of a text back at once: the garbage collector would let tens of megabytes of them pile up first. */
function free({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
