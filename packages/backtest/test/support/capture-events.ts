import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type InstrumentRules, NO_RULES } from '../../src/index.ts';
import type { Levels, MarketEvent } from './market.ts';

/** A capture of an exchange, as plainly as it can be read. */
export interface Capture {
  readonly name: string;
  readonly instruments: readonly string[];
  /** A power of ten for each grid: no number of the instrument has more decimals. */
  readonly rules: Readonly<Record<string, InstrumentRules>>;
  /** Milliseconds since the first; trades before a book of the same time. */
  readonly events: readonly MarketEvent[];
  /** What another tool found, a row for each book in the order of the events. */
  readonly expected: readonly { readonly obi: number; readonly cvd: number }[];
}

interface Row {
  readonly id: number;
  readonly instrument: string;
  readonly at: number;
}

/** Paths of all captures of a folder that come with what another tool makes of them. */
export function capturesIn(folder: string): readonly string[] {
  if (folder === '') return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path.replace(/\.db$/, '.oracle.csv')));
}

/** Reads a capture whose times are whole milliseconds. */
export function readCapture(path: string): Capture {
  const books = rowsOf(path, 'SELECT id, instrument, bids, asks, timestamp FROM book');
  const trades = rowsOf(path, 'SELECT id, instrument, price, size, side, timestamp FROM trades');
  const instruments = [...new Set(books.map(({ instrument }) => instrument))].sort();
  const traded = trades.filter(({ instrument }) => instruments.includes(instrument));
  const start = [...books, ...trades].reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const events = [
    ...traded.map((row) => ({ row, rank: 0, event: tradeOf(row) })),
    ...books.map((row) => ({ row, rank: 1, event: bookOf(row) })),
  ]
    .sort((a, b) => a.row.at - b.row.at || a.rank - b.rank || a.row.id - b.row.id)
    .map(({ row, event }) => ({ ...event, at: row.at - start, instrument: instruments.indexOf(row.instrument) }));
  const rules = instruments.map((name, index) => [name, rulesOf(events.filter((one) => one.instrument === index))]);
  const expected = expectedOf(path, books);
  return { name: basename(path, '.db'), instruments, rules: Object.fromEntries(rules), events, expected };
}

/** Rows of `<name>.oracle.csv`: snapshot_id, timestamp, obi, best_bid, best_ask, cvd_window, cvd_exact. */
function expectedOf(path: string, books: readonly Row[]): Capture['expected'] {
  const lines = readFileSync(path.replace(/\.db$/, '.oracle.csv'), 'utf8').trim().split('\n').slice(1);
  const rows = new Map(lines.map((line) => [Number(line.split(',')[0]), line.split(',')]));
  return [...books]
    .sort((a, b) => a.at - b.at || a.id - b.id)
    .map(({ id }) => ({ obi: Number(rows.get(id)![2]), cvd: Number(rows.get(id)![5]) }));
}

function rowsOf(path: string, query: string): readonly (Row & Readonly<Record<string, unknown>>)[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database
      .prepare(query)
      .all()
      .map((row) => ({ ...row, id: Number(row.id), instrument: String(row.instrument), at: Number(row.timestamp) }));
  } finally {
    database.close();
  }
}

function tradeOf({ price, size, side }: Readonly<Record<string, unknown>>) {
  return { price: Number(price), size: Number(size), sign: side === 'buy' ? 1 : -1 };
}

function bookOf({ bids, asks }: Readonly<Record<string, unknown>>) {
  return { bids: levelsOf(bids, -1), asks: levelsOf(asks, 1) };
}

function levelsOf(text: unknown, sign: number): Levels {
  const levels = (JSON.parse(String(text)) as readonly unknown[][]).map(
    ([price, size]) => [Number(price), Number(size)] as const,
  );
  return levels.filter(([, size]) => size > 0).sort(([a], [b]) => sign * (a - b));
}

function rulesOf(events: readonly MarketEvent[]): InstrumentRules {
  const levels = events.flatMap((event) =>
    'bids' in event ? [...event.bids, ...event.asks] : [[event.price, event.size] as const],
  );
  const [tickSize, lotSize] = [0, 1].map((field) => {
    const decimals = levels.reduce((most, level) => Math.max(most, decimalsOf(level[field]!)), 0);
    return Number(`1e-${decimals}`);
  });
  return { ...NO_RULES, tickSize: tickSize!, lotSize: lotSize! };
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}
