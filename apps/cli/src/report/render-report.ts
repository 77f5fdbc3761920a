import { formatTimestamp } from '@orderflow/core';
import { renderAlerts } from './alert-section.ts';
import { renderHeader, titleOf } from './header.ts';
import { html } from './html.ts';
import { instrumentsOf } from './instruments.ts';
import { renderMethod } from './method-section.ts';
import { renderPage } from './page.ts';
import { renderQuality } from './quality-section.ts';
import type { ReportModel } from './report-model.ts';
import { HATCHING } from './strips.ts';
import { renderSummary } from './summary-section.ts';

/** The report as one HTML page that needs nothing else. */
export function renderReport(model: ReportModel): string {
  const title = `Order-flow report: ${titleOf(instrumentsOf(model).map(({ instrument }) => instrument))}`;
  const createdAt = formatTimestamp({ timestamp: model.createdAt, nanoseconds: 0 });
  return renderPage(
    title,
    html`${HATCHING}${renderHeader(model)}
<main>
${renderSummary(model)}
${renderAlerts(model)}
${renderQuality(model)}
${renderMethod(model)}
</main>
<footer>Made by orderflow ${model.version} at <time datetime="${createdAt}">${createdAt.slice(0, 19).replace('T', ' ')} UTC</time>
from ${model.files.map(({ path }, index) => html`${index === 0 ? '' : ', '}<code>${path}</code>`)}.</footer>`,
  );
}
