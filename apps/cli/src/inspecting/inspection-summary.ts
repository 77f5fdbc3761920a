import { formatTimestamp, type InstrumentSpan, type QualityReport } from '@orderflow/core';
import type { IndexDescription, TableDescription } from '@orderflow/sqlite-repo';
import { describeFinding } from '../output/findings.ts';
import { formatBytes, formatCount, formatCounted, formatSeconds } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { describeProblem } from '../output/problems.ts';
import { formatTable } from '../output/table.ts';
import type { FileInspection, MetricsStanding, SourceInspection } from './inspect-file.ts';
import type { LevelRange, LevelSample } from './level-sample.ts';

/** Tables of our own are named so. */
const OWN_PREFIX = 'orderflow_';

/** What a file holds, for people. */
export function formatInspection({ file, source }: FileInspection, palette: Palette): string {
  const name = palette('strong', escapeControls(file.path));
  const facts = `${formatBytes(file.bytes)}, journal mode ${file.journalMode}, pages of ${formatCount(file.pageSize)} bytes`;
  const tables = formatTables(file.tables, palette);
  const rest = source === null ? ['metrics of another file; its data are not here'] : formatSource(source, palette);
  return [`${name}\n${facts}`, tables, ...rest].filter((part) => part !== '').join('\n\n');
}

/** The same for programs. */
export function inspectionAsJson({ file, source }: FileInspection): unknown {
  if (source === null) return { ...file, source: null };
  const { snapshots, trades, quality, ...rest } = source;
  const spans = { snapshots: snapshots.map(spanAsJson), trades: trades.map(spanAsJson) };
  return { ...file, source: { ...spans, ...rest, quality: qualityAsJson(quality) } };
}

/** Our own bookkeeping is of no interest but for its being there. */
function formatTables(tables: readonly TableDescription[], palette: Palette): string {
  const shown = tables.filter(({ name }) => !name.startsWith(OWN_PREFIX));
  const hidden = tables.length - shown.length;
  const rows = shown.map(({ name, rows: count, indexes }) => [
    printable(name),
    formatCount(count),
    indexes
      .filter(({ name: index }) => !index.startsWith('sqlite_'))
      .map(describeIndex)
      .join(', ') || 'none',
  ]);
  const columns = [{ title: 'table' }, { title: 'rows', align: 'right' as const }, { title: 'indexes' }];
  const rest = hidden === 0 ? '' : `\n${palette('faint', `and ${formatCounted(hidden, `${OWN_PREFIX}* table`)}`)}`;
  return formatTable(columns, rows, palette) + rest;
}

function describeIndex({ name, columns }: IndexDescription): string {
  return `${printable(name)} (${columns.map(printable).join(', ')})`;
}

function formatSource({ snapshots, trades, levels, metrics, quality }: SourceInspection, palette: Palette): string[] {
  const facts = [
    ['timestamps', describeFormats(quality)],
    ['levels', describeLevels(levels)],
    ['metrics', describeMetrics(metrics)],
  ];
  const width = Math.max(...facts.map(([fact]) => fact!.length));
  return [
    formatSpans(snapshots, trades, palette),
    facts.map(([fact, text]) => `${palette('faint', fact!.padEnd(width))}  ${text}`).join('\n'),
    formatQuality(quality, palette),
  ];
}

function formatSpans(
  snapshots: readonly InstrumentSpan[],
  trades: readonly InstrumentSpan[],
  palette: Palette,
): string {
  const names = [...new Set([...snapshots, ...trades].map(({ instrument }) => instrument))].sort();
  const rows = names.map((name) => {
    const book = snapshots.find(({ instrument }) => instrument === name);
    const own = trades.find(({ instrument }) => instrument === name);
    const span = book ?? own;
    const seconds = span === undefined ? 0 : (span.last.timestamp - span.first.timestamp) / 1000;
    return [
      printable(name),
      formatCount(book?.rows ?? 0),
      formatCount(own?.rows ?? 0),
      ...(span === undefined ? ['', ''] : [readable(span.first), readable(span.last)]),
      formatSeconds(seconds),
    ];
  });
  const columns = [
    { title: 'instrument' },
    { title: 'snapshots', align: 'right' as const },
    { title: 'trades', align: 'right' as const },
    { title: 'first (UTC)' },
    { title: 'last (UTC)' },
    { title: 'span', align: 'right' as const },
  ];
  return formatTable(columns, rows, palette) || 'no row has a readable timestamp';
}

function describeFormats({ timestampFormats: { book, trades } }: QualityReport): string {
  const mixed = book.length > 1 || trades.length > 1 ? ': mixed, which is slower' : '';
  return `book ${book.join(', ') || 'none'}; trades ${trades.join(', ') || 'none'}${mixed}`;
}

function describeLevels({ snapshots, bids, asks }: LevelSample): string {
  if (bids === null || asks === null) return 'none that can be read';
  return `${describeRange(bids)} bids, ${describeRange(asks)} asks in the first ${formatCounted(snapshots, 'snapshot')}`;
}

function describeRange({ fewest, most }: LevelRange): string {
  return fewest === most ? formatCount(most) : `${formatCount(fewest)} to ${formatCount(most)}`;
}

function describeMetrics({ presence, rows, reason }: MetricsStanding): string {
  if (presence.kind === 'none') return 'none; orderflow process stores them';
  if (presence.kind === 'foreign') return 'a table of another tool; orderflow process --force replaces it';
  const { depth, tradeMatching } = presence.settings;
  const settings = `${depth === null ? 'all levels' : `depth ${formatCount(depth)}`}, trade matching ${tradeMatching}`;
  const standing = reason === null ? 'current' : `not current: ${reason}`;
  return `${formatCounted(rows, 'row')}, ${settings}, ${standing}`;
}

function formatQuality({ findings, problems, repeatedTradeIds }: QualityReport, palette: Palette): string {
  const lines = [...problems.map(describeProblem), ...findings.map(describeFinding)];
  if (repeatedTradeIds !== null && repeatedTradeIds > 0) {
    lines.push(`${formatCounted(repeatedTradeIds, 'trade')} with the id of an earlier one`);
  }
  if (lines.length === 0) return palette('good', 'nothing is wrong with the data');
  return [palette('strong', 'findings'), ...lines.map((line) => `  ${palette('warning', line)}`)].join('\n');
}

function qualityAsJson({ snapshots: _snapshots, findings: found, ...quality }: QualityReport): unknown {
  const findings = found.map(({ places, histogram: _histogram, ...finding }) => ({
    ...finding,
    places: places.map(({ at, ...place }) => ({ ...place, at: formatTimestamp(at) })),
  }));
  return { ...quality, findings };
}

function spanAsJson({ first, last, ...span }: InstrumentSpan): unknown {
  return { ...span, first: formatTimestamp(first), last: formatTimestamp(last) };
}

function readable(moment: InstrumentSpan['first']): string {
  return formatTimestamp(moment).replace('T', ' ').replace('Z', '');
}
