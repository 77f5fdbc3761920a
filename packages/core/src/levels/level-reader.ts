import type { ProblemReason } from '../ports/row-problem.ts';
import { DecimalReader } from './decimal-reader.ts';
import type { LevelSink } from './level-sink.ts';
import { PlainLevelScanner } from './plain-level-scanner.ts';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const FEWEST_FIELDS = 2;
const MOST_FIELDS = 4;
/** The fewest bytes that a level takes: `[1,2],`. */
const LEAST_LEVEL_BYTES = 6;

/** Reads the level text of one side and hands on its levels: see `LevelScanner` for what it may be. */
export class LevelReader {
  readonly #plain = new PlainLevelScanner();
  readonly #number = new DecimalReader();
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;

  /** Hands the levels of `bytes` from `start` to `end` to a sink; null, or why the text cannot be used. */
  read(bytes: Uint8Array, start: number, end: number, sink: LevelSink): ProblemReason | null {
    const mostLevels = Math.ceil((end - start) / LEAST_LEVEL_BYTES);
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    sink.begin(mostLevels);
    if (this.#plain.scan(bytes, start, end, sink)) return null;
    sink.begin(mostLevels);
    return this.#scanList(sink);
  }

  #scanList(sink: LevelSink): ProblemReason | null {
    if (this.#next() === -1) return null;
    if (!this.#take(OPEN)) return 'unreadable-levels';
    if (this.#next() === CLOSE) this.#at++;
    else {
      do {
        const problem = this.#scanLevel(sink);
        if (problem !== null) return problem;
      } while (this.#take(COMMA));
      if (!this.#take(CLOSE)) return 'unreadable-levels';
    }
    return this.#next() === -1 ? null : 'unreadable-levels';
  }

  #scanLevel(sink: LevelSink): ProblemReason | null {
    if (!this.#take(OPEN)) return 'unreadable-levels';
    const fields = sink.nextRow();
    let count = 0;
    do {
      if (count === MOST_FIELDS) return 'unreadable-levels';
      const value = this.#scanNumber();
      if (!(value >= 0) || value === Number.POSITIVE_INFINITY) return this.#reasonOf(value);
      fields[count++] = value;
    } while (this.#take(COMMA));
    if (count < FEWEST_FIELDS || !this.#take(CLOSE)) return 'unreadable-levels';
    if (fields[1]! > 0) sink.push(count);
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
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
