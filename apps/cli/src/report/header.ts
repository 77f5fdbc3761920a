import { compareTimestamps } from '@orderflow/core';
import { formatBytes, formatCount, formatCounted } from '../output/numbers.ts';
import { type Html, html } from './html.ts';
import { instrumentsOf } from './instruments.ts';
import { renderSpan } from './moments.ts';
import type { ReportCharts, ReportModel, ReportPart } from './report-model.ts';

const MOST_NAMES = 6;

/** Two hollow and a filled bar: what is bought and what is sold. */
const MARK = html`<svg viewBox="0 0 22 22" aria-hidden="true"><rect class="bought" x="2" y="8" width="4" height="11" rx="1"/>
<rect class="sold" x="9" y="3" width="4" height="12" rx="1"/><rect class="bought" x="16" y="6" width="4" height="9" rx="1"/></svg>`;

/** The top of the report: which instruments, which span, from where. */
export function renderHeader(model: ReportModel, { charts }: ReportCharts): Html {
  const instruments = instrumentsOf(model);
  const names = instruments.map(({ instrument }) => instrument);
  const first = instruments.map((one) => one.first).sort(compareTimestamps)[0];
  const last = instruments
    .map((one) => one.last)
    .sort(compareTimestamps)
    .at(-1);
  return html`<header>
<div class="brand">${MARK}<p class="kicker">Order-flow report</p></div>
<h1>${titleOf(names)}</h1>
${first && last ? html`<p class="span">${renderSpan(first, last)}</p>` : null}
${model.asked === null ? null : html`<p class="span">Asked for: ${model.asked}</p>`}
${renderMissing(model)}
${renderTiles(
  model,
  instruments.reduce((sum, { snapshots }) => sum + snapshots, 0),
)}
<nav aria-label="Sections">${charts.length === 0 ? null : html`<a href="#chart">Chart</a>`}${model.run === null ? null : html`<a href="#backtest">Backtest</a>`}<a href="#summary">Summary</a><a href="#alerts">Alerts</a><a href="#quality">Data quality</a>
<a href="#method">How the numbers were computed</a></nav>
</header>`;
}

/** What is missing of the rows of instruments: each text once. */
function renderMissing({ files }: ReportModel): readonly Html[] {
  const byText = Map.groupBy(files.flatMap(({ parts }) => parts).filter(isMissing), ({ missing }) => missing);
  return [...byText].map(([text, parts]) => {
    const names = [...new Set(parts.map(({ instrument }) => instrument))];
    return html`<p class="span">${titleOf(names)}: ${text ?? ''}</p>`;
  });
}

function isMissing({ missing }: ReportPart): boolean {
  return missing !== null;
}

/** The instruments as a title: the first few by name. */
export function titleOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const hidden = names.length - MOST_NAMES;
  return hidden > 0 ? `${shown} and ${hidden} more` : shown;
}

function renderTiles(model: ReportModel, snapshots: number): Html {
  const { files, findings } = model;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const parts = files.flatMap((file) => file.parts);
  const live = parts.filter(({ liveReason }) => liveReason !== null).length;
  const metrics = live === 0 ? 'stored metrics' : 'metrics computed live';
  const source = files.length === 1 ? baseName(files[0]?.path ?? '') : formatCounted(files.length, 'file');
  return html`<dl class="tiles">
${tile('Source', source, formatBytes(bytes), 'tile double')}
${tile('Snapshots', formatCount(snapshots), parts.every(isMissing) ? 'no rows of books' : metrics)}
${tile('Alerts', formatCount(findings.alerts.length), `strategy ${findings.strategy}`)}
${renderQualityTile(model)}
</dl>`;
}

function renderQualityTile({ files, gapsBetween }: ReportModel): Html {
  const found = files.flatMap(({ quality }) => quality.findings).length + gapsBetween.length;
  const skipped = files.flatMap(({ quality }) => quality.problems).reduce((sum, { rows }) => sum + rows, 0);
  const verdict = found + skipped === 0 ? 'Clean' : formatCounted(found, 'finding');
  return tile(
    'Data quality',
    verdict,
    skipped === 0 ? 'every row could be read' : `${formatCounted(skipped, 'row')} skipped`,
  );
}

function tile(name: string, value: string, note: string, kind = 'tile'): Html {
  return html`<div class="${kind}"><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
