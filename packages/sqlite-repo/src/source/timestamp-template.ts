import {
  compareTimestamps,
  parseTimestamp,
  type Timestamp,
  type TimestampFormat,
  TimestampReader,
} from '@orderflow/core';

const DIGIT_PATTERN = '[0-9]';
/** Where digits start with a zero their count does not tell their unit. */
const FIRST_DIGIT_PATTERN = '[1-9]';
const FIRST_ISO_MS = Date.parse('0000-01-01T00:00:00Z');
const LAST_ISO_MS = Date.parse('9999-12-31T23:59:59.999Z');
const SECONDS_MARK_AT = 16;
const FRACTION_MARK_AT = 19;
/** Sorts behind every digit. */
const BEYOND = '~';
/** Digits behind these are below the nanosecond: they are in the text, but not in the time. */
const MOST_DECIMALS = { s: 9, ms: 6, us: 3, ns: 0, iso: 9 } as const;
const UNIT_NANOSECONDS = { s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n, ns: 1n } as const;

/**
 * The shape of a timestamp text: where all texts of a column have one shape, their text order is their time order, and
 * a bound written in that shape finds its place in an index.
 */
export class TimestampTemplate {
  /** A GLOB pattern that just the texts of this shape match. */
  readonly glob: string;
  readonly #example: string;
  readonly #format: TimestampFormat;

  private constructor(example: string, format: TimestampFormat) {
    this.#example = example;
    this.#format = format;
    const zoneAt = format === 'iso' ? zoneStart(example) : example.length;
    const pattern = example.slice(0, zoneAt).replace(/\d/g, DIGIT_PATTERN) + example.slice(zoneAt);
    this.glob = format === 'iso' ? pattern : pattern.replace(DIGIT_PATTERN, FIRST_DIGIT_PATTERN);
  }

  /** The shape of a text; null where it is no timestamp, or where its shape does not tell its place to the nanosecond. */
  static of(text: string): TimestampTemplate | null {
    const bytes = Buffer.from(text);
    const reader = new TimestampReader();
    if (!reader.read(bytes, 0, bytes.length)) return null;
    if (reader.format === 'iso' ? text[SECONDS_MARK_AT] !== ':' : text.startsWith('0')) return null;
    if (decimalsOf(text) > MOST_DECIMALS[reader.format]) return null;
    return new TimestampTemplate(text, reader.format);
  }

  /** Whether the texts name days of the calendar: not every text of such a shape can be read. */
  get isCalendar(): boolean {
    return this.#format === 'iso';
  }

  /** Whether a text of this shape can say just this moment. */
  isExact(moment: Timestamp): boolean {
    const read = parseTimestamp(this.format(moment));
    return read !== null && compareTimestamps(read, moment) === 0;
  }

  /** The smallest text of this shape whose time is not before `moment`. */
  format(moment: Timestamp): string {
    return this.#format === 'iso' ? this.#formatIso(moment) : this.#formatDigits(moment, this.#format);
  }

  #formatDigits(moment: Timestamp, unit: keyof typeof UNIT_NANOSECONDS): string {
    const point = this.#example.indexOf('.');
    const decimals = point < 0 ? 0 : this.#example.length - point - 1;
    const wholeDigits = point < 0 ? this.#example.length : point;
    const value = ceilDivide(nanosecondsOf(moment) * 10n ** BigInt(decimals), UNIT_NANOSECONDS[unit]);
    if (value < 0n) return '';
    const digits = String(value);
    if (digits.length > wholeDigits + decimals) return BEYOND;
    const padded = digits.padStart(wholeDigits + decimals, '0');
    return decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
  }

  #formatIso(moment: Timestamp): string {
    const zoneAt = zoneStart(this.#example);
    const fractionDigits = Math.max(0, zoneAt - FRACTION_MARK_AT - 1);
    const step = 10n ** BigInt(Math.max(0, 9 - fractionDigits));
    const local = ceilDivide(nanosecondsOf(moment), step) * step + this.#offsetNanoseconds(zoneAt);
    const nanoseconds = ((local % 1_000_000n) + 1_000_000n) % 1_000_000n;
    const milliseconds = Number((local - nanoseconds) / 1_000_000n);
    if (milliseconds < FIRST_ISO_MS) return '';
    if (milliseconds > LAST_ISO_MS) return BEYOND;
    const text = new Date(milliseconds).toISOString();
    const fraction = `${text.slice(20, 23)}${String(nanoseconds).padStart(6, '0')}`;
    const tail = fractionDigits === 0 ? '' : fraction.padEnd(fractionDigits, '0').slice(0, fractionDigits);
    const mark = fractionDigits === 0 ? '' : this.#example[FRACTION_MARK_AT];
    return `${text.slice(0, 10)}${this.#example[10]}${text.slice(11, 19)}${mark}${tail}${this.#example.slice(zoneAt)}`;
  }

  #offsetNanoseconds(zoneAt: number): bigint {
    const zone = this.#example.slice(zoneAt);
    if (zone === '' || zone === 'Z' || zone === 'z') return 0n;
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
    return BigInt(zone.startsWith('-') ? -minutes : minutes) * 60_000_000_000n;
  }
}

/** Number of digits behind the decimal point. */
function decimalsOf(text: string): number {
  return /[.,](\d*)/.exec(text)?.[1]?.length ?? 0;
}

function zoneStart(iso: string): number {
  const found = iso.slice(11).search(/[Zz+-]/);
  return found < 0 ? iso.length : 11 + found;
}

function nanosecondsOf({ timestamp, nanoseconds }: Timestamp): bigint {
  return BigInt(timestamp) * 1_000_000n + BigInt(nanoseconds);
}

function ceilDivide(value: bigint, divisor: bigint): bigint {
  return value > 0n ? (value + divisor - 1n) / divisor : value / divisor;
}
