import { formatNumber } from '../output/numbers.ts';

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const MINUS = '−';

/** A sum in quote currency with its sign: two decimals, below 1 three significant figures. */
export function formatMoney(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const text = size < 1 ? formatNumber(Number(size.toPrecision(3))) : cents.format(size);
  return `${value < 0 ? MINUS : '+'}${text}`;
}
