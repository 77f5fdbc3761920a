import { formatDuration } from '@orderflow/core';

const MINUS = '−';
const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });
const UNITS: readonly (readonly [from: number, unit: number, suffix: string])[] = [
  [1e12, 1e12, 'T'],
  [1e9, 1e9, 'B'],
  [1e6, 1e6, 'M'],
  [1e4, 1e3, 'K'],
  [0, 1, ''],
];

/** Chances nearer to none or to certainty say so. */
const LEAST_CHANCE = 0.001;

/** An em dash: what stands where there is no value. */
export const NO_VALUE = '—';

/** A whole number with thousands apart: `12,345`. */
export function formatCount(value: number): string {
  return withTrueMinus(counts.format(value));
}

/** A number as it is, with thousands apart: `64,210.5`. */
export function formatNumber(value: number): string {
  return withTrueMinus(exact.format(value));
}

/** An order-book imbalance: signed, three decimals, a true minus sign. */
export function formatObi(value: number): string {
  return signed(value, Math.abs(value).toFixed(3));
}

/** A size or volume in four significant figures, K, M, B or T from 10,000 on: `12.4`, `1,234`, `64.2K`. */
export function formatSize(value: number): string {
  const size = Math.abs(value);
  const [, unit, suffix] = UNITS.find(([from]) => size >= from) ?? [0, 1, ''];
  const digits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: suffix === '' ? 4 : 3 });
  return (value < 0 ? MINUS : '') + digits.format(size / unit) + suffix;
}

/** A change in size: as `formatSize`, with its sign. */
export function formatDelta(value: number): string {
  return value > 0 ? `+${formatSize(value)}` : formatSize(value);
}

/** A share of 1 in per cent: `51.3 %`. */
export function formatShare(value: number): string {
  return `${withTrueMinus((value * 100).toFixed(1))} %`;
}

/** A ratio in three significant figures: `0.256`, `1,240`. */
export function formatRatio(value: number): string {
  return formatNumber(Number(value.toPrecision(3)));
}

/** A chance as per cent with one digit, which never reads as certain: `99.4 %`, `> 99.9 %`. */
export function formatChance(value: number): string {
  if (value < LEAST_CHANCE) return `< ${formatShare(LEAST_CHANCE)}`;
  return value > 1 - LEAST_CHANCE ? `> ${formatShare(1 - LEAST_CHANCE)}` : formatShare(value);
}

/** A number of bytes: `14.8 MB`. */
export function formatBytes(bytes: number): string {
  const [from, unit] = (
    [
      [1e9, 'GB'],
      [1e6, 'MB'],
      [1e3, 'kB'],
    ] as const
  ).find(([least]) => bytes >= least) ?? [1, 'bytes'];
  return `${from === 1 ? bytes : (bytes / from).toFixed(1)} ${unit}`;
}

/** A length of time that is given in seconds: `840 ms`, `12 s`, `3 min 20 s`. */
export function formatSeconds(seconds: number): string {
  return formatDuration(1000 * seconds);
}

/** Text with a capital first letter. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A noun with its number: `1 snapshot`, `12 snapshots`. */
export function formatCounted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

function signed(value: number, magnitude: string): string {
  if (value < 0 && Number(magnitude) !== 0) return MINUS + magnitude;
  return Number(magnitude) === 0 ? magnitude : `+${magnitude}`;
}

/** Text with its first hyphen as a true minus sign. */
function withTrueMinus(text: string): string {
  return text.replace('-', MINUS);
}
