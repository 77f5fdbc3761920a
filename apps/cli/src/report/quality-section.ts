import type { Finding, ProblemCount } from '@orderflow/core';
import { findingName } from '../output/findings.ts';
import { capitalise, formatCount, formatCounted, formatSeconds } from '../output/numbers.ts';
import { describeReason } from '../output/problems.ts';
import { shortNames } from '../sources/short-names.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { type InstrumentCoverage, instrumentsOf } from './instruments.ts';
import { renderMoment } from './moments.ts';
import { momentsOf, stretchesOf } from './places.ts';
import type { ReportFile, ReportModel } from './report-model.ts';
import { drawCoverage } from './strips.ts';
import { renderTable, type TableColumn } from './tables.ts';

/** A page of more rows is slow to open. */
const MOST_ROWS = 500;
const MOST_LINES = 50;
const GAP_COLUMNS: readonly TableColumn[] = [
  { title: 'Instrument' },
  { title: 'From (UTC)', kind: 'time' },
  { title: 'To (UTC)', kind: 'time' },
  { title: 'Length', kind: 'number' },
  { title: 'Row behind it', kind: 'number' },
];

/** Something that belongs to a file. */
interface InFile<T> {
  readonly file: string;
  readonly item: T;
}

/** What is odd or bad about the data: where they lie, what was found, which rows were skipped. */
export function renderQuality(model: ReportModel): Html {
  const { files, failures, gapsBetween } = model;
  const between = gapsBetween.map((item) => ({ file: 'between files', item }));
  const findings = [...between, ...collect(files, ({ quality }) => quality.findings)];
  const problems = collect(files, ({ quality }) => quality.problems);
  const instruments = instrumentsOf(model);
  return html`<section id="quality" aria-labelledby="quality-title"><h2 id="quality-title">Data quality</h2>
<p class="lead">${describeRows(files)} Nothing was repaired: what is odd is shown, what cannot be read is left out.</p>
<div class="panel">${instruments.slice(0, MOST_LINES).map((instrument) => renderCoverage(instrument, model))}
${instruments.length > MOST_LINES ? html`<p class="none">${formatCounted(instruments.length - MOST_LINES, 'more instrument')}: name one to see its time line.</p>` : null}
<p class="legend"><span>▇ data</span><span>▨ gap</span><span>▼ other finding</span></p></div>
<div class="panel">
${findings.length === 0 ? html`<p>No gaps, crossed, locked or empty books, repeats or disorder were found.</p>` : renderFindings(findings, files.length)}
${renderGaps(findings)}
${problems.length === 0 ? html`<p class="none">Every row could be read.</p>` : renderProblems(problems, files.length)}
${renderFacts(files)}
${failures.length === 0 ? null : renderFailures(failures)}
</div></section>`;
}

function collect<T>(files: readonly ReportFile[], itemsOf: (file: ReportFile) => readonly T[]): readonly InFile<T>[] {
  const names = shortNames(files.map(({ path }) => path));
  return files.flatMap((file, index) => itemsOf(file).map((item) => ({ file: names[index]!, item })));
}

function describeRows(files: readonly ReportFile[]): string {
  const book = files.reduce((sum, { quality }) => sum + quality.rows.book, 0);
  const trades = files.reduce((sum, { quality }) => sum + quality.rows.trades, 0);
  return `${formatCounted(book, 'book row')} and ${formatCounted(trades, 'trade row')} were looked at.`;
}

function renderCoverage({ instrument, first, last }: InstrumentCoverage, { files, gapsBetween }: ReportModel): Html {
  const parts = files.flatMap((file) => file.parts).filter((part) => part.instrument === instrument);
  const all = [...gapsBetween, ...files.flatMap(({ quality }) => quality.findings)];
  const findings = all.filter((one) => one.instrument === instrument);
  const gaps = findings.filter(({ kind }) => kind === 'gap');
  const counted = gaps.reduce((sum, { rows }) => sum + rows, 0);
  const coverage = {
    span: { from: first.timestamp, to: last.timestamp },
    covered: parts.map((part) => ({ from: part.first.timestamp, to: part.last.timestamp })),
    gaps: gaps.flatMap(stretchesOf),
    marks: findings.filter(({ kind }) => kind !== 'gap').flatMap(momentsOf),
  };
  return html`<h3>${instrument}</h3>${drawCoverage(coverage, `Coverage of ${instrument}: ${formatCounted(counted, 'gap')}`)}
<p class="ends"><span>${renderMoment(first)}</span><span>${renderMoment(last)}</span></p>`;
}

function renderFindings(findings: readonly InFile<Finding>[], files: number): Html {
  const columns: readonly TableColumn[] = [
    { title: 'Finding' },
    { title: 'Instrument' },
    { title: 'Table' },
    { title: 'Rows', kind: 'number' },
    { title: 'First row', kind: 'number' },
    { title: 'At (UTC)', kind: 'time' },
  ];
  const rows = findings.slice(0, MOST_ROWS).map(({ file, item }) => {
    const { kind, instrument, table, places } = item;
    const first = places[0];
    const cells = [
      capitalise(findingName(kind)),
      instrument,
      table,
      formatCount(item.rows),
      String(first?.rowId ?? '—'),
    ];
    return [...cells, first === undefined ? '—' : renderMoment(first.at), ...fileCell(file, files)];
  });
  return renderTable(formatCounted(findings.length, 'finding'), [...columns, ...fileColumn(files)], rows);
}

function renderGaps(findings: readonly InFile<Finding>[]): Html | null {
  const gaps = findings.filter(({ item }) => item.kind === 'gap');
  if (gaps.length === 0) return null;
  const total = gaps.reduce((sum, { item }) => sum + item.rows, 0);
  const rows = gaps.flatMap(({ item }) =>
    item.places.map(({ at, seconds, rowId }) => [
      item.instrument,
      renderMoment({ ...at, timestamp: at.timestamp - Math.round((seconds ?? 0) * 1000) }),
      renderMoment(at),
      formatSeconds(seconds ?? 0),
      String(rowId),
    ]),
  );
  const shown = Math.min(rows.length, MOST_ROWS);
  const ofEach = gaps.length === 1 ? '' : ', those of each file and instrument';
  const caption =
    shown === total
      ? formatCounted(total, 'gap')
      : `First ${formatCount(shown)} of ${formatCounted(total, 'gap')}${ofEach}`;
  return renderTable(caption, GAP_COLUMNS, rows.slice(0, MOST_ROWS));
}

function renderProblems(problems: readonly InFile<ProblemCount>[], files: number): Html {
  const rows = problems
    .slice(0, MOST_ROWS)
    .map(({ file, item }) => [
      capitalise(describeReason(item.reason)),
      item.table,
      formatCount(item.rows),
      String(item.exampleRowId),
      ...fileCell(file, files),
    ]);
  return renderTable(
    'Rows that were skipped',
    [
      { title: 'Why' },
      { title: 'Table' },
      { title: 'Rows', kind: 'number' },
      { title: 'For example row', kind: 'number' },
      ...fileColumn(files),
    ],
    rows,
  );
}

function renderFacts(files: readonly ReportFile[]): Html {
  const formats = new Set(files.flatMap(({ quality }) => Object.values(quality.timestampFormats).flat()));
  const repeated = files.reduce((sum, { quality }) => sum + (quality.repeatedTradeIds ?? 0), 0);
  return html`<dl class="settings"><dt>Timestamps written as</dt><dd>${[...formats].join(', ') || '—'}</dd>
<dt>Trades with a repeated id</dt><dd>${formatCount(repeated)}${repeated > 0 ? ' (counted as they are)' : ''}</dd></dl>`;
}

function renderFailures(failures: ReportModel['failures']): Html {
  const rows = failures.slice(0, MOST_ROWS).map(({ path, message }) => [path, message]);
  return renderTable('Files that could not be read', [{ title: 'File' }, { title: 'Why', kind: 'wide' }], rows);
}

function fileColumn(files: number): readonly TableColumn[] {
  return files > 1 ? [{ title: 'File' }] : [];
}

function fileCell(file: string, files: number): readonly HtmlValue[] {
  return files > 1 ? [file] : [];
}
