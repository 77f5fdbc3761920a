import type { FillDifference, ModelDifference, RunDifference } from '@orderflow/backtest';
import type { FillView, JsonValue, RunResult } from '@orderflow/core';
import { shortName } from '../backtesting/backtest-summary.ts';
import { isoTime } from '../backtesting/iso-time.ts';
import { formatMoney } from '../backtesting/money.ts';
import { fillJsonOf } from '../backtesting/run-json.ts';
import { capitalise, formatCount, formatCounted, formatNumber, NO_VALUE } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { shortId } from './keep-run.ts';
import { listedAsJson } from './run-document.ts';

const MOST_SHOWN = 20;

/** How two runs differ, for people. */
export function formatDifference({ first, second, inputs, models }: RunDifference, palette: Palette): string {
  const names = [shortId(first.id), shortId(second.id)];
  const given = inputs.map(({ input, first: one, second: other }) => [input, valueText(one), valueText(other)]);
  const titles = names.map((title) => ({ title, align: 'right' as const }));
  const parts = [
    inputs.length === 0
      ? `${names.join(' and ')} were given the same.`
      : formatTable([{ title: 'given' }, ...titles], given, palette),
    ...models.map((model) => modelText(model, names, palette)),
    ...(models.length === 0 ? ['They have no maker model in common.'] : []),
  ];
  return parts.join('\n\n');
}

/** The same for programs, with every fill that differs. */
export function differenceAsJson({ first, second, inputs, models }: RunDifference): unknown {
  return {
    runs: [first, second].map((run) => listedAsJson({ run, deflations: [] })),
    inputs: inputs.map(({ input, first: one = null, second: other = null }) => ({ input, first: one, second: other })),
    models: models.map(({ makerModel, fills, differences }) => ({
      makerModel,
      fills,
      differences: differences.map(({ first: one, second: other }) => ({
        first: one && fillJsonOf(one),
        second: other && fillJsonOf(other),
      })),
    })),
  };
}

function modelText(model: ModelDifference, names: readonly string[], palette: Palette): string {
  const { makerModel, first, second, fills, differences } = model;
  const columns = [shortName(makerModel), ...names, 'difference'].map((title, index) =>
    index === 0 ? { title } : { title, align: 'right' as const },
  );
  const table = formatTable(
    columns,
    FIGURES.map(([title, show]) => [title, ...figuresOf(show, first, second)]),
    palette,
  );
  if (fills === null) return `${table}\n\nThe fills of one are not stored: \`orderflow backtest\` stores them.`;
  const said = `${capitalise(formatCounted(fills.same, 'fill'))} the same, ${formatCount(fills.changed)} changed, ${formatCount(fills.onlyFirst)} in ${names[0]} alone, ${formatCount(fills.onlySecond)} in ${names[1]} alone.`;
  const lines = differences.slice(0, MOST_SHOWN).flatMap((difference) => differenceLines(difference));
  const left = differences.length - MOST_SHOWN;
  const more = left > 0 ? [`and ${formatCount(left)} more: --json has all of them`] : [];
  return [table, '', said, ...[...lines, ...more].map((line) => `  ${line}`)].join('\n');
}

type Figure = (result: RunResult) => number | null;

const FIGURES: readonly (readonly [title: string, show: Figure])[] = [
  ['orders', ({ orders }) => orders],
  ['fills', ({ fills }) => fills],
  ['round trips', ({ roundTrips }) => roundTrips],
  ['PnL after fees', ({ pnl }) => pnl],
  ['Sharpe, a sample', ({ sharpePerPeriod }) => sharpePerPeriod],
];

function figuresOf(show: Figure, first: RunResult, second: RunResult): readonly string[] {
  const [one, other] = [show(first), show(second)];
  const difference = one === null || other === null ? NO_VALUE : formatMoney(other - one).replace(/\.00$/, '');
  return [...[one, other].map((value) => (value === null ? NO_VALUE : formatRounded(value))), difference];
}

function formatRounded(value: number): string {
  return formatNumber(Number(value.toPrecision(6)));
}

function differenceLines({ first, second }: FillDifference): readonly string[] {
  return [...(first === null ? [] : [`- ${fillText(first)}`]), ...(second === null ? [] : [`+ ${fillText(second)}`])];
}

function fillText({ timestamp, instrument, side, size, price, rule, bookId, tradeId }: FillView): string {
  const trade = tradeId === null ? '' : `, trade ${tradeId}`;
  const what = `${side} ${formatNumber(size)} at ${formatNumber(price)}`;
  return `${isoTime(timestamp)} ${printable(instrument)} ${what} (${rule}, book ${bookId}${trade})`;
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return NO_VALUE;
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
