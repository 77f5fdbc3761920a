const ZERO = 0x30;
const NINE = 0x39;
const MOST_EXACT_DIGITS = 15;
const MOST_EXACT_POWER = 22;
const POWERS_OF_TEN = Float64Array.from({ length: MOST_EXACT_POWER + 1 }, (_, power) => Number(`1e${power}`));
const PIECE_BYTES = 4096;
const NON_FINITE_WORDS = /^[+-]?(nan|inf(inity)?)$/i;

/**
 * Reads a decimal from bytes: exactly the double that `Number(text)` gives. Up to 15 digits with a power of ten up to 22
 * are one exact operation on exact values (Clinger 1990, "How to read floating point numbers accurately"); all else
 * goes through `Number`.
 */
export class DecimalReader {
  /** Where the last number ended. */
  end = 0;
  /** Whether the last text that was no number spells infinity or NaN. */
  isNonFinite = false;

  #mantissa = 0;
  #digits = 0;
  #scale = 0;
  #hasDigit = false;

  /** The number at `start`, -0 as 0; NaN where there is none. */
  read(bytes: Uint8Array, start: number, end: number): number {
    this.isNonFinite = false;
    let at = start;
    const sign = bytes[at];
    if (sign === 0x2d || sign === 0x2b) at++;
    at = this.#readMantissa(bytes, at, end);
    let power = -this.#scale;
    if (at < end && (bytes[at]! | 0x20) === 0x65) {
      const exponent = this.#readExponent(bytes, at + 1, end);
      if (Number.isNaN(exponent)) return this.#fail(bytes, start, end);
      power += exponent;
      at = this.end;
    }
    this.end = at;
    if (!this.#hasDigit) return this.#fail(bytes, start, end);
    const size = this.#digits > MOST_EXACT_DIGITS ? Number.NaN : scaled(this.#mantissa, power);
    const value = Number.isNaN(size) ? Math.abs(Number(textOf(bytes, start, at))) : size;
    return sign === 0x2d && value !== 0 ? -value : value;
  }

  #readMantissa(bytes: Uint8Array, start: number, end: number): number {
    let mantissa = 0;
    let digits = 0;
    let point = -1;
    let at = start;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= ZERO && byte <= NINE) {
        mantissa = mantissa * 10 + (byte - ZERO);
        if (mantissa > 0) digits++;
      } else if (byte === 0x2e && point < 0) point = at;
      else break;
    }
    this.#mantissa = mantissa;
    this.#digits = digits;
    this.#scale = point < 0 ? 0 : at - point - 1;
    this.#hasDigit = at - start > (point < 0 ? 0 : 1);
    return at;
  }

  #readExponent(bytes: Uint8Array, start: number, end: number): number {
    const sign = bytes[start];
    let at = sign === 0x2d || sign === 0x2b ? start + 1 : start;
    const first = at;
    let value = 0;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte < ZERO || byte > NINE) break;
      value = value * 10 + (byte - ZERO);
    }
    this.end = at;
    if (at === first) return Number.NaN;
    return sign === 0x2d ? -value : value;
  }

  #fail(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && at - start < 10 && isWordByte(bytes[at]!)) at++;
    this.isNonFinite = NON_FINITE_WORDS.test(textOf(bytes, start, at));
    this.end = start;
    return Number.NaN;
  }
}

/** `mantissa` times ten to the `power` where one operation gives it exactly rounded, else NaN. */
function scaled(mantissa: number, power: number): number {
  if (power === 0 || mantissa === 0) return mantissa;
  if (power < 0) return power >= -MOST_EXACT_POWER ? mantissa / POWERS_OF_TEN[-power]! : Number.NaN;
  return power <= MOST_EXACT_POWER ? mantissa * POWERS_OF_TEN[power]! : Number.NaN;
}

function isWordByte(byte: number): boolean {
  const lower = byte | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || byte === 0x2d || byte === 0x2b;
}

/** A long text comes in pieces: one that grows by single characters takes thirty times the memory of its bytes. */
function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  let at = start;
  for (; end - at > PIECE_BYTES; at += PIECE_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE_BYTES));
  }
  for (; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
