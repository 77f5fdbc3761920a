import type { Configuration } from '@orderflow/core';
import { formatCount, formatNumber, formatObi } from '../output/numbers.ts';
import { type Html, html } from './html.ts';
import type { ReportModel } from './report-model.ts';

/** How the numbers came about, so that someone else can compute them again. */
export function renderMethod({ configuration }: ReportModel): Html {
  return html`<section id="method" aria-labelledby="method-title"><h2 id="method-title">How the numbers were computed</h2>
<div class="panel">
<ul>
<li><strong>Order-book imbalance (OBI)</strong> = (bid size − ask size) / (bid size + ask size), over ${levelsOf(configuration)}.
From ${formatObi(-1)} (asks only) to ${formatObi(1)} (bids only); an empty book is 0.</li>
<li><strong>Cumulative volume delta (CVD)</strong> adds the size of aggressive buys and subtracts that of aggressive sells, from 0
${configuration.cvdReset === 'day' ? 'anew at 00:00 UTC of each day' : 'at the start of the data'}, with compensated sums.
${matchingOf(configuration)}</li>
<li><strong>Mid price</strong> = (best bid + best ask) / 2. A crossed, locked or one-sided book has none.</li>
<li>Snapshots are taken in order of (timestamp, row id) within an instrument. Rows that cannot be read are skipped and counted, never guessed.</li>
<li>Every snapshot weighs the same in means and quantiles.</li>
</ul>
<dl class="settings">
${settingsOf(configuration).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>
</div></section>`;
}

function levelsOf({ depth }: Configuration): string {
  if (depth === null) return 'all levels';
  return depth === 1 ? 'the best level a side' : `the best ${formatCount(depth)} levels a side`;
}

function matchingOf({ tradeMatching }: Configuration): string {
  if (tradeMatching === 'window') return 'A trade belongs to the first snapshot at or after it.';
  return 'A trade counts only at a snapshot’s own timestamp; all others are left out.';
}

function settingsOf({ alerts, ...configuration }: Configuration): readonly (readonly [name: string, value: string])[] {
  const off = (value: number | null, words: (number: string) => string) =>
    value === null ? 'off' : words(formatNumber(value));
  return [
    ['OBI depth', configuration.depth === null ? 'all levels' : formatCount(configuration.depth)],
    ['Trade matching', configuration.tradeMatching],
    ['CVD reset', configuration.cvdReset],
    ['Most bytes a side', formatCount(configuration.maxLevelBytes)],
    ['Alert: OBI level', off(alerts.obiLevel, (level) => `${level} held for ${formatNumber(alerts.obiHoldSeconds)} s`)],
    [
      'Alert: CVD change',
      off(alerts.cvdChange, (change) => `${change} within ${formatNumber(alerts.cvdWindowSeconds)} s`),
    ],
    ['Alert: spread', off(alerts.spreadBps, (bps) => `${bps} bps of the mid`)],
    [
      'Alert: divergence',
      off(
        alerts.divergenceBps,
        (bps) => `${bps} bps within ${formatNumber(alerts.divergenceWindowSeconds)} s against the CVD`,
      ),
    ],
    ['A rule is armed again', `below ${formatNumber(alerts.rearmRatio * 100)} % of its threshold`],
  ];
}
