import type { Deflation, ResultSummary } from '@orderflow/backtest';
import { formatDuration, type RunData } from '@orderflow/core';
import { formatCounted, NO_VALUE } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { problemLines } from '../output/problems.ts';
import { formatTable } from '../output/table.ts';
import { wrapWords } from '../output/wrap-words.ts';
import type { AssumptionFigures } from './assumption-figures.ts';
import { describeAssumptions } from './describe-assumptions.ts';
import { DAY_SECONDS, describeResults } from './describe-results.ts';
import type { InferredRules } from './inferred-rules.ts';
import { isoTime } from './iso-time.ts';
import { shortName } from './short-name.ts';
import { summaryRows } from './summary-rows.ts';

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

/** What came of a backtest, for people: a column a maker model, and what it means in words, in lines of that width. */
export function formatBacktest(run: ShownRun, palette: Palette, width?: number): string {
  const { summaries, assumptions, data } = run;
  const columns = resultColumnsFor(summaries);
  const rows = summaryRows(assumptions.markoutHorizonsMs, data.instruments, summaries);
  const cells = rows.map(({ title, show }) => [title, ...columns.map(({ summary }) => show(summary))]);
  const reasons = cells.flat().includes(NO_VALUE) ? [describeGaps(run)] : [];
  const assumed = `Assumed: ${describeAssumptions(assumptions, run.inferred).join('; ')}.`;
  return [
    [headline(run, palette), ...problemLines(data, palette)],
    formatTable([{ title: '' }, ...columns], cells, palette),
    describeResults(run)
      .flatMap((text) => wrapWords(text, width))
      .join('\n'),
    [...reasons, assumed].flatMap((text) => wrapWords(text, width)).map((line) => palette('faint', line)),
  ]
    .map((part) => (typeof part === 'string' ? part : part.join('\n')))
    .filter((part) => part !== '')
    .join('\n\n');
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
  const { instruments, startTime, endTime, books, trades } = data;
  const [start, end] = [startTime, endTime].map((time) => isoTime(time).slice(0, 19).replace('T', ' '));
  return [
    `${palette('strong', escapeControls(name))} on ${instruments.map(printable).join(', ')}`,
    `${start} to ${end} UTC (${formatDuration(endTime - startTime)})`,
    `${formatCounted(books, 'book')}, ${formatCounted(trades, 'trade')}`,
  ].join(' · ');
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
