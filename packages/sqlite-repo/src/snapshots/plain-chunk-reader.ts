import { type ProblemReason, SnapshotMetrics } from '@orderflow/core';
import type Database from 'better-sqlite3';
import { InstrumentNames } from '../source/instrument-names.ts';
import type { Chunk, ChunkRequest, ChunkRows } from './chunk.ts';
import { readTimes } from './chunk-times.ts';
import type { KernelColumns, LevelKernel } from './level-kernel.ts';

/** The rows of a chunk in one row of SQL: figures that say whether it is plain, and the texts of each column. */
interface PlainRow {
  readonly count: number;
  readonly oddRows: number;
  readonly firstId: number;
  readonly lastId: number;
  readonly firstInstrument: string;
  readonly lastInstrument: string;
  readonly bids: Buffer;
  readonly asks: Buffer;
  /** null where all are. */
  readonly timestamps: Buffer | null;
}

/** Statements that read a kind of chunks. */
interface Statements {
  readonly plain: Database.Statement<[object], PlainRow>;
  readonly instruments: Database.Statement<[object], string>;
  readonly ids: Database.Statement<[object], string>;
}

/** Where the rows of a chunk come from, in the order in which they come. */
const ROWS: Readonly<Record<ChunkRows['kind'], string>> = {
  span: 'book NOT INDEXED WHERE book.id BETWEEN @first AND @last',
  list: 'json_each(@ids) AS j CROSS JOIN book ON book.id = j.value',
};

// A side that is missing is empty. A side that is too large is left out, and makes its row odd.
const sideText = (name: string) =>
  `CAST(group_concat(CASE WHEN octet_length(${name}) <= @most THEN ${name} ELSE '' END, char(10)) AS BLOB)`;
const SELECT_PLAIN = `
  SELECT count(*) AS count,
         total(octet_length(bids) > @most OR octet_length(asks) > @most OR instrument IS NULL
               OR typeof(timestamp) NOT IN ('text', 'integer')) AS oddRows,
         min(book.id) AS firstId, max(book.id) AS lastId,
         min(CAST(instrument AS TEXT) COLLATE BINARY) AS firstInstrument,
         max(CAST(instrument AS TEXT) COLLATE BINARY) AS lastInstrument,
         ${sideText('bids')} AS bids, ${sideText('asks')} AS asks,
         CAST(group_concat(timestamp, char(10)) AS BLOB) AS timestamps`;

/**
 * Reads chunks of books as they mostly are: nothing missing but empty sides, no side very large, no newline in a text. It
 * takes a chunk whole or not at all; what it does not take is for the general reader.
 */
export class PlainChunkReader {
  readonly #statements: Readonly<Record<ChunkRows['kind'], Statements>>;
  readonly #kernel: LevelKernel;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#kernel = kernel;
    this.#statements = { span: prepare(database, ROWS.span), list: prepare(database, ROWS.list) };
  }

  /** Reads a chunk; null where it is not plain. */
  read(request: ChunkRequest): Chunk | null {
    const { rows, mostSideBytes, maxLevelBytes } = request;
    const statements = this.#statements[rows.kind];
    const which = rows.kind === 'span' ? rows : { ids: JSON.stringify(rows.ids) };
    const row = statements.plain.get({ ...which, most: Math.min(mostSideBytes, maxLevelBytes) });
    if (row === undefined || row.count === 0) return null;
    const chunk = this.#compute(request, row, statements, which);
    free(row.bids);
    free(row.asks);
    if (row.timestamps !== null) free(row.timestamps);
    return chunk;
  }

  #compute({ rows, depth }: ChunkRequest, row: PlainRow, statements: Statements, which: object): Chunk | null {
    const { count, bids, asks, timestamps } = row;
    if (row.oddRows > 0 || timestamps === null || row.firstInstrument === '') return null;
    const ids = rows.kind === 'list' ? Float64Array.from(rows.ids) : idsOf(row, () => statements.ids.get(which));
    if (ids.length !== count) return null;
    const instruments = instrumentsOf(row, () => statements.instruments.get(which));
    const times = readTimes(timestamps, count, this.#kernel);
    const columns = this.#kernel.compute(bids, asks, count, depth);
    if (columns === null || times === null || instruments === null) return null;
    const { ends: _, leftAlone: __, ...metrics } = columns;
    const problems = computeRest(columns, bids, asks, depth);
    return { count, ids, ...instruments, ...times, ...metrics, problems, bytes: bids.length + asks.length };
  }
}

/** Gives the memory of a text back at once: the garbage collector would let tens of megabytes of them pile up first. */
function free({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

function prepare(database: Database.Database, rows: string): Statements {
  return {
    plain: database.prepare<[object], PlainRow>(`${SELECT_PLAIN} FROM ${rows}`),
    instruments: database.prepare<[object], string>(`SELECT group_concat(instrument, char(10)) FROM ${rows}`).pluck(),
    ids: database.prepare<[object], string>(`SELECT group_concat(book.id) FROM ${rows}`).pluck(),
  };
}

/** The ids of a span: mostly they count up, and need not be read. */
function idsOf({ count, firstId, lastId }: PlainRow, readIds: () => string | undefined): Float64Array<ArrayBuffer> {
  if (lastId - firstId + 1 !== count) return Float64Array.from((readIds() ?? '').split(','), Number);
  const ids = new Float64Array(count);
  for (let row = 0; row < count; row++) ids[row] = firstId + row;
  return ids;
}

/** The instruments of a chunk; null where their names cannot be told apart. */
function instrumentsOf(
  { count, firstInstrument, lastInstrument }: PlainRow,
  readNames: () => string | undefined,
): Pick<Chunk, 'instruments' | 'instrumentNames'> | null {
  if (firstInstrument === lastInstrument) {
    return { instruments: new Uint32Array(count), instrumentNames: [firstInstrument] };
  }
  const all = (readNames() ?? '').split('\n');
  if (all.length !== count) return null;
  const names = new InstrumentNames();
  return { instruments: Uint32Array.from(all, (name) => names.numberOf(name)), instrumentNames: names.names };
}

/** Computes what the kernel left alone, in place; the problems by row. */
function computeRest(
  { obi, bestBid, bestAsk, ends, leftAlone }: KernelColumns,
  bids: Buffer,
  asks: Buffer,
  depth: number | null,
): ReadonlyMap<number, ProblemReason> {
  const problems = new Map<number, ProblemReason>();
  let general: SnapshotMetrics | null = null;
  for (let row = 0; row < leftAlone.length; row++) {
    if (leftAlone[row] === 0) continue;
    general ??= new SnapshotMetrics(depth);
    const ownBids = bids.subarray(row === 0 ? 0 : ends[2 * row - 2]! + 1, ends[2 * row]!);
    const ownAsks = asks.subarray(row === 0 ? 0 : ends[2 * row - 1]! + 1, ends[2 * row + 1]!);
    const text = Buffer.concat([ownBids, ownAsks]);
    const problem = general.computeText(text, 0, ownBids.length, text.length);
    if (problem !== null) problems.set(row, problem);
    obi[row] = problem === null ? general.obi : Number.NaN;
    bestBid[row] = problem === null ? general.bestBid : Number.NaN;
    bestAsk[row] = problem === null ? general.bestAsk : Number.NaN;
  }
  return problems;
}
