import type { LevelSink } from './level-sink.ts';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;
const SPACE = 0x20;
const POINT = 0x2e;
const ZERO = 0x30;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const MOST_EXACT_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: MOST_EXACT_DIGITS + 1 }, (_, power) => Number(`1e${power}`));

/**
 * Reads level texts as exchanges and programs write them: plain decimals of at most 15 digits, quoted or not, at most one
 * space behind a comma. It takes a text whole or not at all; what it does not take is for the general scanner to judge.
 */
export class PlainLevelScanner {
  #at = 0;

  /** Hands on the levels of `bytes` from `start` to `end`; false where the text is not plain. */
  scan(bytes: Uint8Array, start: number, end: number, levels: LevelSink): boolean {
    if (bytes[start] !== OPEN || bytes[start + 1] !== OPEN || bytes[end - 1] !== CLOSE) return false;
    this.#at = start + 1;
    do {
      if (!this.#scanLevel(bytes, levels)) return false;
    } while (this.#skipComma(bytes));
    return bytes[this.#at] === CLOSE && this.#at + 1 === end;
  }

  /** A level from its opening bracket to behind its closing one. */
  #scanLevel(bytes: Uint8Array, levels: LevelSink): boolean {
    if (bytes[this.#at++] !== OPEN) return false;
    const fields = levels.nextRow();
    let count = 0;
    do {
      if (count === fields.length) return false;
      const value = this.#scanNumber(bytes);
      if (Number.isNaN(value)) return false;
      fields[count++] = value;
    } while (this.#skipComma(bytes));
    if (count < 2 || bytes[this.#at++] !== CLOSE) return false;
    if (fields[1]! > 0) levels.push(count);
    return true;
  }

  #scanNumber(bytes: Uint8Array): number {
    let at = this.#at;
    const quote = bytes[at];
    const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
    if (isQuoted) at++;
    const start = at;
    let digit = bytes[at]! - ZERO;
    let mantissa = 0;
    for (; digit >= 0 && digit <= 9; digit = bytes[++at]! - ZERO) mantissa = mantissa * 10 + digit;
    let digits = at - start;
    if (digits === 0) return Number.NaN;
    if (bytes[at] === POINT) {
      const whole = digits;
      digit = bytes[++at]! - ZERO;
      for (; digit >= 0 && digit <= 9; digit = bytes[++at]! - ZERO) mantissa = mantissa * 10 + digit;
      digits = at - start - 1;
      if (digits <= MOST_EXACT_DIGITS) mantissa /= POWERS_OF_TEN[digits - whole]!;
    }
    if (isQuoted && bytes[at++] !== quote) return Number.NaN;
    this.#at = at;
    return digits <= MOST_EXACT_DIGITS ? mantissa : Number.NaN;
  }

  #skipComma(bytes: Uint8Array): boolean {
    if (bytes[this.#at] !== COMMA) return false;
    this.#at += bytes[this.#at + 1] === SPACE ? 2 : 1;
    return true;
  }
}
