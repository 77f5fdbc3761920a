import { LEAST_SAMPLES, readSummary } from '@orderflow/backtest';
import { formatDuration, type RunResult } from '@orderflow/core';
import { isoTime } from '../backtesting/iso-time.ts';
import { formatMoney } from '../backtesting/money.ts';
import { formatChance, formatCount, formatRatio, NO_VALUE } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { problemLines } from '../output/problems.ts';
import { formatTable } from '../output/table.ts';
import { wrapWords } from '../output/wrap-words.ts';
import { parametersText } from '../runs/runs-table.ts';
import type { FoldOutcome, SweepOutcome } from './sweep-outcome.ts';
import type { Trial } from './sweep-stage.ts';

const RIGHT = { align: 'right' as const };

/** What came of a sweep, for people: the best trials, or the folds of a walk forward, and what their number means. */
export function formatSweep(outcome: SweepOutcome, top: number, { palette, width }: Style): string {
  const [table, meaning] = outcome.folds.length === 0 ? trialParts(outcome, top, palette) : foldParts(outcome, palette);
  const head = [headline(outcome, palette), ...problemLines(outcome.data, palette)].join('\n');
  return [head, table, meaning.flatMap((text) => wrapWords(text, width)).join('\n')].join('\n\n');
}

/** How it is laid out. */
interface Style {
  readonly palette: Palette;
  /** Characters in a line of prose. */
  readonly width: number;
}

function headline({ strategy, data }: SweepOutcome, palette: Palette): string {
  const { instruments, startTime, endTime } = data;
  const [start, end] = [startTime, endTime].map(shortTime);
  const length = formatDuration(endTime - startTime);
  const name = palette('strong', escapeControls(strategy));
  return `${name} on ${instruments.map(printable).join(', ')} · ${start} to ${end} UTC (${length})`;
}

type Parts = readonly [table: string, meaning: readonly string[]];

function trialParts({ trials }: SweepOutcome, top: number, palette: Palette): Parts {
  const columns = [{ title: 'parameters' }, ...FIGURE_TITLES, { title: 'not luck', ...RIGHT }, { title: 'run' }];
  const rows = trials
    .slice(0, top)
    .map(({ trial, deflation }) => [
      printable(parametersText(trial.point)),
      ...figuresOf(trial),
      chanceText(deflation.deflatedSharpe),
      trial.run.id.slice(0, 12),
    ]);
  const left = trials.length - rows.length;
  const more = left > 0 ? `\nand ${formatCount(left)} more: --top or --json shows them` : '';
  return [formatTable(columns, rows, palette) + more, describeTrials(trials)];
}

/** The best of many says less than one alone. */
function describeTrials(trials: SweepOutcome['trials']): readonly string[] {
  const [best] = trials;
  if (best === undefined) return [];
  const { deflation, trial } = best;
  const { probabilisticSharpe: alone, sampleCount } = readSummary(judgedResult(trial)).statistics;
  const isShort = sampleCount < LEAST_SAMPLES;
  const tooShort = `Whether the best is more than luck cannot be said: that takes ${LEAST_SAMPLES} samples of equity, and these are ${formatCount(sampleCount)}.`;
  if (deflation.trials === 1) {
    const chance = isShort ? tooShort : `The chance that it is more than luck is ${chanceText(alone)}.`;
    return [`This is the only trial of the strategy on these data. ${chance}`];
  }
  const made = `${formatCount(deflation.trials)} trials of this strategy were made on these data.`;
  if (isShort) return [`${made} ${tooShort}`];
  if (deflation.expectedBestSharpe === null || deflation.deflatedSharpe === null) {
    return [`${made} Their Sharpe ratios say nothing of the best.`];
  }
  return [
    `${made} The best of so many without skill would show a Sharpe ratio of ${ratioText(deflation.expectedBestSharpe)} from sample to sample; the best here shows ${ratioText(judgedResult(trial).sharpePerPeriod)}.`,
    `The chance that this is more than luck is ${chanceText(deflation.deflatedSharpe)}; had it been the only trial, ${chanceText(alone)}.`,
  ];
}

function foldParts({ folds }: SweepOutcome, palette: Palette): Parts {
  const columns = [
    { title: 'out of sample from (UTC)' },
    { title: 'chosen' },
    { title: 'PnL in sample', ...RIGHT },
    { title: 'not luck', ...RIGHT },
    ...FIGURE_TITLES,
  ];
  const rows = folds.map(({ outOfSample, chosen, proof }) => [
    shortTime(outOfSample.start?.timestamp ?? Number.NaN),
    printable(parametersText(chosen.trial.point)),
    moneyText(judgedResult(chosen.trial).pnl),
    chanceText(chosen.deflation.deflatedSharpe),
    ...figuresOf(proof),
  ]);
  return [formatTable(columns, rows, palette), describeFolds(folds)];
}

function describeFolds(folds: readonly FoldOutcome[]): readonly string[] {
  const profits = folds.flatMap(({ proof }) => judgedResult(proof).pnl ?? []);
  const total = profits.reduce((sum, pnl) => sum + pnl, 0);
  const good = profits.filter((pnl) => pnl > 0).length;
  const trials = folds.reduce((sum, fold) => sum + fold.trials, 0);
  return [
    `${formatCount(trials)} trials in sample chose ${formatCount(folds.length)} times. Out of sample they come to ${formatMoney(total)} together, with a profit in ${formatCount(good)} of ${formatCount(folds.length)}: this is the figure that was not chosen.`,
  ];
}

const FIGURE_TITLES = ['PnL', 'fills', 'round trips', 'Sharpe, a sample'].map((title) => ({ title, ...RIGHT }));

function figuresOf(trial: Trial): readonly string[] {
  const { pnl, fills, roundTrips, sharpePerPeriod } = judgedResult(trial);
  return [moneyText(pnl), formatCount(fills), formatCount(roundTrips), ratioText(sharpePerPeriod)];
}

function judgedResult({ run, judged }: Trial): RunResult {
  return run.results[judged]!;
}

function moneyText(value: number | null): string {
  return value === null ? NO_VALUE : formatMoney(value);
}

function chanceText(value: number | null): string {
  return value === null ? NO_VALUE : formatChance(value);
}

function ratioText(value: number | null): string {
  return value === null ? NO_VALUE : formatRatio(value);
}

function shortTime(timestamp: number): string {
  return isoTime(timestamp).slice(0, 19).replace('T', ' ');
}
