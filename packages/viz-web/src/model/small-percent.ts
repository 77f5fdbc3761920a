import { formatSigned, NO_VALUE } from './number-format.ts';

const SIGNIFICANT = 3;
/** A cent of a hundred million has as many. */
const MOST_DECIMALS = 10;

/** A share that may be small as a percentage with its sign: three significant figures. */
export function formatSmallPercent(share: number): string {
  if (!Number.isFinite(share)) return NO_VALUE;
  const percent = Number((100 * share).toPrecision(SIGNIFICANT));
  if (percent === 0) return '0%';
  const decimals = SIGNIFICANT - 1 - Math.floor(Math.log10(Math.abs(percent)));
  return `${formatSigned(percent, Math.max(0, Math.min(MOST_DECIMALS, decimals)))}%`;
}
