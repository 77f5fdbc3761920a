import { OrderflowError } from '../errors.ts';
import { printable } from '../text/printable.ts';
import { DecimalGrid } from './decimal-grid.ts';
import { type MarketTimestampFormat, mostDecimals, usualDecimals } from './market-timestamp.ts';

/** How level text is written: JSON numbers, JSON strings, or a Python list of strings in single quotes. */
export type MarketLevelStyle = 'numbers' | 'strings' | 'python';

/** What an instrument of the market trades like. */
export interface MarketInstrument {
  readonly name: string;
  /** Price at the start, in quote currency. */
  readonly price: number;
  /** Distance of two prices: a decimal such as 0.1. */
  readonly tickSize: number;
  /** Step of sizes: a decimal such as 0.001. */
  readonly lotSize: number;
}

/** What `generateMarket` writes. The same options give the same rows, byte for byte. */
export interface MarketOptions {
  /** Whole number from 0 to 2^53 - 1; 1 by default. */
  readonly seed?: number;
  /** Book rows of all instruments together; 10,000 by default. */
  readonly snapshots?: number;
  /** Levels a side, 1 to 5,000; 25 by default. */
  readonly levels?: number;
  /** Interleaved by time; a plain name trades like `BTC-USDT` at 60,000 where it is not known. `BTC-USDT` by default. */
  readonly instruments?: readonly (string | MarketInstrument)[];
  /** Mean time between two snapshots of an instrument in milliseconds; 100 by default. */
  readonly intervalMs?: number;
  /** How far an interval strays from the mean, as a share of it, 0 to below 1; 0.1 by default. */
  readonly jitter?: number;
  /** When the market opens, in whole epoch milliseconds; 2025-07-01T00:00:00Z by default. */
  readonly start?: number;
  /** Mean number of trade rows a second and instrument; 5 by default. */
  readonly tradesPerSecond?: number;
  /** Number of gaps without rows in each instrument; 0 by default. */
  readonly gaps?: number;
  /** Length of a gap in seconds; 60 by default. */
  readonly gapSeconds?: number;
  /** `ms` by default. */
  readonly timestampFormat?: MarketTimestampFormat;
  /** Decimals behind the timestamp's unit; 3 for `s` and `iso`, else 0 by default. */
  readonly timestampDecimals?: number;
  /** Share of rows that arrive later than their time, 0 to 1; 0 by default. Ids follow arrival. */
  readonly disorder?: number;
  /** `numbers` by default. */
  readonly levelStyle?: MarketLevelStyle;
  /** Share of rows with something odd or unreadable in them, 0 to 1; 0 by default. */
  readonly oddities?: number;
  /** Share of snapshots at the very time of the one before, 0 to 1; 0 by default. */
  readonly repeatedTimestamps?: number;
}

/** Options with nothing left open. */
export type MarketSettings = Required<Omit<MarketOptions, 'instruments'>> & {
  readonly instruments: readonly MarketInstrument[];
};

const KNOWN_INSTRUMENTS: readonly MarketInstrument[] = [
  { name: 'BTC-USDT', price: 60_000, tickSize: 0.5, lotSize: 0.001 },
  { name: 'ETH-USDT', price: 4_000, tickSize: 0.05, lotSize: 0.01 },
  { name: 'SOL-USDT', price: 150, tickSize: 0.001, lotSize: 0.1 },
];

const EARLIEST_START = Date.UTC(2002, 0, 1);
const LATEST_END = Date.UTC(2200, 0, 1);
const FORMATS: readonly MarketTimestampFormat[] = ['s', 'ms', 'us', 'ns', 'iso', 'mixed'];
const STYLES: readonly MarketLevelStyle[] = ['numbers', 'strings', 'python'];
const MAX_COUNT = 1_000_000_000;
const MIN_PRICE_TICKS_PER_LEVEL = 20;
const MAX_PRICE_TICKS = 1e9;

/**
 * Options with the defaults filled in.
 * @throws OrderflowError `bad-argument` where an option is out of its bounds; the message names it.
 */
export function resolveMarketOptions(options: MarketOptions): MarketSettings {
  const timestampFormat = oneOf('timestampFormat', options.timestampFormat ?? 'ms', FORMATS);
  const levels = whole('levels', options.levels ?? 25, 1, 5_000);
  const settings: MarketSettings = {
    seed: whole('seed', options.seed ?? 1, 0, Number.MAX_SAFE_INTEGER),
    snapshots: whole('snapshots', options.snapshots ?? 10_000, 0, MAX_COUNT),
    levels,
    instruments: resolveInstruments(options.instruments ?? ['BTC-USDT'], levels),
    intervalMs: within('intervalMs', options.intervalMs ?? 100, 0.001, 86_400_000),
    jitter: within('jitter', options.jitter ?? 0.1, 0, 0.999),
    start: whole('start', options.start ?? Date.UTC(2025, 6, 1), EARLIEST_START, LATEST_END),
    tradesPerSecond: within('tradesPerSecond', options.tradesPerSecond ?? 5, 0, 10_000),
    gaps: whole('gaps', options.gaps ?? 0, 0, MAX_COUNT),
    gapSeconds: within('gapSeconds', options.gapSeconds ?? 60, 0, 31_536_000),
    timestampFormat,
    timestampDecimals: whole(
      'timestampDecimals',
      options.timestampDecimals ?? usualDecimals(timestampFormat),
      0,
      mostDecimals(timestampFormat),
    ),
    disorder: within('disorder', options.disorder ?? 0, 0, 1),
    levelStyle: oneOf('levelStyle', options.levelStyle ?? 'numbers', STYLES),
    oddities: within('oddities', options.oddities ?? 0, 0, 1),
    repeatedTimestamps: within('repeatedTimestamps', options.repeatedTimestamps ?? 0, 0, 1),
  };
  checkSpan(settings);
  return settings;
}

function resolveInstruments(instruments: readonly (string | MarketInstrument)[], levels: number): MarketInstrument[] {
  const resolved = instruments.map((entry) => (typeof entry === 'string' ? instrumentOf(entry) : entry));
  const names = new Set(resolved.map(({ name }) => name));
  if (resolved.length === 0 || names.has('')) fail('instruments', 'an empty list or name', 'name at least one');
  if (names.size < resolved.length) fail('instruments', resolved.map(({ name }) => name).join(), 'name each once');
  for (const instrument of resolved) checkInstrument(instrument, levels);
  return resolved;
}

function checkInstrument({ name, price, tickSize, lotSize }: MarketInstrument, levels: number): void {
  const prices = new DecimalGrid(tickSize, `tickSize of ${name}`);
  new DecimalGrid(lotSize, `lotSize of ${name}`);
  const least = levels * MIN_PRICE_TICKS_PER_LEVEL;
  if (!(price >= prices.value(least) && price <= prices.value(MAX_PRICE_TICKS))) {
    fail('instruments', `${name} at ${price}`, `${levels} levels need a price of ${prices.value(least)} or more`);
  }
}

function instrumentOf(name: string): MarketInstrument {
  return KNOWN_INSTRUMENTS.find((known) => known.name === name) ?? { ...KNOWN_INSTRUMENTS[0]!, name };
}

function checkSpan(settings: MarketSettings): void {
  const { start, snapshots, instruments, intervalMs, jitter, gaps, gapSeconds } = settings;
  const longest = (snapshots + 1) * intervalMs * (1 + jitter) + gaps * gapSeconds * 1000;
  if (start + longest > LATEST_END) {
    fail('snapshots', snapshots, 'with this start, interval and these gaps the market would run beyond the year 2200');
  }
  const most = Math.floor(snapshots / instruments.length);
  if (gaps > most) fail('gaps', gaps, `an instrument has ${most} snapshots only`);
}

function whole(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value)) fail(name, value, 'give a whole number');
  return within(name, value, least, most);
}

function within(name: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most)) fail(name, value, `give a number from ${least} to ${most}`);
  return value;
}

function oneOf<Value extends string>(name: string, value: Value, allowed: readonly Value[]): Value {
  if (!allowed.includes(value)) fail(name, value, `give one of ${allowed.join(', ')}`);
  return value;
}

function fail(name: string, value: unknown, advice: string): never {
  throw new OrderflowError('bad-argument', `market option ${name} is ${printable(String(value))}; ${advice}`);
}
