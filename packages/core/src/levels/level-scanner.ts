import type { ProblemReason } from '../ports/row-problem.ts';
import { DecimalReader } from './decimal-reader.ts';
import { LevelColumns } from './level-columns.ts';
import { PlainLevelScanner } from './plain-level-scanner.ts';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const FEWEST_FIELDS = 2;
const MOST_FIELDS = 4;

/** The side of an order book that a level text holds. */
export type BookSide = 'bid' | 'ask';

/**
 * Reads the level text of one side: `[[price, size, liquidation_count, order_count], ...]` as UTF-8 bytes into columns,
 * without an object a level. Numbers may be quoted, the last two fields may be missing, white space may stand
 * anywhere. A level of size 0 is no level. One scanner serves any number of texts; a result stands until the next scan.
 */
export class LevelScanner {
  /** The levels of the last text, in its order. */
  readonly levels = new LevelColumns();
  /** Sum of the sizes of all levels; Infinity where it overflows. */
  volume = 0;
  /** Best price: the highest bid, the lowest ask; NaN for an empty side. */
  best = Number.NaN;
  /** Whether the levels stand best first, each price once. */
  isSorted = true;

  readonly #plain = new PlainLevelScanner();
  readonly #number = new DecimalReader();
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;

  /** Reads `bytes` from `start` to `end`; null, or why the text cannot be used. An empty text is an empty side. */
  scan(bytes: Uint8Array, start: number, end: number, side: BookSide): ProblemReason | null {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.levels.clear();
    if (this.#plain.scan(bytes, start, end, this.levels)) {
      this.#summarise(side);
      return null;
    }
    this.levels.clear();
    const problem = this.#scanList();
    this.#summarise(side);
    return problem;
  }

  #scanList(): ProblemReason | null {
    if (this.#next() === -1) return null;
    if (!this.#take(OPEN)) return 'unreadable-levels';
    if (this.#next() === CLOSE) this.#at++;
    else {
      do {
        const problem = this.#scanLevel();
        if (problem !== null) return problem;
      } while (this.#take(COMMA));
      if (!this.#take(CLOSE)) return 'unreadable-levels';
    }
    return this.#next() === -1 ? null : 'unreadable-levels';
  }

  #scanLevel(): ProblemReason | null {
    if (!this.#take(OPEN)) return 'unreadable-levels';
    const fields = this.levels.nextRow();
    let count = 0;
    do {
      if (count === MOST_FIELDS) return 'unreadable-levels';
      const value = this.#scanNumber();
      if (!(value >= 0) || value === Number.POSITIVE_INFINITY) return this.#reasonOf(value);
      fields[count++] = value;
    } while (this.#take(COMMA));
    if (count < FEWEST_FIELDS || !this.#take(CLOSE)) return 'unreadable-levels';
    if (fields[1]! > 0) this.levels.push(count);
    return null;
  }

  #scanNumber(): number {
    const quote = this.#next();
    const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
    const number = this.#number;
    const value = number.read(this.#bytes, isQuoted ? this.#at + 1 : this.#at, this.#end);
    this.#at = number.end;
    if (isQuoted && (this.#at >= this.#end || this.#bytes[this.#at++] !== quote)) return Number.NaN;
    return value;
  }

  #reasonOf(value: number): ProblemReason {
    if (value < 0) return 'negative-level';
    return value === Number.POSITIVE_INFINITY || this.#number.isNonFinite ? 'non-finite-level' : 'unreadable-levels';
  }

  /** Skips white space; the byte that stands there, or -1 at the end. */
  #next(): number {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < this.#end && isSpace(bytes[at]!)) at++;
    this.#at = at;
    return at < this.#end ? bytes[at]! : -1;
  }

  #take(byte: number): boolean {
    if (this.#next() !== byte) return false;
    this.#at++;
    return true;
  }

  #summarise(side: BookSide): void {
    const { prices, sizes, count } = this.levels;
    const sign = side === 'bid' ? 1 : -1;
    let volume = 0;
    let best = Number.NEGATIVE_INFINITY;
    let previous = Number.POSITIVE_INFINITY;
    let isSorted = true;
    for (let row = 0; row < count; row++) {
      const price = prices[row]! * sign;
      volume += sizes[row]!;
      if (price > best) best = price;
      if (price >= previous) isSorted = false;
      previous = price;
    }
    this.volume = volume;
    this.best = count === 0 ? Number.NaN : best * sign;
    this.isSorted = isSorted;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
