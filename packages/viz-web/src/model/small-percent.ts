import { formatSigned, NO_VALUE } from './number-format.ts';

const SIGNIFICANT = 3;
const LEAST_DECIMALS = 2;
/** A cent of a hundred million has as many. */
const MOST_DECIMALS = 10;

/** A share that may be small as a percentage with its sign: two decimals, and three significant figures where it is small. */
export function formatSmallPercent(share: number): string {
  if (!Number.isFinite(share)) return NO_VALUE;
  const percent = 100 * share;
  if (percent === 0) return '0%';
  // 0.99996 % is 1.00 %, not 1.000 %.
  const rounded = Math.abs(Number(percent.toPrecision(SIGNIFICANT)));
  const decimals = SIGNIFICANT - 1 - Math.floor(Math.log10(rounded));
  return `${formatSigned(percent, Math.max(LEAST_DECIMALS, Math.min(MOST_DECIMALS, decimals)))}%`;
}
