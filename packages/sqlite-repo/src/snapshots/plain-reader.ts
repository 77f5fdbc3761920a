import type Database from 'better-sqlite3';
import { freeText } from '../chunks/free-text.ts';
import { hasEmptyName, type LevelKernel } from '../chunks/level-kernel.ts';
import { isWhole, parametersOf, type RowSet, rowsFrom } from '../chunks/row-set.ts';
import { appendKernelRows } from './append-kernel-rows.ts';
import type { ChunkBuilder } from './chunk-builder.ts';

/** Some rows in one row of SQL. */
interface PlainRow {
  /** The number of rows that are plain. */
  readonly count: number;
  readonly firstId: number;
  readonly lastId: number;
  /** Four lines a row; null where no row is plain. */
  readonly text: Buffer | null;
}

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
  readonly #statements: Readonly<Record<RowSet['kind'], Statements>>;
  readonly #kernel: LevelKernel;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#kernel = kernel;
    this.#statements = { span: prepare(database, 'span'), list: prepare(database, 'list') };
  }

  /** Appends rows to a chunk; false where they are not plain: then nothing was appended. */
  read(rows: RowSet, mostSideBytes: number, depth: number | null, chunk: ChunkBuilder): boolean {
    const { plain, ids } = this.#statements[rows.kind];
    const parameters = parametersOf(rows);
    const { count, firstId, lastId, text } = plain.get({ ...parameters, most: mostSideBytes })!;
    if (text === null) return false;
    const ownIds = isWhole(rows, count, firstId, lastId) ? null : ids.all(parameters);
    if (ownIds !== null && ownIds.length !== count) return false;
    const columns = this.#kernel.compute(text, count, depth);
    if (columns === null || hasEmptyName(columns)) return false;
    chunk.putIds(ownIds, firstId, count);
    appendKernelRows(chunk, columns, text, depth);
    freeText(text);
    return true;
  }
}

/** Statements that read a kind of sets. */
interface Statements {
  readonly plain: Database.Statement<[object], PlainRow>;
  readonly ids: Database.Statement<[object], number>;
}

function prepare(database: Database.Database, kind: RowSet['kind']): Statements {
  return {
    plain: database.prepare<[object], PlainRow>(
      `SELECT count(*) AS count, min(r.id) AS firstId, max(r.id) AS lastId,
              CAST(group_concat(${LINES_OF_ROW}, char(10)) AS BLOB) AS text
       FROM ${rowsFrom('book', kind, IS_PLAIN)}`,
    ),
    ids: database.prepare<[object], number>(`SELECT r.id FROM ${rowsFrom('book', kind)}`).pluck(),
  };
}
