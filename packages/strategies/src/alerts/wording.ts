import { formatTimestamp, type Timestamp } from '@orderflow/core';

const PLAIN = { maximumSignificantDigits: 6, maximumFractionDigits: 0, roundingPriority: 'morePrecision' } as const;
const plain = new Intl.NumberFormat('en-US', PLAIN);
const signed = new Intl.NumberFormat('en-US', { ...PLAIN, signDisplay: 'exceptZero' });

/** A number for people: six significant digits, and never fewer than its whole part, with thousands separators. */
export function formatNumber(value: number): string {
  return plain.format(value);
}

/** The same with its sign. */
export function formatSigned(value: number): string {
  return signed.format(value);
}

/** A moment for people, such as `2025-07-01 12:00:05.25 UTC`. */
export function formatMoment(moment: Timestamp): string {
  return formatTimestamp(moment).replace('T', ' ').replace('Z', ' UTC');
}
