import { bandSpanOf, type Deflation, type ResultSummary } from '@orderflow/backtest';
import { formatDuration, type RunData } from '@orderflow/core';
import { formatChance, formatCounted, formatNumber, formatShare, NO_VALUE } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { wrapWords } from '../output/wrap-words.ts';
import type { AssumptionFigures } from './assumption-figures.ts';
import { describeAssumptions, type InferredRules } from './describe-assumptions.ts';
import { isoTime } from './iso-time.ts';
import { formatMoney } from './money.ts';
import { summaryRows } from './summary-rows.ts';

const DAY_SECONDS = 86_400;

/** A run in figures, as it is shown. */
export interface ShownRun {
  /** What the strategy calls itself. */
  readonly name: string;
  readonly data: RunData;
  /** One a maker model. */
  readonly summaries: readonly ResultSummary[];
  /** What the number of trials does to each of them. */
  readonly deflations: readonly Deflation[];
  readonly assumptions: AssumptionFigures;
  readonly inferred: InferredRules;
}

/** What came of a backtest, for people: a column a maker model, and what it means in words. */
export function formatBacktest(run: ShownRun, palette: Palette): string {
  const { summaries, assumptions, data } = run;
  const columns = resultColumnsFor(summaries);
  const rows = summaryRows(assumptions.markoutHorizonsMs, data.instruments, summaries);
  const cells = rows.map(({ title, show }) => [title, ...columns.map(({ summary }) => show(summary))]);
  const reasons = cells.flat().includes(NO_VALUE) ? [describeGaps(run)] : [];
  const assumed = `Assumed: ${describeAssumptions(assumptions, run.inferred).join('; ')}.`;
  return [
    headline(run, palette),
    formatTable([{ title: '' }, ...columns], cells, palette),
    describeResults(run)
      .flatMap((text) => wrapWords(text))
      .join('\n'),
    [...reasons, assumed].flatMap((text) => wrapWords(text)).map((line) => palette('faint', line)),
  ]
    .map((part) => (typeof part === 'string' ? part : part.join('\n')))
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What the results of a run mean, in sentences. */
export function describeResults(run: Pick<ShownRun, 'name' | 'summaries' | 'deflations'>): readonly string[] {
  const { summaries } = run;
  return [
    ...describeBand(summaries),
    ...describeDoubt(summaries),
    ...describeUnmarked(summaries),
    ...describeRejects(summaries),
    ...describeTrials(run),
  ];
}

/** A column a maker model; one for all where they are the same. */
export function resultColumnsFor(summaries: readonly ResultSummary[]) {
  const kinds = new Set(summaries.map((summary) => JSON.stringify({ ...summary, makerModel: '' })));
  const isOneForAll = summaries.length > 1 && kinds.size === 1;
  return (isOneForAll ? summaries.slice(0, 1) : summaries).map((summary) => {
    const title = isOneForAll ? `all ${summaries.length} maker models` : shortName(summary.makerModel);
    return { title, align: 'right' as const, summary };
  });
}

function headline({ name, data }: ShownRun, palette: Palette): string {
  const { instruments, startTime, endTime, books, trades, skippedBooks } = data;
  const [start, end] = [startTime, endTime].map((time) => isoTime(time).slice(0, 19).replace('T', ' '));
  const parts = [
    `${palette('strong', escapeControls(name))} on ${instruments.map(printable).join(', ')}`,
    `${start} to ${end} UTC (${formatDuration(endTime - startTime)})`,
    `${formatCounted(books, 'book')}, ${formatCounted(trades, 'trade')}`,
  ];
  if (skippedBooks > 0) parts.push(`${formatCounted(skippedBooks, 'unreadable book')} left out`);
  return parts.join(' · ');
}

/** `probabilistic-power-1` is `power 1`. */
export function shortName(makerModel: string): string {
  return makerModel.replace(/^probabilistic-/, '').replace(/^power-/, 'power ');
}

function describeBand(summaries: readonly ResultSummary[]): readonly string[] {
  const band = summaries.length > 1 ? bandSpanOf(summaries) : null;
  if (band === null) return [];
  const { lowest, highest, span, share } = band;
  if (span === 0 || share === null) return ['The maker models agree: none of the PnL is luck in the queue.'];
  const [low, high] = [lowest, highest].map(({ pnl, makerModel }) => `${formatMoney(pnl)} (${shortName(makerModel)})`);
  const luck = `the span of ${formatMoney(span).slice(1)}, ${formatShare(share)} of the PnL,`;
  return [`PnL between ${low} and ${high}: ${luck} is luck in the queue.`];
}

function describeDoubt(summaries: readonly ResultSummary[]): readonly string[] {
  const shares = summaries.flatMap(({ doubtfulShare }) => doubtfulShare ?? []);
  if (shares.length === 0) return [];
  const most = Math.max(...shares);
  const share = most === 0 ? 'None' : `Up to ${formatShare(most)}`;
  return [`${share} of it comes from doubtful data: across gaps, or from crossed or locked books.`];
}

/** The longest horizon leaves out most fills, and its adverse selection is what the inventory goes by. */
function describeUnmarked(summaries: readonly ResultSummary[]): readonly string[] {
  const last = summaries.flatMap(({ pnl }) => pnl.horizons.at(-1) ?? []);
  const most = Math.max(0, ...last.map(({ unmarkedFills }) => unmarkedFills));
  if (most === 0) return [];
  const horizon = formatDuration(last[0]?.horizonMs ?? 0);
  const fills = `${summaries.length > 1 ? 'Up to ' : ''}${formatCounted(most, 'fill')}`;
  return [`${fills} without a mid ${horizon} later: what these moved counts as inventory.`];
}

/** Orders that never were say more of the flags than of the market. */
function describeRejects(summaries: readonly ResultSummary[]): readonly string[] {
  const reasons = new Set(summaries.flatMap(({ orders }) => Object.keys(orders.byRejectReason)));
  return [
    ...(reasons.has('below-lot')
      ? ['Orders smaller than the lot were rejected: give a larger size, or another --lot.']
      : []),
    ...(reasons.has('position-limit') ? ['Orders that could have led beyond the largest position were rejected.'] : []),
  ];
}

/** One result among many says less than one alone. */
function describeTrials({ name, deflations }: Pick<ShownRun, 'name' | 'deflations'>): readonly string[] {
  const chances = deflations.flatMap(({ deflatedSharpe }) => deflatedSharpe ?? []);
  const trials = Math.max(...deflations.map((deflation) => deflation.trials));
  const shown = escapeControls(name);
  const which = trials === 1 ? `The first trial of ${shown}` : `One of ${formatNumber(trials)} trials of ${shown}`;
  if (chances.length === 0) return [`${which} on these data.`];
  const span = [...new Set([Math.min(...chances), Math.max(...chances)].map(formatChance))].join(' to ');
  return [`${which} on these data: the chance that its Sharpe ratio is more than luck is ${span}.`];
}

/** Why there are dashes, once. */
function describeGaps({ summaries, data }: ShownRun): string {
  const statistics = summaries.map((summary) => summary.statistics);
  const seconds = (data.endTime - data.startTime) / 1000;
  const length = formatDuration(1000 * seconds);
  const reasons = [
    ...(seconds < DAY_SECONDS ? [`figures a year need a day of data, and this is ${length}`] : []),
    ...(summaries.some(({ fills }) => fills === 0) ? ['nothing was filled'] : []),
    ...(statistics.some(({ roundTripCount }) => roundTripCount === 0) ? ['no round trip ended'] : []),
    ...(statistics.some(hasNoLoss) ? ['no round trip lost'] : []),
  ];
  return `${NO_VALUE} stands where there is nothing to say${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}.`;
}

function hasNoLoss({ roundTripCount, profitFactor }: ResultSummary['statistics']): boolean {
  return roundTripCount > 0 && profitFactor === null;
}
