const ZERO = 0x30;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Where a time that was read is put. */
export interface MutableTimestamp {
  timestamp: number;
  nanoseconds: number;
}

/**
 * Reads ISO 8601: `2025-07-01`, `2025-07-01T12:30`, `2025-07-01 12:30:05.123456789+02:00`; no zone means UTC. Returns
 * false, and leaves `out` alone, where the text is no such time or no day of the calendar.
 */
export function readIsoTime(bytes: Uint8Array, start: number, end: number, out: MutableTimestamp): boolean {
  const day = readDay(bytes, start, end);
  if (Number.isNaN(day)) return false;
  if (end - start === 10) return put(out, day, 0);
  const separator = bytes[start + 10];
  if (separator !== 0x54 && separator !== 0x74 && separator !== 0x20) return false;
  const minutes = readMinutes(bytes, start + 11, end);
  if (Number.isNaN(minutes)) return false;
  let at = start + 16;
  let second = 0;
  let fractionEnd = at;
  // Decimals of a minute are ISO 8601 too, but nobody writes them: they would pass for those of a second.
  if (bytes[at] === 0x3a && at < end) {
    second = readPair(bytes, at + 1, end, 59);
    at += 3;
    fractionEnd = skipFraction(bytes, at, end);
  }
  const offset = readOffset(bytes, fractionEnd, end);
  if (Number.isNaN(second) || fractionEnd < 0 || Number.isNaN(offset)) return false;
  const whole = day + (minutes - offset) * MINUTE_MS + second * 1000;
  const milliseconds = readDigits(bytes, at + 1, fractionEnd, 3);
  return put(out, whole + milliseconds, readDigits(bytes, at + 4, fractionEnd, 6));
}

/** Epoch milliseconds of a UTC day, months from 1; exact for every year from 0 to 9999. */
function epochOfDay(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * DAY_MS;
}

function put(out: MutableTimestamp, timestamp: number, nanoseconds: number): boolean {
  out.timestamp = timestamp;
  out.nanoseconds = nanoseconds;
  return true;
}

function readDay(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 10 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return Number.NaN;
  const year = readPair(bytes, start, end, 99) * 100 + readPair(bytes, start + 2, end, 99);
  const month = readPair(bytes, start + 5, end, 12);
  const day = readPair(bytes, start + 8, end, 31);
  if (Number.isNaN(year + month + day) || month === 0 || day === 0 || day > daysOf(year, month)) return Number.NaN;
  return epochOfDay(year, month, day);
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : MONTH_DAYS[month - 1]!;
}

/** Minutes since midnight of `HH:MM`. */
function readMinutes(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start + 2] !== 0x3a) return Number.NaN;
  return readPair(bytes, start, end, 23) * 60 + readPair(bytes, start + 3, end, 59);
}

/** The end of `.digits` or `,digits` at `at`; `at` itself where there is none; -1 where the digits are missing. */
function skipFraction(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || (bytes[at] !== 0x2e && bytes[at] !== 0x2c)) return at;
  let next = at + 1;
  while (next < end && isDigit(bytes[next]!)) next++;
  return next === at + 1 ? -1 : next;
}

/** Offset from UTC in minutes of `Z`, `+HH`, `+HHMM`, `+HH:MM` or nothing; NaN for anything else. */
function readOffset(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0;
  const sign = bytes[at];
  if (sign === 0x5a || sign === 0x7a) return at + 1 === end ? 0 : Number.NaN;
  if (sign !== 0x2b && sign !== 0x2d) return Number.NaN;
  const hours = readPair(bytes, at + 1, end, 23);
  const minutesAt = bytes[at + 3] === 0x3a ? at + 4 : at + 3;
  const minutes = at + 3 === end ? 0 : readPair(bytes, minutesAt, end, 59);
  if (at + 3 !== end && minutesAt + 2 !== end) return Number.NaN;
  return (hours * 60 + minutes) * (sign === 0x2d ? -1 : 1);
}

/** The two digits at `at` where they are at most `most`, else NaN. */
function readPair(bytes: Uint8Array, at: number, end: number, most: number): number {
  if (at + 2 > end || !isDigit(bytes[at]!) || !isDigit(bytes[at + 1]!)) return Number.NaN;
  const value = (bytes[at]! - ZERO) * 10 + bytes[at + 1]! - ZERO;
  return value > most ? Number.NaN : value;
}

/** `count` digits from `at`, with zeros where the text ends before. */
function readDigits(bytes: Uint8Array, at: number, end: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) value = value * 10 + (index < end ? bytes[index]! - ZERO : 0);
  return value;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}
