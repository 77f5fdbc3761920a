import { type InstrumentRules, NO_RULES } from '../exchange/instrument-rules.ts';
import type { Market } from './market.ts';
import type { MarketChunk } from './market-chunk.ts';
import { BOOK } from './market-chunk.ts';

/** Numbers with more decimals are results of arithmetic: they stand on no grid. */
const MOST_DECIMALS = 10;
/** Books of an instrument that are looked at. */
const ENOUGH_BOOKS = 1000;
/** What doubles are off by, as a share. */
const TOLERANCE = 4e-15;

/**
 * Ticks and lots as the first books and trades show them: the largest steps of which all their prices and sizes are
 * multiples. An exchange may have finer ones; 0 where there is no such step. Instruments without a book have no rules.
 */
export async function inferRules(market: Market): Promise<Record<string, InstrumentRules>> {
  const seen = market.instruments.map(() => ({ books: 0, tick: new CommonStep(), lot: new CommonStep() }));
  for await (const chunk of market.chunks()) {
    for (let event = 0; event < chunk.count; event++) look(chunk, event, seen[chunk.instruments[event]!]!);
    if (seen.every(({ books }) => books >= ENOUGH_BOOKS)) break;
  }
  const rules = seen.map(({ tick, lot }) => ({ ...NO_RULES, tickSize: tick.value, lotSize: lot.value }));
  return Object.fromEntries(market.instruments.map((name, index) => [name, rules[index]!]));
}

interface Seen {
  books: number;
  readonly tick: CommonStep;
  readonly lot: CommonStep;
}

function look({ kinds, rows, books, trades }: MarketChunk, event: number, seen: Seen): void {
  if (seen.books >= ENOUGH_BOOKS) return;
  const row = rows[event]!;
  if (kinds[event] !== BOOK) {
    seen.tick.add(trades.prices[row]!);
    seen.lot.add(trades.sizes[row]!);
    return;
  }
  seen.books++;
  for (let level = books.offsets[2 * row]!; level < books.offsets[2 * row + 2]!; level++) {
    seen.tick.add(books.prices[level]!);
    seen.lot.add(books.sizes[level]!);
  }
}

/** The largest step of which all numbers are multiples, by their decimals. */
class CommonStep {
  #decimals = 0;
  /** The step in units of the last decimal; 0 before the first number. */
  #step = 0;
  #isBroken = false;

  add(value: number): void {
    if (this.#isBroken) return;
    while (!isWhole(value * 10 ** this.#decimals)) {
      if (++this.#decimals > MOST_DECIMALS) {
        this.#isBroken = true;
        return;
      }
      this.#step *= 10;
    }
    this.#step = greatestCommonDivisor(Math.round(value * 10 ** this.#decimals), this.#step);
  }

  get value(): number {
    return this.#isBroken ? 0 : this.#step / 10 ** this.#decimals;
  }
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= TOLERANCE * Math.abs(value);
}

function greatestCommonDivisor(one: number, other: number): number {
  let [a, b] = [one, other];
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
