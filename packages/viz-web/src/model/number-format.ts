const MINUS = '\u2212';

/** What stands where there is no value. */
export const NO_VALUE = '\u2014';

const UNITS: readonly (readonly [least: number, suffix: string])[] = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];
const SIGNIFICANT = 3;
const MOST_DECIMALS = 8;

/** A number with so many decimals, grouped by thousands, with a true minus sign. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** The same with a plus sign where it is above zero. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatFixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** An OBI: signed, three decimals. */
export function formatObi(value: number): string {
  return formatSigned(value, 3);
}

/** A volume or CVD: three to four significant figures, K, M and B for thousands, millions and milliards. */
export function formatVolume(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  // 999.96 is 1.00K, not 1,000.0.
  const unit = UNITS.find(([least]) => size >= least * (1 - 5e-5));
  if (unit === undefined) return formatFixed(value, decimalsFor(size));
  const scaled = size / unit[0];
  return formatFixed(Math.sign(value) * scaled, decimalsFor(Math.max(1, scaled))) + unit[1];
}

/** A volume change with its sign. */
export function formatSignedVolume(value: number): string {
  const text = formatVolume(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A share as a percentage with its sign and two decimals. */
export function formatPercent(share: number): string {
  return Number.isFinite(share) ? `${formatSigned(100 * share, 2)}%` : NO_VALUE;
}

/** The decimals that tell ticks of this step apart. */
export function decimalsOfStep(step: number): number {
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled) && Math.round(scaled) > 0) return decimals;
  }
  return MOST_DECIMALS;
}

/** Axis labels of a volume, all with the same unit and decimals. */
export function formatVolumeTick(value: number, step: number): string {
  if (value === 0) return '0';
  const unit = UNITS.find(([least]) => Math.abs(value) >= least && step >= least / 1000) ?? [1, ''];
  return formatFixed(value / unit[0], decimalsOfStep(step / unit[0])) + unit[1];
}

function decimalsFor(size: number): number {
  if (size === 0) return 0;
  const digits = Math.floor(Math.log10(size)) + 1;
  return Math.max(0, Math.min(MOST_DECIMALS, SIGNIFICANT - Math.max(digits, size < 1 ? digits : 1)));
}
