import type { Figures, StrategySummary } from '@orderflow/core';
import { figureLabel, formatFigure, groupFigures } from '../output/figures.ts';
import { formatCounted, formatShare } from '../output/numbers.ts';
import { type Html, html } from './html.ts';
import type { ReportModel } from './report-model.ts';
import { drawBuyShare, drawObiSpread, type ObiSpread } from './strips.ts';
import { renderTable } from './tables.ts';

const MOST_PANELS = 24;
const MOST_ROWS = 200;
const HEADLINES: readonly (readonly [name: string, title: string])[] = [
  ['obiMean', 'Mean OBI'],
  ['cvdChange', 'CVD change'],
  ['totalVolume', 'Volume'],
  ['midChangeBps', 'Mid price change'],
];

/** What the strategy found on each instrument: the shape at a glance, then every figure. */
export function renderSummary({ findings }: ReportModel): Html {
  const { summaries, strategy } = findings;
  if (summaries.length === 0)
    return section(strategy, html`<p class="none">The strategy has nothing to say about these data.</p>`);
  const panels = summaries.slice(0, MOST_PANELS).filter(hasShape).map(renderPanel);
  const tables = groupFigures(summaries.map(({ figures }) => figures)).map(({ title, names }) =>
    renderTable(
      title,
      [{ title: 'Instrument' }, ...names.map((name) => ({ title: figureLabel(name), kind: 'number' as const }))],
      summaries
        .slice(0, MOST_ROWS)
        .map(({ instrument, figures }) => [instrument, ...names.map((name) => formatFigure(name, figures[name]))]),
    ),
  );
  return section(
    strategy,
    html`${panels}<div class="panel"><h3>All figures</h3>${tables}${renderRest(summaries.length - MOST_ROWS)}</div>`,
  );
}

function renderRest(hidden: number): Html | null {
  if (hidden <= 0) return null;
  return html`<p class="none">${formatCounted(hidden, 'more instrument')} in the JSON of orderflow analyze.</p>`;
}

function section(strategy: string, content: Html): Html {
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">Summary</h2>
<p class="lead">What the strategy “${strategy}” found, an instrument at a time.</p>
${content}</section>`;
}

function hasShape({ figures }: StrategySummary): boolean {
  return obiSpreadOf(figures) !== null;
}

function renderPanel({ instrument, figures }: StrategySummary): Html {
  const spread = obiSpreadOf(figures);
  const buyShare = figures.buyShare;
  const tiles = HEADLINES.filter(([name]) => typeof figures[name] === 'number').map(
    ([name, title]) =>
      html`<div class="tile"><dt>${title}</dt><dd>${formatFigure(name, figures[name])}${note(name, figures)}</dd></div>`,
  );
  return html`<article class="panel"><h3>${instrument}</h3>
<dl class="tiles">${tiles}</dl>
${spread === null ? null : renderObi(spread, instrument)}
${typeof buyShare === 'number' ? renderVolume(buyShare, instrument) : null}
</article>`;
}

function note(name: string, figures: Figures): Html | null {
  if (name === 'cvdChange')
    return html`<small>${formatFigure('cvdStart', figures.cvdStart)} to ${formatFigure('cvdEnd', figures.cvdEnd)}</small>`;
  if (name === 'totalVolume') return html`<small>${formatFigure('trades', figures.trades)} trades</small>`;
  if (name === 'midChangeBps')
    return html`<small>${formatFigure('firstMid', figures.firstMid)} to ${formatFigure('lastMid', figures.lastMid)}</small>`;
  return html`<small>sd ${formatFigure('obiStandardDeviation', figures.obiStandardDeviation)}</small>`;
}

function renderObi(spread: ObiSpread, instrument: string): Html {
  const values = `median ${formatFigure('obi', spread.median)}, half of the snapshots from ${formatFigure('obi', spread.p25)} to ${formatFigure('obi', spread.p75)}, nine in ten from ${formatFigure('obi', spread.p05)} to ${formatFigure('obi', spread.p95)}`;
  return html`${drawObiSpread(spread, `Order-book imbalance of ${instrument}: ${values}`)}
<p class="legend"><span>Order-book imbalance: ${values}</span><span>○ mean</span></p>`;
}

function renderVolume(buyShare: number, instrument: string): Html {
  const bought = `${formatShare(buyShare)} bought`;
  const sold = `${formatShare(1 - buyShare)} sold`;
  return html`${drawBuyShare(buyShare, `Volume of ${instrument}: ${bought}, ${sold}`)}
<p class="legend"><span class="buy">▯ ${bought}</span><span class="sell">▮ ${sold}</span></p>`;
}

function obiSpreadOf(figures: Figures): ObiSpread | null {
  const names = ['obiMin', 'obiP05', 'obiP25', 'obiP50', 'obiP75', 'obiP95', 'obiMax', 'obiMean'];
  const values = names.map((name) => figures[name]);
  if (!values.every((value) => typeof value === 'number')) return null;
  const [min, p05, p25, median, p75, p95, max, mean] = values as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { min, p05, p25, median, p75, p95, max, mean };
}
