import Database from 'better-sqlite3';
import { newPath, type SqlValue } from './files.ts';
import { randomSide } from './level-texts.ts';
import { START } from './rows.ts';

/** Bytes that are stored as text, whatever they are. */
export class RawText {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** A value as it is put into a column. */
export type Cell = SqlValue | RawText;

/** A row of either table in the order of its columns; the id first. */
export type OddRow = readonly [id: number, ...cells: Cell[]];

/** Rows of both tables in the order in which they arrive. */
export interface OddRows {
  readonly book: readonly OddRow[];
  readonly trades: readonly OddRow[];
}

/** What rows are like. */
export interface OddOptions {
  readonly snapshots: number;
  readonly trades: number;
  /** The share of rows with something odd about them, 0 to 1. */
  readonly oddity: number;
  /** Whether no text holds anything but Unicode, so that it can be stored in another encoding. */
  readonly isUnicode?: boolean;
}

/** How tables are declared: the design's way, or without a type that would change values. */
export const TYPED = {
  book: '(id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp TEXT)',
  trades: '(id INTEGER PRIMARY KEY, instrument TEXT, trade_id TEXT, price REAL, size REAL, side TEXT, timestamp TEXT)',
};
export const UNTYPED = {
  book: '(id INTEGER PRIMARY KEY, instrument, bids, asks, timestamp)',
  trades: '(id INTEGER PRIMARY KEY, instrument, trade_id, price, size, side, timestamp)',
};

const INSTRUMENTS: readonly Cell[] = ['BTC-USDT', 'BTC-USDT', 'BTC-USDT', 'ETH', 'ü', 'btc-usdt'];
const ODD_INSTRUMENTS: readonly Cell[] = [
  ...[
    null,
    '',
    ' ',
    'a\nb',
    'ETH\0',
    '\0',
    7,
    7.5,
    '7',
    Buffer.from('ETH'),
    Buffer.alloc(0),
    '\u2028',
    'x'.repeat(300),
  ],
  'x'.repeat(5000),
];
const INVALID: readonly RawText[] = ['ff', '4254ff', 'c080', 'eda080', 'e228a1', 'f0908d'].map(
  (hex) => new RawText(Buffer.from(hex, 'hex')),
);
const ODD_SIDES: readonly Cell[] = [
  ...[null, '', '[]', 7, -1.5, Buffer.from('[["98",2]]'), Buffer.from('[[1,2]]\0'), Buffer.alloc(3), '[[1,2]\0]'],
  ...['[[1,1e308],[2,1e308]]', '[[1.7976931348623157e308,1]]', '[[1e400,1]]', '[[5e-324,5e-324]]', '[[-0,-0]]'],
  ...[`[[1${'0'.repeat(400)},1]]`, '['.repeat(10_000), `[${'[1,2],'.repeat(300)}[3,4]]`, `[[99,${'0'.repeat(1990)}1]]`],
];
const ODD_TIMES: readonly Cell[] = [
  ...[null, '', 'soon', '-5', '1e12', '2024-02-30T00:00:00Z', ' 1720000000', '1720000000000\0', '9'.repeat(21), 1e300],
  ...[Number.POSITIVE_INFINITY, 9.3e18, -1, Buffer.from('1720000000'), '0001720000000000', '1720000000000.0000000001'],
  ...[`1720000000000.${'0'.repeat(60)}`, '2024-07-03T09:46.5Z', 'x'.repeat(3000), 1_720_000_000.25, 1_720_000_000n],
];
const SIDES: readonly Cell[] = ['buy', 'sell', 'BUY', 'Sell'];
const ODD_TRADE_SIDES: readonly Cell[] = [
  null,
  '',
  'b',
  'buy\0',
  'buy ',
  1,
  Buffer.from('sell'),
  'ſell',
  'x'.repeat(2000),
];
const ODD_NUMBERS: readonly Cell[] = [
  ...[null, 0, -1, '1.5', ' 2 ', '0x10', '1e', '', 'NaN', 'Infinity', Number.POSITIVE_INFINITY, 1e300, 1e280, 5e-324],
  ...[Buffer.from('1'), 9_007_199_254_740_993n, '1e400', '9'.repeat(2000), -0],
];

/** Rows with every oddity that there is, of times that often repeat, in an order of arrival that is mostly that of time. */
export function oddRows(random: () => number, options: OddOptions): OddRows {
  const { snapshots, trades, oddity, isUnicode = false } = options;
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  const spanMs = 1000 + Math.floor(random() * 100) * snapshots;
  const style = pick(['ms', 'ms', 'mixed', 'iso', 'us'] as const);
  const timeOf = (share: number) => pick([timeText(START + Math.floor(share * spanMs), style, random)]);
  const cell = (usual: () => Cell, odd: readonly Cell[]) => {
    if (random() >= oddity) return usual();
    return !isUnicode && random() < 0.15 ? pick(INVALID) : pick(odd);
  };
  const ids = (count: number) => idsOf(count, random);
  const bookIds = ids(snapshots);
  const tradeIds = ids(trades);
  return {
    book: inArrival(snapshots, random).map((at) => [
      bookIds[at]!,
      cell(() => pick(INSTRUMENTS), ODD_INSTRUMENTS),
      cell(() => randomSide(random), ODD_SIDES),
      cell(() => randomSide(random), ODD_SIDES),
      cell(() => timeOf(at / snapshots), ODD_TIMES),
    ]),
    trades: inArrival(trades, random).map((at) => [
      tradeIds[at]!,
      cell(() => pick(INSTRUMENTS), ODD_INSTRUMENTS),
      cell(() => `t${Math.floor(at / 1.1)}`, [null, 7, Buffer.from('t'), 'x'.repeat(3000)]),
      cell(() => 60_000 + Math.floor(random() * 100) / 4, ODD_NUMBERS),
      cell(() => Number((0.001 + random() * 3).toFixed(3)), ODD_NUMBERS),
      cell(() => pick(SIDES), ODD_TRADE_SIDES),
      cell(() => timeOf((at + random()) / trades), ODD_TIMES),
    ]),
  };
}

/** Makes an empty input file. */
export function makeOddFile(columns: typeof TYPED, ...before: readonly string[]): string {
  const path = newPath();
  withDatabase(path, (database) => {
    for (const statement of before) database.exec(statement);
    database.exec(`CREATE TABLE book ${columns.book}; CREATE TABLE trades ${columns.trades};`);
  });
  return path;
}

/** Adds rows to a file. */
export function appendOddRows(path: string, rows: OddRows): void {
  withDatabase(path, (database) => {
    database.transaction(() => {
      for (const row of rows.book) insert(database, 'book', row);
      for (const row of rows.trades) insert(database, 'trades', row);
    })();
  });
}

/** Copies the tables of a file into another that is declared otherwise, and has indexes of its own. */
export function copyOddFile(from: string, to: string, ...after: readonly string[]): string {
  withDatabase(to, (database) => {
    database.prepare('ATTACH ? AS origin').run(from);
    for (const table of ['book', 'trades']) database.exec(`INSERT INTO main.${table} SELECT * FROM origin.${table}`);
    database.exec('DETACH origin');
    for (const statement of after) database.exec(statement);
  });
  return to;
}

function withDatabase(path: string, action: (database: Database.Database) => void): void {
  const database = new Database(path);
  try {
    database.pragma('foreign_keys = OFF');
    database.pragma('synchronous = OFF');
    action(database);
  } finally {
    database.close();
  }
}

function insert(database: Database.Database, table: string, row: OddRow): void {
  const places = row.map((cell) => (cell instanceof RawText ? 'CAST(? AS TEXT)' : '?'));
  const values = row.map((cell) => (cell instanceof RawText ? cell.bytes : cell));
  database.prepare(`INSERT INTO ${table} VALUES (${places.join(', ')})`).run(...values);
}

/** Ids in the order of time, mostly: with holes, below 0, or for some of them out of order. */
function idsOf(count: number, random: () => number): readonly number[] {
  const step = [1, 1, 3, 1000][Math.floor(random() * 4)]!;
  const first = random() < 0.3 ? -10 * step : 1;
  const ids = Array.from({ length: count }, (_, index) => first + step * index);
  if (random() < 0.5) return ids;
  return shuffledHere(ids, random, 0.1);
}

/** Places in time in the order in which their rows arrive: some come late. */
function inArrival(count: number, random: () => number): readonly number[] {
  const places = Array.from({ length: count }, (_, index) => index);
  return random() < 0.3 ? places : shuffledHere(places, random, 0.2);
}

function shuffledHere(values: readonly number[], random: () => number, share: number): readonly number[] {
  const shuffled = [...values];
  for (let index = 0; index < shuffled.length; index++) {
    if (random() >= share) continue;
    const other = Math.floor(random() * shuffled.length);
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  return shuffled;
}

function timeText(ms: number, style: 'ms' | 'mixed' | 'iso' | 'us', random: () => number): Cell {
  const nanos = random() < 0.2 ? String(Math.floor(random() * 3)).padStart(6, '0') : '000000';
  const iso = new Date(ms).toISOString();
  const texts: Readonly<Record<string, Cell>> = {
    ms: String(ms),
    us: `${ms}${nanos.slice(3)}`,
    ns: `${ms}${nanos}`,
    decimals: `${ms}.${nanos}`,
    seconds: `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}${nanos}`,
    iso: `${iso.slice(0, -1)}${nanos}Z`,
    zone: `${new Date(ms + 7_200_000).toISOString().slice(0, -1).replace('T', ' ')}+02:00`,
    number: ms,
  };
  if (style !== 'mixed') return texts[style]!;
  return Object.values(texts)[Math.floor(random() * Object.values(texts).length)]!;
}
