import type { Alert } from '@orderflow/core';
import { formatCount, formatCounted, formatNumber, NO_VALUE } from '../output/numbers.ts';
import { MOST_ALERTS, whatHappened } from './alert-facts.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { type InstrumentCoverage, instrumentsOf } from './instruments.ts';
import { renderMoment } from './moments.ts';
import type { ReportCharts, ReportModel } from './report-model.ts';
import { drawCoverage } from './strips.ts';
import { renderTable } from './tables.ts';

const MOST_LINES = 50;

/** When rules fired: a time line an instrument, then every alert. */
export function renderAlerts(model: ReportModel, { charts }: ReportCharts): Html {
  const { alerts } = model.findings;
  const places = new Map(charts.map(({ instrument }, index) => [instrument, index]));
  return html`<section id="alerts" aria-labelledby="alerts-title"><h2 id="alerts-title">Alerts</h2>
<p class="lead">One event is one alert, however long it lasts.</p>
${alerts.length === 0 ? html`<p class="none">No rule fired.</p>` : renderAll(alerts, instrumentsOf(model), places)}
</section>`;
}

function renderAll(
  alerts: readonly Alert[],
  instruments: readonly InstrumentCoverage[],
  places: ReadonlyMap<string, number>,
): Html {
  const shown = alerts.slice(0, MOST_ALERTS);
  const cut = alerts.length - shown.length;
  return html`<div class="panel">
<p class="badges">${[...countByRule(alerts)].map(([rule, count]) => html`<span class="badge alert">${rule} ${formatCount(count)}</span>`)}</p>
${instruments.slice(0, MOST_LINES).map((instrument) => renderTimeLine(instrument, alerts))}
</div>
<div class="panel">${renderTable(
    formatCounted(alerts.length, 'alert'),
    [
      { title: 'Time (UTC)', kind: 'time' },
      { title: 'Instrument' },
      { title: 'Rule', kind: 'time' },
      { title: 'Value', kind: 'number' },
      { title: 'Threshold', kind: 'number' },
      { title: 'Snapshot', kind: 'number' },
      { title: 'What happened', kind: 'wide' },
    ],
    shown.map((alert) => renderAlert(alert, places.get(alert.instrument))),
  )}
${cut === 0 ? null : html`<p class="none">${formatCounted(cut, 'more alert')} in the JSON of orderflow analyze.</p>`}
</div>`;
}

function renderTimeLine({ instrument, first, last }: InstrumentCoverage, alerts: readonly Alert[]): Html | null {
  const marks = alerts.filter((alert) => alert.instrument === instrument).map(({ at }) => at.timestamp);
  if (marks.length === 0) return null;
  const span = { from: first.timestamp, to: last.timestamp };
  const label = `${instrument}: ${formatCounted(marks.length, 'alert')} over the span of the data`;
  return html`<h3>${instrument}</h3>${drawCoverage({ span, covered: [span], gaps: [], marks }, label)}
<p class="ends"><span>${renderMoment(first)}</span><span>${renderMoment(last)}</span></p>`;
}

function renderAlert(alert: Alert, chart: number | undefined): readonly HtmlValue[] {
  const { at, instrument, rule, value, threshold, snapshotId } = alert;
  return [
    chart === undefined ? renderMoment(at) : renderPlace(alert, chart),
    instrument,
    rule,
    formatNumber(Number(value.toPrecision(4))),
    formatNumber(threshold),
    snapshotId === null ? NO_VALUE : String(snapshotId),
    whatHappened(alert),
  ];
}

/** The moment, as a way to its place on the chart. */
function renderPlace({ at }: Alert, chart: number): Html {
  return html`<a class="place" href="#chart" data-chart="${chart}" data-time="${at.timestamp}">${renderMoment(at)}</a>`;
}

function countByRule(alerts: readonly Alert[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of alerts) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
