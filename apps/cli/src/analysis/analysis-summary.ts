import { type Alert, formatTimestamp, type StrategyReport } from '@orderflow/core';
import { describeAlert } from '@orderflow/strategies';
import { figureLabel, formatFigure, groupFigures } from '../output/figures.ts';
import { formatCount, formatCounted, formatNumber } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';

/** What a strategy found, as tables: a group of figures each, then the first `mostAlerts` alerts. */
export function formatAnalysis(report: StrategyReport, mostAlerts: number, palette: Palette): string {
  return [...figureTables(report, palette), alertTable(report.alerts, mostAlerts, palette)].join('\n\n');
}

/** The same for programs: timestamps as ISO 8601. */
export function analysisAsJson({ strategy, summaries, alerts }: StrategyReport): unknown {
  return { strategy, summaries, alerts: alerts.map((alert) => ({ ...alert, at: formatTimestamp(alert.at) })) };
}

function figureTables({ summaries }: StrategyReport, palette: Palette): readonly string[] {
  return groupFigures(summaries.map(({ figures }) => figures)).map(({ title, names }) => {
    const columns = names.map((name) => ({ title: figureLabel(name), align: 'right' as const }));
    const rows = summaries.map(({ instrument, figures }) => [
      printable(instrument),
      ...names.map((name) => formatFigure(name, figures[name])),
    ]);
    return `${palette('strong', title)}\n${formatTable([{ title: 'instrument' }, ...columns], rows, palette)}`;
  });
}

function alertTable(alerts: readonly Alert[], most: number, palette: Palette): string {
  if (alerts.length === 0) return `${palette('strong', 'Alerts')}\nnone`;
  const shown = alerts.slice(0, most);
  const rows = shown.map((alert) => [
    formatTimestamp(alert.at).replace('T', ' ').replace('Z', ''),
    printable(alert.instrument),
    alert.rule,
    formatNumber(Number(alert.value.toPrecision(4))),
    formatNumber(alert.threshold),
    describeAlert(alert),
  ]);
  const columns = [
    { title: 'time (UTC)' },
    { title: 'instrument' },
    { title: 'rule' },
    { title: 'value', align: 'right' as const },
    { title: 'threshold', align: 'right' as const },
    { title: 'what happened' },
  ];
  const hidden = alerts.length - shown.length;
  const rest =
    hidden === 0
      ? ''
      : `\n${palette('faint', `${formatCounted(hidden, 'more alert')}: --max-alerts, --json or report show them`)}`;
  const title = `${palette('strong', 'Alerts')} ${palette('faint', `(${formatCount(alerts.length)})`)}`;
  return [title, formatTable(columns, rows, palette)].filter((part) => part !== '').join('\n') + rest;
}
