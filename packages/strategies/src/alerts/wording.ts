import { formatTimestamp, type Timestamp } from '@orderflow/core';

const MINUS = '\u2212';
const plain = formatter(6, 'auto');
const short = formatter(3, 'auto');
const signed = formatter(4, 'exceptZero');

function formatter(digits: number, signDisplay: 'auto' | 'exceptZero'): Intl.NumberFormat {
  const wholePart = { maximumFractionDigits: 0, roundingPriority: 'morePrecision' } as const;
  return new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits, signDisplay, ...wholePart });
}

/** A number for people: six significant digits, never fewer than its whole part, with thousands separators. */
export function formatNumber(value: number): string {
  return withTrueMinus(plain.format(value));
}

/** Basis points for people: three significant digits, and as above. */
export function formatBps(value: number): string {
  return `${withTrueMinus(short.format(value))} bps`;
}

/** An OBI for people: four significant digits and its sign. */
export function formatObi(value: number): string {
  return withTrueMinus(signed.format(value));
}

/** A moment for people, such as `2025-07-01 12:00:05.250 UTC`. */
export function formatMoment(moment: Timestamp): string {
  return formatTimestamp(moment).replace('T', ' ').replace('Z', ' UTC');
}

/** Text with its first hyphen as a true minus sign. */
export function withTrueMinus(text: string): string {
  return text.replace('-', MINUS);
}
