import { type ProblemReason, SnapshotMetrics } from '@orderflow/core';
import type Database from 'better-sqlite3';
import { InstrumentNames } from '../source/instrument-names.ts';
import { TimestampTexts } from '../source/timestamp-texts.ts';
import type { Chunk, ChunkRequest, ChunkRows } from './chunk.ts';
import type { KernelColumns, LevelKernel } from './level-kernel.ts';

/** The rows of a chunk in one row of SQL: counts that say whether it is plain, and the texts of each column. */
type PlainRow = readonly [
  rows: number,
  firstId: number,
  lastId: number,
  bids: number,
  asks: number,
  timestamps: number,
  instruments: number,
  firstInstrument: string,
  lastInstrument: string,
  bidText: Buffer | null,
  askText: Buffer | null,
  timestampText: Buffer,
];

const SPAN = 'book WHERE book.id BETWEEN ? AND ?';
const LIST = 'json_each(?) AS j CROSS JOIN book ON book.id = j.value';
const SELECT_PLAIN = `
  SELECT count(*), min(book.id), max(book.id), count(bids), count(asks), sum(typeof(timestamp) IN ('text', 'integer')),
         count(instrument), min(CAST(instrument AS TEXT) COLLATE BINARY), max(CAST(instrument AS TEXT) COLLATE BINARY),
         CAST(group_concat(CASE WHEN octet_length(bids) <= ? THEN bids END, char(10)) AS BLOB),
         CAST(group_concat(CASE WHEN octet_length(asks) <= ? THEN asks END, char(10)) AS BLOB),
         CAST(group_concat(timestamp, char(10)) AS BLOB)`;
const SELECT_INSTRUMENTS = 'SELECT group_concat(instrument, char(10))';

/**
 * Reads chunks of books as they mostly are: nothing missing, no side very large, ids that count up. It takes a
 * chunk whole or not at all; what it does not take is for the general reader.
 */
export class PlainChunkReader {
  readonly #span: Database.Statement<unknown[], PlainRow>;
  readonly #list: Database.Statement<unknown[], PlainRow>;
  readonly #spanInstruments: Database.Statement<unknown[], string>;
  readonly #listInstruments: Database.Statement<unknown[], string>;
  readonly #kernel: LevelKernel;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#kernel = kernel;
    this.#span = database.prepare<unknown[], PlainRow>(`${SELECT_PLAIN} FROM ${SPAN}`).raw();
    this.#list = database.prepare<unknown[], PlainRow>(`${SELECT_PLAIN} FROM ${LIST}`).raw();
    this.#spanInstruments = database.prepare<unknown[], string>(`${SELECT_INSTRUMENTS} FROM ${SPAN}`).pluck();
    this.#listInstruments = database.prepare<unknown[], string>(`${SELECT_INSTRUMENTS} FROM ${LIST}`).pluck();
  }

  /** Reads a chunk; null where it is not plain. */
  read({ rows, depth, mostSideBytes, maxLevelBytes }: ChunkRequest): Chunk | null {
    const most = Math.min(mostSideBytes, maxLevelBytes);
    const row =
      rows.kind === 'span'
        ? this.#span.get(most, most, rows.first, rows.last)
        : this.#list.get(most, most, JSON.stringify(rows.ids));
    const ids = row === undefined ? null : plainIds(rows, row);
    if (row === undefined || ids === null) return null;
    const [count, , , , , , , , , bids, asks, timestampText] = row;
    if (bids === null || asks === null) return null;
    const instruments = this.#readInstruments(rows, row);
    const times = this.#readTimes(timestampText, count);
    const columns = this.#kernel.compute(bids, asks, count, depth);
    if (columns === null || times === null || instruments === null) return null;
    const { ends: _, leftAlone: __, ...metrics } = columns;
    const problems = computeRest(columns, bids, asks, depth);
    return { count, ids, ...instruments, ...times, ...metrics, problems, bytes: bids.length + asks.length };
  }

  #readInstruments(rows: ChunkRows, row: PlainRow): Pick<Chunk, 'instruments' | 'instrumentNames'> | null {
    const [count, , , , , , , first, last] = row;
    if (first === last) return { instruments: new Uint32Array(count), instrumentNames: [first] };
    const text =
      rows.kind === 'span'
        ? this.#spanInstruments.get(rows.first, rows.last)
        : this.#listInstruments.get(JSON.stringify(rows.ids));
    const all = text?.split('\n') ?? [];
    if (all.length !== count) return null;
    const names = new InstrumentNames();
    return { instruments: Uint32Array.from(all, (name) => names.numberOf(name)), instrumentNames: names.names };
  }

  #readTimes(
    text: Buffer,
    count: number,
  ): Pick<Chunk, 'timestamps' | 'nanoseconds' | 'timestampText' | 'formats'> | null {
    const timestampText = text.toString('latin1');
    const timestamps = this.#kernel.readMilliseconds(text, count);
    if (timestamps !== null) return { timestamps, nanoseconds: new Uint32Array(count), timestampText, formats: ['ms'] };
    return readTimes(text, count, timestampText);
  }
}

/** The ids of a chunk's rows where it is plain so far, else null. */
function plainIds(rows: ChunkRows, row: PlainRow): Float64Array<ArrayBuffer> | null {
  const [count, first, last, bids, asks, timestamps, instruments, firstInstrument] = row;
  if (count === 0 || bids !== count || asks !== count || timestamps !== count || instruments !== count) return null;
  if (firstInstrument === '') return null;
  if (rows.kind === 'list') return rows.ids.length === count ? Float64Array.from(rows.ids) : null;
  if (last - first + 1 !== count) return null;
  return Float64Array.from({ length: count }, (_, index) => first + index);
}

function readTimes(text: Buffer, count: number, timestampText: string) {
  const reader = new TimestampTexts();
  const timestamps = new Float64Array(count);
  const nanoseconds = new Uint32Array(count);
  let start = 0;
  for (let row = 0; row < count; row++) {
    const newline = text.indexOf(0x0a, start);
    const end = newline < 0 ? text.length : newline;
    if (newline < 0 !== (row === count - 1)) return null;
    reader.readBytes(text, start, end);
    timestamps[row] = reader.timestamp;
    nanoseconds[row] = reader.nanoseconds;
    start = end + 1;
  }
  return { timestamps, nanoseconds, timestampText, formats: [...reader.formats] };
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
    obi[row] = general.obi;
    bestBid[row] = general.bestBid;
    bestAsk[row] = general.bestAsk;
  }
  return problems;
}
