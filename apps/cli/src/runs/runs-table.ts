import { type Deflation, type RunMark, tellRunsApart } from '@orderflow/backtest';
import { formatDuration, type JsonObject, type RunRecord } from '@orderflow/core';
import { isoTime } from '../backtesting/iso-time.ts';
import { formatMoney } from '../backtesting/money.ts';
import { formatChance, formatCount, NO_VALUE } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { printableUpTo } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { shortId } from './keep-run.ts';

/** A stored run, and what the trials of its family do to its results. */
export interface ListedRun {
  readonly run: RunRecord;
  readonly deflations: readonly Deflation[];
}

const MOST_STRATEGY = 56;
const MOST_DATA = 39;
const MOST_MARKS = 76;
const COLUMNS = [
  { title: 'run' },
  { title: 'stored (UTC)' },
  { title: 'fills', align: 'right' as const },
  { title: 'PnL', align: 'right' as const },
  { title: 'trials', align: 'right' as const },
  { title: 'not luck', align: 'right' as const },
];

/**
 * Runs for people, two lines each, which fit 100 characters: spans are those over the maker models. A third line has what
 * was given to one of them and not to another: fees, latency.
 */
export function formatRuns(listed: readonly ListedRun[], palette: Palette): string {
  const [head = '', rule = '', ...lines] = formatTable(COLUMNS, listed.map(cellsOf), palette).split('\n');
  const marks = tellRunsApart(listed.map(({ run }) => run));
  const varied = variedParameters(listed);
  const body = lines.flatMap((line, index) => [
    line,
    `  ${descriptionOf(listed[index]!.run, varied)}`,
    ...marksText(marks[index]!).map((text) => `    ${text}`),
  ]);
  return [head, rule, ...body].join('\n').trim();
}

function cellsOf({ run: { id, createdAt, results }, deflations }: ListedRun): readonly string[] {
  return [
    shortId(id),
    isoTime(createdAt).slice(0, 16).replace('T', ' '),
    spanText(results, ({ fills }) => fills, formatCount),
    spanText(results, ({ pnl }) => pnl, formatMoney),
    formatCount(Math.max(...deflations.map(({ trials }) => trials))),
    spanText(deflations, ({ deflatedSharpe }) => deflatedSharpe, formatChance),
  ];
}

function descriptionOf({ inputs, data }: RunRecord, varied: ReadonlySet<string>): string {
  const strategy = `${inputs.strategy} ${parametersText(variedFirst(inputs.parameters, varied))}`.trim();
  return `${printableUpTo(MOST_STRATEGY, strategy)} · ${printableUpTo(MOST_DATA, dataText(data))}`;
}

/** The parameters that have not the same value in all runs of the same strategy. */
function variedParameters(listed: readonly ListedRun[]): ReadonlySet<string> {
  const first = new Map<string, unknown>();
  const varied = new Set<string>();
  for (const { inputs } of listed.map(({ run }) => run)) {
    for (const [name, value] of Object.entries(inputs.parameters)) {
      const key = `${inputs.strategy} ${name}`;
      if (!first.has(key)) first.set(key, value);
      if (first.get(key) !== value) varied.add(name);
    }
  }
  return varied;
}

/** What tells runs apart stands where a line that is too long is not cut. */
function variedFirst(parameters: JsonObject, varied: ReadonlySet<string>): JsonObject {
  const [one, other] = [true, false].map((isVaried) =>
    Object.entries(parameters).filter(([name]) => varied.has(name) === isVaried),
  );
  return Object.fromEntries([...one!, ...other!]);
}

function marksText(marks: readonly RunMark[]): readonly string[] {
  if (marks.length === 0) return [];
  return [printableUpTo(MOST_MARKS, marks.map(({ name, value }) => `${name}=${value}`).join(' '))];
}

/** Parameters as they stand on a command line. */
export function parametersText(parameters: JsonObject): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function dataText({ instruments, startTime, endTime }: RunRecord['data']): string {
  const start = isoTime(startTime).slice(0, 16).replace('T', ' ');
  return `${instruments.join(', ')} ${start}, ${formatDuration(endTime - startTime)}`;
}

function spanText<Item>(
  items: readonly Item[],
  figureOf: (item: Item) => number | null,
  format: (value: number) => string,
): string {
  const values = items.flatMap((item) => figureOf(item) ?? []);
  if (values.length === 0) return NO_VALUE;
  return [...new Set([Math.min(...values), Math.max(...values)].map(format))].join(' to ');
}
