import type { Configuration } from '@orderflow/core';
import { formatCounted } from '../output/numbers.ts';
import { alertFactsOf } from './alert-facts.ts';
import { type ChartFacts, FACTS_ID, RUN_CLASS, SERIES_CLASS } from './chart-facts.ts';
import { Html, html } from './html.ts';
import { renderSpan } from './moments.ts';
import type { ReportChart, ReportCharts, ReportModel } from './report-model.ts';

const MOST_NAMES = 50;

/** The chart that can be zoomed, its pictures for paper and for browsers without scripts, and its data. */
export function renderChart(model: ReportModel, { charts, missing, script }: ReportCharts): Html | null {
  if (charts.length === 0 && missing.length === 0) return null;
  const isLive = charts.length > 0 && script !== null;
  return html`<section id="chart" aria-labelledby="chart-title"><h2 id="chart-title">Chart</h2>
<p class="lead">Candles, volume by side, order-book imbalance and CVD on one time axis.
${isLive ? html`<span class="live">The wheel zooms, dragging pans, <kbd>?</kbd> lists every gesture and key.</span>` : null}</p>
<div class="panel">
${isLive ? html`<div id="chart-live" class="live"></div>` : null}
${charts.map(renderStill)}
${missing.slice(0, MOST_NAMES).map(({ instrument, reason }) => html`<p class="none">No chart of ${instrument}: ${reason}.</p>`)}
${missing.length > MOST_NAMES ? html`<p class="none">${formatCounted(missing.length - MOST_NAMES, 'more instrument')} have none.</p>` : null}
</div>
${isLive ? renderData(model, charts) : null}
</section>`;
}

/** What the script reads. */
function factsOf({ findings, configuration }: ReportModel, charts: readonly ReportChart[]): ChartFacts {
  return {
    windowSeconds: configuration.windowSeconds,
    maxBars: configuration.maxBars,
    thresholds: thresholdsOf(configuration),
    charts: charts.map(({ instrument, start, end, bucketMs, barSeconds }) => ({
      ...{ instrument, start, end, bucketMs, barSeconds },
      alerts: alertFactsOf(findings, instrument),
    })),
  };
}

/** A value as JSON that may stand within an element: nothing in it ends that, or begins a comment. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function renderStill({ instrument, start, end, still }: ReportChart): Html | null {
  if (still === null) return null;
  const span = renderSpan({ timestamp: start, nanoseconds: 0 }, { timestamp: end - 1, nanoseconds: 0 });
  return html`<figure class="still"><figcaption><strong>${instrument}</strong> ${span}</figcaption>
<img src="data:image/png;base64,${base64(still)}" alt="Candles, volume, order-book imbalance and CVD of ${instrument}"></figure>`;
}

function renderData(model: ReportModel, charts: readonly ReportChart[]): Html {
  const facts = new Html(jsonText(factsOf(model, charts)));
  return html`<script type="application/json" id="${FACTS_ID}">${facts}</script>
${charts.map(({ body }) => html`<script type="application/gzip" class="${SERIES_CLASS}">${base64(body)}</script>\n`)}${charts.some(({ run }) => run !== null) ? charts.map(({ run }) => html`<script type="application/gzip" class="${RUN_CLASS}">${run && base64(run)}</script>\n`) : null}`;
}

function thresholdsOf({ alerts }: Configuration): readonly number[] {
  return alerts.obiLevel === null ? [] : [alerts.obiLevel];
}

function base64(bytes: Uint8Array): Html {
  return new Html(Buffer.from(bytes).toString('base64'));
}
