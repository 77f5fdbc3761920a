import { barsBetween } from './bars.ts';
import { describeRuns } from './describe-runs.ts';
import { formatMoment } from './format-moment.ts';
import { valueAt } from './line.ts';
import { formatFixed, formatObi, formatPercent, formatVolume } from './number-format.ts';
import type { Scene } from './scene.ts';
import { lowerBound } from './search.ts';
import type { TimeSpan } from './viewport.ts';

/** What a chart shows, in words, for those who do not see it. */
export function describeScene(scene: Scene, instrument: string): string {
  const { view, obi, cvd } = scene;
  const { start, end } = heldSpan(scene);
  const parts = [`${instrument} from ${formatMoment(start)} to ${formatMoment(end)}.`];
  parts.push(describePrices(scene));
  const imbalance = obi === null ? Number.NaN : valueAt(obi, view.end);
  const delta = cvd === null ? Number.NaN : valueAt(cvd, view.end);
  if (Number.isFinite(imbalance)) parts.push(`Order-book imbalance ${formatObi(imbalance)} at the end.`);
  if (Number.isFinite(delta)) parts.push(`Cumulative volume delta ${formatVolume(delta)} at the end.`);
  parts.push(describeRuns(scene));
  parts.push(describeAlerts(scene));
  return parts.filter((part) => part !== '').join(' ');
}

/** From the first to the last moment in view that something is known of; the view where nothing is. */
function heldSpan({ bars, obi, cvd, view }: Scene): TimeSpan {
  const columns = [
    obi?.xs,
    cvd?.xs,
    ...(bars?.runs ?? []).map((run) => run.bars.timestamps.subarray(run.from, run.to)),
  ];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const times of columns) {
    const inView = times?.subarray(lowerBound(times, view.start), lowerBound(times, view.end)) ?? [];
    if (inView.length === 0) continue;
    first = Math.min(first, inView[0]!);
    last = Math.max(last, inView.at(-1)!);
  }
  return last >= first ? { start: first, end: last } : { start: view.start, end: view.end };
}

function describeAlerts({ alerts, view }: Scene): string {
  const shown = alerts.filter(({ at }) => at.timestamp >= view.start && at.timestamp < view.end);
  const last = shown.at(-1);
  if (last === undefined) return '';
  const count = shown.length === 1 ? '1 alert,' : `${shown.length} alerts, the last`;
  return `${count} at ${formatMoment(last.at.timestamp)}: ${last.message}.`.replace(/\.+$/, '.');
}

function describePrices({ bars, view, decimals }: Scene): string {
  let [count, open, close, high, low, volume] = [0, 0, 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (const run of bars?.runs ?? []) {
    const [first, end] = barsBetween(run, view);
    for (let index = first; index < end; index++) {
      if (count++ === 0) open = run.bars.opens[index]!;
      close = run.bars.closes[index]!;
      high = Math.max(high, run.bars.highs[index]!);
      low = Math.min(low, run.bars.lows[index]!);
      volume += run.bars.buyVolumes[index]! + run.bars.sellVolumes[index]!;
    }
  }
  if (count === 0) return 'No bars.';
  const price = (value: number) => formatFixed(value, decimals);
  const change = `${price(open)} to ${price(close)} (${formatPercent(close / open - 1)})`;
  return `${count} bars: price from ${change}, low ${price(low)}, high ${price(high)}, volume ${formatVolume(volume)}.`;
}
