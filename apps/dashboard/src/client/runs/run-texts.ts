import { formatFixed, formatSigned, NO_VALUE } from '@orderflow/viz-web/chart';

/** Characters of an id that are shown: enough to tell runs apart. */
const SHOWN = 12;
/** Characters that tell two runs apart where there is little room. */
const TOLD_APART = 4;
const DIGITS = 3;
const MOST_DECIMALS = 8;
/** Chances nearer to none or to certainty say so. */
const LEAST_CHANCE = 0.001;
const PROBABILISTIC = /^probabilistic-/;

/** What of a run's id is shown. */
export function shortId(id: string): string {
  return id.slice(0, SHOWN);
}

/** Names of runs for a legend: those that read the same have the beginning of their ids behind them. */
export function labelsFor(runs: readonly { readonly name: string; readonly id: string }[]): readonly string[] {
  return runs.map(({ name, id }) => {
    const isShared = runs.filter((other) => other.name === name).length > 1;
    return isShared ? `${name} ${id.slice(0, TOLD_APART)}` : name;
  });
}

/** A maker model as `--maker-model` takes it. */
export function modelName(model: string): string {
  return model.replace(PROBABILISTIC, '').replace(/-(?=[\d.]+$)/, ':');
}

/** A sum in quote currency with its sign: two decimals, below 1 three significant digits. */
export function moneyText(value: number | null): string {
  if (value === null) return NO_VALUE;
  return formatSigned(value, Math.abs(value) < 1 ? decimalsFor(value) : 2);
}

/** What fees are called where they are shown as what they add to a profit; `fees` are above 0 where they were paid. */
export function feesTitle(fees: readonly number[]): string {
  const isPaid = fees.some((fee) => fee > 0);
  const isReceived = fees.some((fee) => fee < 0);
  if (isPaid && isReceived) return 'Fees \u2212, rebates +';
  return isReceived ? 'Rebates' : 'Fees';
}

/** A ratio, with three significant digits. */
export function ratioText(value: number | null): string {
  return value === null ? NO_VALUE : formatFixed(value, decimalsFor(value));
}

/** A share of 1 as per cent, without a sign above 0. */
export function shareText(share: number | null): string {
  return share === null ? NO_VALUE : `${formatFixed(100 * share, 1)} %`;
}

/** A chance as per cent, which never reads as certain. */
export function chanceText(chance: number | null): string {
  if (chance === null) return NO_VALUE;
  if (chance < LEAST_CHANCE) return `< ${shareText(LEAST_CHANCE)}`;
  return chance > 1 - LEAST_CHANCE ? `> ${shareText(1 - LEAST_CHANCE)}` : shareText(chance);
}

/** A change as a share of 1 that may be small: its sign, three significant digits of a per cent. */
export function changeText(share: number | null): string {
  return share === null ? NO_VALUE : `${formatSigned(100 * share, decimalsFor(100 * share))} %`;
}

/** How far figures reach: `−14.49 to +39.22`, one where all read the same; a dash where none is known. */
export function spanText(values: readonly (number | null)[], format: (value: number | null) => string): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return NO_VALUE;
  return [...new Set([Math.min(...known), Math.max(...known)].map(format))].join(' to ');
}

/** A value of JSON as people write it. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return NO_VALUE;
  if (typeof value === 'number') return String(value).replace('-', '\u2212');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Parameters as they stand on a command line. */
export function parametersText(parameters: Readonly<Record<string, unknown>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(' ');
}

/** What sets a run apart from others of a list. */
export function marksText(marks: readonly { readonly name: string; readonly value: string }[]): string {
  return marks.map(({ name, value }) => `${name}=${value.replaceAll(/(?<=^|,)-(?=\d)/g, '\u2212')}`).join(' ');
}

/** A time to the minute: `2025-07-01 12:30`. */
export function minuteText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

function decimalsFor(value: number): number {
  const size = Math.abs(value);
  if (size === 0) return 0;
  return Math.max(0, Math.min(MOST_DECIMALS, DIGITS - 1 - Math.floor(Math.log10(size))));
}
