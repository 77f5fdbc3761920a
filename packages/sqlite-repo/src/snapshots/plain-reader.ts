import type Database from 'better-sqlite3';
import { freeText } from '../chunks/free-text.ts';
import { joinedLines } from '../chunks/joined-lines.ts';
import { hasUnreadableName, type LevelKernel } from '../chunks/level-kernel.ts';
import { parametersOf, type RowSet, rowsFrom } from '../chunks/row-set.ts';
import { appendKernelRows } from './append-kernel-rows.ts';
import type { ChunkBuilder } from './chunk-builder.ts';

/** Some rows in one row of SQL. */
interface PlainRow {
  readonly count: number;
  /** The lines of the rows that are plain; null where none is. */
  readonly text: Buffer | null;
}

/** Statements that read a kind of sets. */
interface Statements {
  readonly plain: Database.Statement<[object], PlainRow>;
  readonly ids: Database.Statement<[object], number>;
}

// A side that is missing is empty; a row with one that is too large is not plain. All in one text, since SQLite lets only
// one grow without copying it again.
const side = (name: string) => `iif(octet_length(r.${name}) > @most, NULL, coalesce(r.${name}, ''))`;
const LINES = joinedLines(side('bids'), side('asks'));

/**
 * Reads books as they mostly are: nothing missing but empty sides, no side very large, no newline in a text. It takes what
 * it is given whole or not at all; what it does not take is for the general reader.
 */
export class PlainReader {
  readonly #statements: Readonly<Record<RowSet['kind'], Statements>>;
  readonly #kernel: LevelKernel;
  /** Reads rows with their ids, of one moment whoever writes meanwhile. */
  readonly #fetch: (rows: RowSet, mostSideBytes: number, chunk: ChunkBuilder) => PlainRow;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#kernel = kernel;
    this.#fetch = database.transaction((rows: RowSet, most: number, chunk: ChunkBuilder) => {
      const { plain, ids } = this.#statements[rows.kind];
      const row = plain.get({ ...parametersOf(rows), most })!;
      chunk.putIds(rows, row.count, ids);
      return row;
    });
    this.#statements = { span: prepare(database, 'span'), list: prepare(database, 'list') };
  }

  /** Appends rows to a chunk; false where they are not plain: then nothing was appended. */
  read(rows: RowSet, mostSideBytes: number, depth: number | null, chunk: ChunkBuilder): boolean {
    const { count, text } = this.#fetch(rows, mostSideBytes, chunk);
    if (text === null) return false;
    const columns = this.#kernel.compute(text, count, depth);
    if (columns === null || hasUnreadableName(columns, text)) return false;
    appendKernelRows(chunk, columns, text, depth);
    freeText(text);
    return true;
  }
}

function prepare(database: Database.Database, kind: RowSet['kind']): Statements {
  const from = `FROM ${rowsFrom('book', kind)}`;
  return {
    plain: database.prepare<[object], PlainRow>(`SELECT count(*) AS count, ${LINES} AS text ${from}`),
    ids: database.prepare<[object], number>(`SELECT r.id ${from}`).pluck(),
  };
}
