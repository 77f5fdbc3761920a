import type { MarketBookRow, MarketTradeRow } from '@orderflow/core';
import type { Market } from './rows.ts';

/** What one metric row must be. */
export interface PlainMetric {
  readonly snapshotId: number;
  readonly timestamp: string;
  readonly obi: number;
  readonly cvd: number;
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
}

/** What a file must come to, good rows and bad. */
export interface PlainOutcome {
  readonly metrics: readonly PlainMetric[];
  /** `book 5` and the like, sorted; a trade behind the last snapshot waits, good or bad. */
  readonly problems: readonly string[];
}

interface Timed<Row> {
  readonly row: Row;
  readonly at: bigint;
}

const SCALE = 18;
const DIGITS = /^\d{1,20}(\.\d+)?$/;
const ISO = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z?$/;

/** The slow and obvious way from rows to metrics: everything in memory, times and sums as exact whole numbers. */
export function plainMetrics({ book, trades }: Market, matching: 'window' | 'exact'): PlainOutcome {
  const problems: string[] = [];
  const snapshots = inOrder(book, 'book', problems);
  const good = inOrder(trades, 'trades', problems).filter(({ row, at }) => {
    const isGood = row.instrument !== null && isPositive(row.price) && isPositive(row.size) && signOf(row.side) !== 0;
    if (!isGood && at <= (snapshots.at(-1)?.at ?? -1n)) problems.push(`trades ${row.id}`);
    return isGood;
  });
  const metrics: PlainMetric[] = [];
  for (const { row, at } of snapshots) {
    const bids = levelsOf(row.bids);
    const asks = levelsOf(row.asks);
    if (row.instrument === null || bids === null || asks === null) {
      problems.push(`book ${row.id}`);
      continue;
    }
    const own = good.filter((trade) => trade.row.instrument === row.instrument && trade.at <= at);
    const usable = (time: bigint) =>
      snapshots.some((other) => other.at === time && isUsable(other.row, row.instrument));
    const counted = matching === 'window' ? own : own.filter((trade) => usable(trade.at));
    const cvd = counted.reduce((sum, trade) => sum + BigInt(signOf(trade.row.side)) * scaled(trade.row.size!), 0n);
    metrics.push({
      snapshotId: row.id,
      timestamp: row.timestamp!,
      obi: imbalance(volume(bids), volume(asks)),
      cvd: Number(cvd) / 10 ** SCALE,
      bestBid: bids.size === 0 ? null : Math.max(...bids.keys()),
      bestAsk: asks.size === 0 ? null : Math.min(...asks.keys()),
    });
  }
  return { metrics, problems: problems.sort() };
}

function isUsable(row: MarketBookRow, instrument: string | null): boolean {
  return row.instrument === instrument && levelsOf(row.bids) !== null && levelsOf(row.asks) !== null;
}

function inOrder<Row extends MarketBookRow | MarketTradeRow>(
  rows: readonly Row[],
  table: string,
  problems: string[],
): Timed<Row>[] {
  const timed: Timed<Row>[] = [];
  for (const row of rows) {
    const at = nanosecondsOf(row.timestamp ?? '');
    if (at === null) problems.push(`${table} ${row.id}`);
    else timed.push({ row, at });
  }
  return timed.sort((a, b) => (a.at === b.at ? a.row.id - b.row.id : a.at < b.at ? -1 : 1));
}

function nanosecondsOf(text: string): bigint | null {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const milliseconds = Date.parse(`${iso[1]!.replace(' ', 'T')}Z`);
    return Number.isNaN(milliseconds) ? null : BigInt(milliseconds) * 1_000_000n + fraction(iso[2] ?? '', 9);
  }
  if (!DIGITS.test(text)) return null;
  const [whole = '', decimals = ''] = text.split('.');
  const power = whole.length <= 11 ? 9 : whole.length <= 14 ? 6 : whole.length <= 17 ? 3 : 0;
  return BigInt(whole) * 10n ** BigInt(power) + fraction(decimals, power);
}

function fraction(digits: string, places: number): bigint {
  return BigInt(`0${digits.slice(0, places).padEnd(places, '0')}`);
}

/** Sizes by price; null where the text is no side of a book. */
function levelsOf(text: string | null): ReadonlyMap<number, number> | null {
  if (text === null || text.trim() === '') return new Map();
  const levels = new Map<number, number>();
  for (const level of parsed(text)) {
    if (!Array.isArray(level) || level.length < 2 || level.length > 4) return null;
    const values = level.map((field) => (field === '' || field === null ? Number.NaN : Number(field)));
    if (!values.every((value) => value >= 0 && value < Number.POSITIVE_INFINITY)) return null;
    const [price, size] = values as [number, number];
    if (size > 0) levels.set(price, (levels.get(price) ?? 0) + size);
  }
  return levels;
}

/** The list in a text; a list of nothing usable where there is none. */
function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text.replaceAll("'", '"'));
    return Array.isArray(value) ? value : [null];
  } catch {
    return [null];
  }
}

function volume(levels: ReadonlyMap<number, number>): number {
  return [...levels.values()].reduce((sum, size) => sum + size, 0);
}

function imbalance(bids: number, asks: number): number {
  return bids + asks === 0 ? 0 : (bids - asks) / (bids + asks);
}

function isPositive(value: number | null): boolean {
  return value !== null && value > 0 && value < Number.POSITIVE_INFINITY;
}

function signOf(side: string | null): number {
  return side === null ? 0 : ({ buy: 1, sell: -1 }[side.toLowerCase()] ?? 0);
}

/** A size as a whole number of 10^-18, from its shortest decimal. */
function scaled(size: number): bigint {
  const [mantissa = '', exponent = '0'] = String(size).split('e');
  const [whole = '', decimals = ''] = mantissa.split('.');
  return BigInt(whole + decimals) * 10n ** BigInt(SCALE + Number(exponent) - decimals.length);
}
