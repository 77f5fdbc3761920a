import { DecimalGrid } from './decimal-grid.ts';
import type { MarketInstrument, MarketSettings } from './market-options.ts';
import type { Random } from './random.ts';
import { SimulatedBook } from './simulated-book.ts';

/** A trade of the simulation. */
export interface SimulatedTrade {
  readonly timestamp: number;
  readonly nanoseconds: number;
  readonly price: number;
  readonly size: number;
  readonly side: 'buy' | 'sell';
}

const NANOSECONDS_PER_MS = 1_000_000;
/** Share of orders that an earlier order called forth: bursts (a Hawkes process with an exponential kernel). */
const BRANCHING = 0.6;
const BURST_SECONDS = 2;
/** Trade rows of an aggressive order, on average: large orders trade at several prices. */
const ROWS_PER_ORDER = 1.35;
const ACTIVITY_SECONDS = 600;
const ACTIVITY_NOISE = 0.04;
const PRESSURE_SECONDS = 8;
const TREND_SECONDS = 900;
/** Book changes a second in an average market. */
const CHANGES_PER_SECOND = 40;
const MEAN_ORDER_LOTS = 160;
const GAP_TICKS_PER_ROOT_SECOND = 20;

/**
 * One instrument: the state of its book and of the flow that moves it. All arithmetic is addition, multiplication,
 * division and square root, which IEEE 754 defines to the last bit, so that every machine gives the same market.
 */
export class InstrumentMarket {
  readonly book: SimulatedBook;
  /** Time of the current snapshot. */
  timestamp: number;
  nanoseconds = 0;
  readonly #settings: MarketSettings;
  readonly #random: Random;
  readonly #prices: DecimalGrid;
  readonly #sizes: DecimalGrid;
  readonly #startTick: number;
  #activity = 1;
  #excitation = 0;
  #fastPressure = 0;
  #trend = 0;
  #lastSign = 1;

  constructor(instrument: MarketInstrument, settings: MarketSettings, random: Random) {
    this.#settings = settings;
    this.#random = random;
    this.#prices = new DecimalGrid(instrument.tickSize, `tickSize of ${instrument.name}`);
    this.#sizes = new DecimalGrid(instrument.lotSize, `lotSize of ${instrument.name}`);
    this.#startTick = this.#prices.nearest(instrument.price);
    this.timestamp = settings.start;
    const { levelStyle: style, levels } = settings;
    this.book = new SimulatedBook(random, { style, levels, prices: this.#prices, sizes: this.#sizes });
    this.book.open(this.#startTick);
  }

  /** Goes on to the next snapshot; gives the trades since the current one, oldest first. */
  advance(): readonly SimulatedTrade[] {
    const { intervalMs, jitter } = this.#settings;
    const random = this.#random;
    const stray = 1 + jitter * (2 * random.unit() - 1);
    const length = Math.max(1, Math.floor(intervalMs * stray * NANOSECONDS_PER_MS));
    const seconds = length / 1e9;
    this.#relax(seconds);
    const trades = this.#trade(length);
    const most = this.book.depth * 4;
    const changes = Math.min(most, changeCount(random, CHANGES_PER_SECOND * this.#activity * seconds));
    for (let change = 0; change < changes; change++) this.book.reshuffle();
    this.book.closeSpread(this.#lastSign);
    this.#pass(length);
    return trades;
  }

  /** Lets time pass without a row; the price may be elsewhere afterwards. */
  skip(seconds: number): void {
    const move = Math.round(this.#random.bell() * GAP_TICKS_PER_ROOT_SECOND * Math.sqrt(seconds));
    const floor = Math.ceil(this.#startTick / 2);
    this.book.open(Math.max(floor, Math.round(this.book.mid + 0.5) + move));
    this.#relax(seconds);
    this.timestamp += Math.round(seconds * 1000);
  }

  /** One change of the book while no time passes. */
  stir(): readonly SimulatedTrade[] {
    this.book.reshuffle();
    return [];
  }

  /** The state of the flow after some time: every part returns to its mean, shaken by noise. */
  #relax(seconds: number): void {
    const random = this.#random;
    const shaken = this.#activity * (1 + ACTIVITY_NOISE * Math.sqrt(seconds) * random.bell());
    const pull = seconds / ACTIVITY_SECONDS;
    this.#activity = clamp((shaken + pull) / (1 + pull), 0.2, 5);
    this.#excitation /= 1 + seconds / BURST_SECONDS;
    this.#fastPressure = relaxed(this.#fastPressure, seconds / PRESSURE_SECONDS, 0.45, random);
    this.#trend = relaxed(this.#trend, seconds / TREND_SECONDS, 0.12, random);
    const drift = this.book.mid / this.#startTick - 1;
    this.book.pressure = clamp(this.#fastPressure + this.#trend - drift, -1, 1);
  }

  #trade(length: number): SimulatedTrade[] {
    const { tradesPerSecond } = this.#settings;
    const base = ((tradesPerSecond / ROWS_PER_ORDER) * (1 - BRANCHING) * this.#activity + this.#excitation) / 1e9;
    const orders = this.#random.count(base * length);
    if (orders === 0) return [];
    const offsets = new Float64Array(orders);
    for (let order = 0; order < orders; order++) offsets[order] = 1 + this.#random.below(length);
    offsets.sort();
    const trades: SimulatedTrade[] = [];
    for (const offset of offsets) this.#order(offset, trades);
    this.#excitation += (orders * BRANCHING) / BURST_SECONDS;
    return trades;
  }

  /** One aggressive order: it follows the last one's side or the pressure, and trades at one price or several. */
  #order(offset: number, trades: SimulatedTrade[]): void {
    const random = this.#random;
    if (!random.chance(0.45)) this.#lastSign = random.chance(0.5 + 0.35 * this.book.pressure) ? 1 : -1;
    const lots = 1 + Math.floor(MEAN_ORDER_LOTS * random.heavy());
    const total = this.nanoseconds + offset;
    const timestamp = this.timestamp + Math.floor(total / NANOSECONDS_PER_MS);
    const nanoseconds = total % NANOSECONDS_PER_MS;
    for (const fill of this.book.execute(this.#lastSign > 0, lots)) {
      const price = this.#prices.value(fill.tick);
      const size = this.#sizes.value(fill.lots);
      trades.push({ timestamp, nanoseconds, price, size, side: this.#lastSign > 0 ? 'buy' : 'sell' });
    }
    this.book.closeSpread(this.#lastSign);
  }

  #pass(nanoseconds: number): void {
    const total = this.nanoseconds + nanoseconds;
    this.timestamp += Math.floor(total / NANOSECONDS_PER_MS);
    this.nanoseconds = total % NANOSECONDS_PER_MS;
  }
}

/** A mean-reverting value after `steps` relaxation times, with noise that keeps its standard deviation. */
function relaxed(value: number, steps: number, deviation: number, random: Random): number {
  const keep = 1 / (1 + steps);
  return value * keep + deviation * Math.sqrt(1 - keep * keep) * random.bell();
}

/** Half of the mean is certain, so that long steps are never without a change; the rest is random. */
function changeCount(random: Random, mean: number): number {
  const certain = Math.floor(mean / 2);
  return certain + random.count(mean - certain);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
