import type { MetricSettings } from '@orderflow/core';
import { type PlainLevel, readLevelsPlainly, readTimePlainly } from '@orderflow/torture';
import Database from 'better-sqlite3';

/** What one metric row must be. */
export interface WantedMetric {
  readonly snapshotId: number;
  readonly instrument: string;
  readonly timestamp: string;
  readonly obi: number;
  readonly cvd: number;
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  /** How far rounding may take OBI and CVD. */
  readonly obiTolerance: number;
  readonly cvdTolerance: number;
}

/** What a file must come to. */
export interface WantedOutcome {
  readonly metrics: readonly WantedMetric[];
  /** `book 5 negative-level` and the like, sorted. */
  readonly problems: readonly string[];
}

interface Row {
  readonly id: number;
  readonly instrument: string | null;
  readonly timestamp: string;
  /** Nanoseconds since 1970; null where the timestamp is none. */
  readonly at: bigint | null;
}

interface BookRow extends Row {
  readonly sides: readonly [bids: string, asks: string];
}

interface TradeRow extends Row {
  readonly price: number;
  readonly size: number;
  readonly sign: -1 | 0 | 1;
}

interface Book {
  readonly bids: readonly PlainLevel[];
  readonly asks: readonly PlainLevel[];
}

const MOST_TIME_CHARACTERS = 64;
const MOST_KEY_BYTES = 1024;
const LARGEST_SIZE = 1e280;
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
/** Every double is a whole number of these. */
const SMALLEST = 2n ** 1074n;

/**
 * The slow and plain way from the rows of a file to its metrics, written from the definitions: everything in memory, every
 * snapshot on its own, times and sums as exact whole numbers.
 */
export function wantedOutcome(path: string, settings: MetricSettings): WantedOutcome {
  const { book, trades } = readFile(path);
  const problems: string[] = [];
  const timed = inTimeOrder(book);
  const last = timed.at(-1)?.at ?? null;
  const books = new Map<BookRow, Book>();
  for (const row of book) {
    const outcome = bookOf(row, settings);
    if (typeof outcome === 'string') problems.push(`book ${row.id} ${outcome}`);
    else books.set(row, outcome);
  }
  const good: TradeRow[] = [];
  for (const row of last === null ? [] : inTimeOrder(trades, true)) {
    const problem = problemOfTrade(row);
    if (problem === null) good.push(row);
    else if (row.at === null || row.at <= last!) problems.push(`trades ${row.id} ${problem}`);
  }
  const snapshots = timed.filter((row) => books.has(row));
  const metrics = snapshots.map((row) => metricOf(row, books.get(row)!, good, snapshots, settings));
  return { metrics, problems: problems.sort() };
}

function metricOf(
  row: BookRow,
  { bids, asks }: Book,
  trades: readonly TradeRow[],
  snapshots: readonly BookRow[],
  { depth, tradeMatching }: MetricSettings,
): WantedMetric {
  const [bid, ask] = [volumeOf(bids, -1, depth), volumeOf(asks, 1, depth)];
  const counted = trades.filter(
    (trade) =>
      trade.instrument === row.instrument &&
      trade.at! <= row.at! &&
      (tradeMatching === 'window' ||
        snapshots.some(({ instrument, at }) => instrument === row.instrument && at === trade.at)),
  );
  const cvd = counted.reduce((sum, { sign, size }) => sum + BigInt(sign) * wholeOf(size), 0n);
  const volume = counted.reduce((sum, { size }) => sum + size, 0);
  const total = numberOf(cvd);
  const levels = bids.length + asks.length;
  return {
    snapshotId: row.id,
    instrument: row.instrument!,
    timestamp: row.timestamp,
    obi: bid + ask === 0n ? 0 : ratioOf(bid - ask, bid + ask),
    cvd: total,
    bestBid: bids.length === 0 ? null : Math.max(...bids.map(([price]) => price)),
    bestAsk: asks.length === 0 ? null : Math.min(...asks.map(([price]) => price)),
    obiTolerance: 4 * (levels + 1) * Number.EPSILON,
    cvdTolerance: 2 * Number.EPSILON * Math.abs(total) + 4 * counted.length * Number.EPSILON ** 2 * volume,
  };
}

/** The levels of a row, or the first thing that is wrong with it. */
function bookOf({ at, instrument, sides }: BookRow, { depth, maxLevelBytes }: MetricSettings): Book | string {
  if (at === null) return 'unreadable-timestamp';
  if (instrument === null) return 'missing-instrument';
  if (sides.some((text) => text.length > maxLevelBytes)) return 'oversized-levels';
  const [bids, asks] = sides.map(readLevelsPlainly);
  if (typeof bids === 'string' || typeof asks === 'string') return typeof bids === 'string' ? bids : String(asks);
  const total = numberOf(volumeOf(bids!, -1, depth)) + numberOf(volumeOf(asks!, 1, depth));
  return total === Number.POSITIVE_INFINITY ? 'overflow' : { bids: bids!, asks: asks! };
}

function problemOfTrade({ at, instrument, price, size, sign }: TradeRow): string | null {
  if (at === null) return 'unreadable-timestamp';
  if (instrument === null) return 'missing-instrument';
  if (!(price > 0 && price < Number.POSITIVE_INFINITY)) return 'bad-price';
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return 'bad-size';
  if (sign === 0) return 'bad-side';
  return size > LARGEST_SIZE ? 'overflow' : null;
}

/** The size on the best levels of a side, exactly; levels of one price are one. */
function volumeOf(levels: readonly PlainLevel[], sign: 1 | -1, depth: number | null): bigint {
  const sizes = new Map<number, bigint>();
  for (const [price, size] of levels) sizes.set(price, (sizes.get(price) ?? 0n) + wholeOf(size));
  const best = [...sizes].sort(([a], [b]) => sign * (a - b)).slice(0, depth ?? sizes.size);
  return best.reduce((sum, [, size]) => sum + size, 0n);
}

function inTimeOrder<Any extends Row>(rows: readonly Any[], withUntimed = false): readonly Any[] {
  const wanted = rows.filter(({ at }) => withUntimed || at !== null);
  const earliest = -(10n ** 30n);
  return wanted.toSorted((a, b) => {
    const [one, other] = [a.at ?? earliest, b.at ?? earliest];
    return one === other ? a.id - b.id : one < other ? -1 : 1;
  });
}

/** A double as a whole number of the smallest of them. */
function wholeOf(value: number): bigint {
  let [whole, exponent] = [value, 0];
  while (!Number.isInteger(whole)) {
    whole *= 2;
    exponent++;
  }
  return (BigInt(whole) * SMALLEST) >> BigInt(exponent);
}

/** The nearest double, give or take its last bit. */
function numberOf(whole: bigint): number {
  return ratioOf(whole, SMALLEST);
}

function ratioOf(top: bigint, bottom: bigint): number {
  const size = top < 0n ? -top : top;
  const shift = 80 - (size.toString(2).length - bottom.toString(2).length);
  const quotient = shift > 0 ? (size << BigInt(shift)) / bottom : size / (bottom << BigInt(-shift));
  const half = Math.trunc(shift / 2);
  const value = Number(quotient) * 2 ** -half * 2 ** (half - shift);
  return top < 0n ? -value : value;
}

/** The bytes that a column's value is as text, one character a byte; and what it is stored as. */
interface Stored {
  readonly type: string;
  readonly bytes: Buffer | null;
  readonly value: unknown;
}

function readFile(path: string): { readonly book: readonly BookRow[]; readonly trades: readonly TradeRow[] } {
  const database = new Database(path, { readonly: true });
  try {
    return {
      book: rowsOf(database, 'book', ['instrument', 'timestamp', 'bids', 'asks']).map(([id, ...row]) => ({
        ...keysOf(id, row[0]!, row[1]!),
        sides: [latin1Of(row[2]!), latin1Of(row[3]!)],
      })),
      trades: rowsOf(database, 'trades', ['instrument', 'timestamp', 'price', 'size', 'side']).map(([id, ...row]) => ({
        ...keysOf(id, row[0]!, row[1]!),
        price: decimalOf(row[2]!),
        size: decimalOf(row[3]!),
        sign: signOf(latin1Of(row[4]!)),
      })),
    };
  } finally {
    database.close();
  }
}

function rowsOf(
  database: Database.Database,
  table: string,
  columns: readonly string[],
): readonly (readonly [id: number, ...cells: Stored[]])[] {
  const selected = columns.map((name) => `typeof(${name}), CAST(CAST(${name} AS TEXT) AS BLOB), ${name}`);
  const rows = database
    .prepare<[], unknown[]>(`SELECT id, ${selected.join(', ')} FROM ${table}`)
    .raw()
    .all();
  return rows.map(([id, ...values]) => [
    id as number,
    ...columns.map((_, index) => {
      const [type, bytes, value] = values.slice(3 * index);
      return { type: type as string, bytes: bytes as Buffer | null, value };
    }),
  ]);
}

function keysOf(id: number, instrument: Stored, timestamp: Stored): Row {
  const text = timeOf(timestamp);
  const time = text.length > MOST_TIME_CHARACTERS ? null : readTimePlainly(text);
  return { id, instrument: nameOf(instrument), timestamp: text, at: time?.nanoseconds ?? null };
}

function nameOf({ bytes }: Stored): string | null {
  if (bytes === null || bytes.length === 0 || bytes.length > MOST_KEY_BYTES) return null;
  const name = bytes.toString();
  return name.includes('\ufffd') ? null : name;
}

/** A whole number of nanoseconds that is stored as REAL has an exponent as text. */
function timeOf(stored: Stored): string {
  const { type, value } = stored;
  const isWhole = type === 'real' && (value as number) >= 1e17 && (value as number) < 2 ** 63;
  return isWhole ? String(BigInt(value as number)) : latin1Of(stored);
}

function decimalOf({ type, value }: Stored): number {
  if (type === 'real' || type === 'integer') return value as number;
  return type === 'text' && (value as string).length <= MOST_KEY_BYTES && DECIMAL.test(value as string)
    ? Number(value)
    : Number.NaN;
}

function signOf(side: string): -1 | 0 | 1 {
  if (/^buy$/i.test(side)) return 1;
  return /^sell$/i.test(side) ? -1 : 0;
}

function latin1Of({ bytes }: Stored): string {
  return bytes?.toString('latin1') ?? '';
}
