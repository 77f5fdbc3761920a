import type { Deflation } from '@orderflow/backtest';
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

const MOST_CHARACTERS = 60;
const COLUMNS = [
  { title: 'run' },
  { title: 'stored (UTC)' },
  { title: 'strategy' },
  { title: 'data' },
  { title: 'fills', align: 'right' as const },
  { title: 'PnL', align: 'right' as const },
  { title: 'trials', align: 'right' as const },
  { title: 'not luck', align: 'right' as const },
];

/** Runs for people, a line each: spans are those over the maker models. */
export function formatRuns(listed: readonly ListedRun[], palette: Palette): string {
  const rows = listed.map(({ run, deflations }) => {
    const { id, createdAt, inputs, data, results } = run;
    return [
      shortId(id),
      isoTime(createdAt).slice(0, 16).replace('T', ' '),
      printableUpTo(MOST_CHARACTERS, `${inputs.strategy} ${parametersText(inputs.parameters)}`.trim()),
      printableUpTo(MOST_CHARACTERS, dataText(data)),
      spanText(results, ({ fills }) => fills, formatCount),
      spanText(results, ({ pnl }) => pnl, formatMoney),
      formatCount(Math.max(...deflations.map(({ trials }) => trials))),
      spanText(deflations, ({ deflatedSharpe }) => deflatedSharpe, formatChance),
    ];
  });
  return formatTable(COLUMNS, rows, palette);
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
