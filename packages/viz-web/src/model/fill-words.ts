import type { FillMark } from './fill-marks.ts';
import { formatFixed, formatVolume } from './number-format.ts';
import type { PreparedRun } from './run-layer.ts';

/** What a mark stands for, in words: `Buy 0.5 at 60,000.0`, `3 buys, 1.5 at 59,990.0 to 60,000.0`. */
export function fillWords({ run, side, rows }: FillMark, runs: readonly PreparedRun[], decimals: number): string {
  const { label, fills } = runs[run]!;
  const price = (value: number) => formatFixed(value, decimals);
  let [size, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    size += fills.sizes[row]!;
    low = Math.min(low, fills.prices[row]!);
    high = Math.max(high, fills.prices[row]!);
  }
  const what = side > 0 ? 'buy' : 'sell';
  const prices = low === high ? price(low) : `${price(low)} to ${price(high)}`;
  const start = rows.length === 1 ? `${what === 'buy' ? 'Buy' : 'Sell'} ` : `${formatFixed(rows.length, 0)} ${what}s, `;
  return `${start}${formatVolume(size)} at ${prices}${runs.length > 1 ? ` \u00b7 ${label}` : ''}`;
}
