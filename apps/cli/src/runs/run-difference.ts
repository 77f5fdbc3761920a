import type { FillDifference, ModelDifference, RunDifference } from '@orderflow/backtest';
import type { FillView, JsonValue, RunResult } from '@orderflow/core';
import { isoTime } from '../backtesting/iso-time.ts';
import { formatMoney } from '../backtesting/money.ts';
import { fillJsonOf } from '../backtesting/run-json.ts';
import { shortName } from '../backtesting/short-name.ts';
import { fitColumns } from '../output/fit-columns.ts';
import { capitalise, formatCount, formatCounted, formatNumber, NO_VALUE } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { wrapWords } from '../output/wrap-words.ts';
import { shortId } from './keep-run.ts';
import { listedAsJson } from './run-document.ts';

const MOST_SHOWN = 20;

/** How two runs differ, for people, in lines of at most so many characters. */
export function formatDifference(
  { first, second, inputs, models }: RunDifference,
  palette: Palette,
  width: number,
): string {
  const names = [shortId(first.id), shortId(second.id)];
  const texts = inputs.map(({ input, first: one, second: other }) => [input, valueText(one), valueText(other)]);
  const given = fitColumns(texts, width);
  const instruments = new Set([...first.data.instruments, ...second.data.instruments]);
  const style = { names, palette, width, hasOneInstrument: instruments.size === 1 };
  const titles = names.map((title) => ({ title, align: 'right' as const }));
  const parts = [
    inputs.length === 0
      ? `${names.join(' and ')} were given the same.`
      : formatTable([{ title: 'given' }, ...titles], given, palette),
    ...models.map((model) => modelText(model, style)),
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

/** How the texts of a model are laid out. */
interface Style {
  readonly names: readonly string[];
  readonly palette: Palette;
  readonly width: number;
  /** The instrument goes without saying. */
  readonly hasOneInstrument: boolean;
}

function modelText(model: ModelDifference, { names, palette, width, hasOneInstrument }: Style): string {
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
  const lines = differences.slice(0, MOST_SHOWN).flatMap((difference) => differenceLines(difference, hasOneInstrument));
  const left = differences.length - MOST_SHOWN;
  const more = left > 0 ? [`and ${formatCount(left)} more: --json has all of them`] : [];
  return [table, '', ...wrapWords(said, width), ...[...lines, ...more].map((line) => `  ${line}`)].join('\n');
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

function differenceLines({ first, second }: FillDifference, hasOneInstrument: boolean): readonly string[] {
  const lines = [
    first && `- ${fillText(first, hasOneInstrument)}`,
    second && `+ ${fillText(second, hasOneInstrument)}`,
  ];
  return lines.filter((line) => line !== null);
}

function fillText(fill: FillView, hasOneInstrument: boolean): string {
  const { timestamp, instrument, side, size, price, rule, bookId, tradeId } = fill;
  const trade = tradeId === null ? '' : `, trade ${tradeId}`;
  const where = hasOneInstrument ? '' : `${printable(instrument)} `;
  const what = `${side} ${formatNumber(size)} at ${formatNumber(price)}`;
  return `${isoTime(timestamp)} ${where}${what} (${rule}, book ${bookId}${trade})`;
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return NO_VALUE;
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
