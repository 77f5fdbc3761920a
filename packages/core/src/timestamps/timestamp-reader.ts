import { readIsoTime } from './iso-time.ts';
import type { Timestamp } from './timestamp.ts';

const ZERO = 0x30;
const DOT = 0x2e;
const DASH = 0x2d;
const NANOSECOND_DIGITS = 6;
const MOST_DIGITS = 20;
/** Digits of milliseconds from 2001 to 2286. */
const MILLISECOND_DIGITS = 13;

/** How many digits of the fraction belong to the milliseconds; below 0, how many whole digits do not. */
const MILLISECOND_SHIFTS = { s: 3, ms: 0, us: -3, ns: -6 } as const;

/** How a timestamp is written: digits in a unit, or ISO 8601. */
export type TimestampFormat = 's' | 'ms' | 'us' | 'ns' | 'iso';

/**
 * Reads timestamps in every format of the input: digits in seconds, milliseconds, microseconds or nanoseconds (told by
 * their count: up to 11, 14, 17 and 20 digits before the decimal point, leading zeros apart), with decimals, or ISO
 * 8601. Digits below the nanosecond are cut. One reader serves any number of texts; a result stands until the next.
 */
export class TimestampReader {
  /** Whole epoch milliseconds of the last text; NaN where it could not be read. */
  timestamp = Number.NaN;
  /** Nanoseconds within the millisecond of the last text. */
  nanoseconds = 0;
  /** How the last text that could be read is written. */
  format: TimestampFormat = 'ms';

  /** Reads `bytes` from `start` to `end` (ASCII); whether that is a timestamp. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.timestamp = Number.NaN;
    this.nanoseconds = 0;
    if (end - start === MILLISECOND_DIGITS && this.#readMilliseconds(bytes, start)) return true;
    if (end - start <= 4 || bytes[start + 4] !== DASH) return this.#readDigits(bytes, start, end);
    if (!readIsoTime(bytes, start, end, this)) return false;
    this.format = 'iso';
    return true;
  }

  /** Reads what stands in most files: so many digits, the first not 0. */
  #readMilliseconds(bytes: Uint8Array, start: number): boolean {
    if (bytes[start] === ZERO) return false;
    let milliseconds = 0;
    for (let at = start; at < start + MILLISECOND_DIGITS; at++) {
      const byte = bytes[at]!;
      if (!isDigit(byte)) return false;
      milliseconds = milliseconds * 10 + byte - ZERO;
    }
    this.timestamp = milliseconds;
    this.format = 'ms';
    return true;
  }

  #readDigits(bytes: Uint8Array, start: number, end: number): boolean {
    let first = start;
    while (first < end - 1 && bytes[first] === ZERO && bytes[first + 1] !== DOT) first++;
    let point = first;
    while (point < end && isDigit(bytes[point]!)) point++;
    const wholeDigits = point - first;
    if (wholeDigits === 0 || wholeDigits > MOST_DIGITS) return false;
    if (point < end && !areDecimals(bytes, point, end)) return false;
    this.format = unitOf(wholeDigits);
    this.#place(bytes, first, point, end, wholeDigits + MILLISECOND_SHIFTS[this.format]);
    return true;
  }

  /** Takes the first `millisecondDigits` digits as milliseconds and the six behind them as nanoseconds. */
  #place(bytes: Uint8Array, first: number, point: number, end: number, millisecondDigits: number): void {
    let milliseconds = 0;
    let nanoseconds = 0;
    let at = first;
    for (let digit = 0; digit < millisecondDigits + NANOSECOND_DIGITS; digit++) {
      if (at === point) at++;
      const value = at < end ? bytes[at]! - ZERO : 0;
      at++;
      if (digit < millisecondDigits) milliseconds = milliseconds * 10 + value;
      else nanoseconds = nanoseconds * 10 + value;
    }
    this.timestamp = milliseconds;
    this.nanoseconds = nanoseconds;
  }
}

/**
 * Reads one timestamp; null where the text is none.
 * See {@link TimestampReader} for the formats.
 */
export function parseTimestamp(text: string): Timestamp | null {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return null;
    bytes[index] = code;
  }
  const reader = new TimestampReader();
  if (!reader.read(bytes, 0, bytes.length)) return null;
  return { timestamp: reader.timestamp, nanoseconds: reader.nanoseconds };
}

function unitOf(wholeDigits: number): keyof typeof MILLISECOND_SHIFTS {
  if (wholeDigits <= 11) return 's';
  if (wholeDigits <= 14) return 'ms';
  return wholeDigits <= 17 ? 'us' : 'ns';
}

function areDecimals(bytes: Uint8Array, point: number, end: number): boolean {
  if (bytes[point] !== DOT || point + 1 === end) return false;
  for (let at = point + 1; at < end; at++) if (!isDigit(bytes[at]!)) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}
