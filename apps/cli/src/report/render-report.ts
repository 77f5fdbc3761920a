import { formatTimestamp } from '@orderflow/core';
import { formatCounted } from '../output/numbers.ts';
import { renderAlerts } from './alert-section.ts';
import { renderChart } from './chart-section.ts';
import { chartStyles } from './chart-styles.ts';
import { renderHeader, titleOf } from './header.ts';
import { type Html, html } from './html.ts';
import { instrumentsOf } from './instruments.ts';
import { renderMethod } from './method-section.ts';
import { renderPage } from './page.ts';
import { renderQuality } from './quality-section.ts';
import { NO_CHARTS, type ReportCharts, type ReportModel } from './report-model.ts';
import { renderRun } from './run-section.ts';
import { HATCHING } from './strips.ts';
import { STYLES } from './styles.ts';
import { renderSummary } from './summary-section.ts';

const MOST_FILES = 100;

/** The report as one HTML page that needs nothing else. */
export function renderReport(model: ReportModel, charts: ReportCharts = NO_CHARTS): string {
  const title = `Order-flow report: ${titleOf(instrumentsOf(model).map(({ instrument }) => instrument))}`;
  const createdAt = formatTimestamp({ timestamp: model.createdAt, nanoseconds: 0 });
  const content = html`${HATCHING}${renderHeader(model, charts)}
<main>
${renderChart(model, charts)}
${renderRun(model)}
${renderSummary(model)}
${renderAlerts(model, charts)}
${renderQuality(model)}
${renderMethod(model)}
</main>
<footer>Made by orderflow ${model.version} at <time datetime="${createdAt}">${createdAt.slice(0, 19).replace('T', ' ')} UTC</time>
from ${renderFiles(model)}.</footer>`;
  const hasCharts = charts.charts.length > 0;
  return renderPage({
    title,
    content,
    styles: hasCharts ? STYLES + chartStyles(model.configuration.figureSize) : STYLES,
    script: hasCharts ? charts.script : null,
  });
}

function renderFiles({ files }: ReportModel): Html {
  const hidden = files.length - MOST_FILES;
  const shown = files
    .slice(0, MOST_FILES)
    .map(({ path }, index) => html`${index === 0 ? '' : ', '}<code>${path}</code>`);
  return html`${shown}${hidden > 0 ? ` and ${formatCounted(hidden, 'more file')}` : null}`;
}
