import { formatDuration } from '@orderflow/core';
import { type Bars, barsBetween } from './bars.ts';
import { formatFixed, formatPercent, formatSigned, formatSignedVolume, formatVolume } from './number-format.ts';
import type { TimeSpan } from './viewport.ts';

/** A point of the price pane. */
export interface RulerPoint {
  readonly time: number;
  readonly price: number;
}

/** What lies between two points, as short lines of text. */
export function measure(from: RulerPoint, to: RulerPoint, bars: Bars | null, decimals: number): readonly string[] {
  const span = { start: Math.min(from.time, to.time), end: Math.max(from.time, to.time) };
  const { count, bought, sold } = totals(bars, span);
  const change = to.price - from.price;
  const lines = [
    `${formatSigned(change, decimals)} (${formatPercent(change / from.price)})`,
    `${formatFixed(count, 0)} bar${count === 1 ? '' : 's'} \u00b7 ${formatDuration(span.end - span.start)}`,
  ];
  if (bars !== null && bars.basis !== 'mid') {
    lines.push(`Vol ${formatVolume(bought + sold)} \u00b7 \u0394 ${formatSignedVolume(bought - sold)}`);
  }
  return lines;
}

function totals(bars: Bars | null, span: TimeSpan) {
  let count = 0;
  let bought = 0;
  let sold = 0;
  for (const run of bars?.runs ?? []) {
    const [first, end] = barsBetween(run, span);
    for (let index = first; index < end; index++) {
      if (run.bars.timestamps[index]! + run.windowMs <= span.start) continue;
      count++;
      bought += run.bars.buyVolumes[index]!;
      sold += run.bars.sellVolumes[index]!;
    }
  }
  return { count, bought, sold };
}
