import { bandSpanOf, type ResultSummary, type SimulationResult, summariseResult } from '@orderflow/backtest';
import { formatCounted, formatDuration, formatShare, NO_VALUE } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { wrapWords } from '../output/wrap-words.ts';
import { describeAssumptions } from './describe-assumptions.ts';
import { isoTime } from './iso-time.ts';
import { formatMoney } from './money.ts';
import type { BacktestSetup } from './open-market.ts';
import { summaryRows } from './summary-rows.ts';

const DAY_SECONDS = 86_400;

/** What came of a backtest, for people: a column a maker model, and what it means in words. */
export function formatBacktest(setup: BacktestSetup, results: readonly SimulationResult[], palette: Palette): string {
  const summaries = results.map(summariseResult);
  const columns = columnsOf(summaries);
  const rows = summaryRows(setup.assumptions.markoutHorizonsMs, setup.market.instruments);
  const cells = rows.map(({ title, show }) => [title, ...columns.map(({ summary }) => show(summary))]);
  const meaning = [
    ...describeBand(results),
    ...describeDoubt(summaries),
    ...describeUnmarked(summaries),
    ...describeRejects(summaries),
  ];
  const reasons = cells.flat().includes(NO_VALUE) ? [describeGaps(summaries, results)] : [];
  const assumed = `Assumed: ${describeAssumptions(setup).join('; ')}.`;
  return [
    headline(setup, results, palette),
    formatTable([{ title: '' }, ...columns], cells, palette),
    meaning.flatMap(wrapWords).join('\n'),
    [...reasons, assumed].flatMap(wrapWords).map((line) => palette('faint', line)),
  ]
    .map((part) => (typeof part === 'string' ? part : part.join('\n')))
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A column a maker model; one for all where they are the same. */
function columnsOf(summaries: readonly ResultSummary[]) {
  const kinds = new Set(summaries.map((summary) => JSON.stringify({ ...summary, makerModel: '' })));
  const isOneForAll = summaries.length > 1 && kinds.size === 1;
  return (isOneForAll ? summaries.slice(0, 1) : summaries).map((summary) => {
    const title = isOneForAll ? `all ${summaries.length} maker models` : shortName(summary.makerModel);
    return { title, align: 'right' as const, summary };
  });
}

function headline({ name, market }: BacktestSetup, results: readonly SimulationResult[], palette: Palette): string {
  const [first] = results;
  const parts = [`${palette('strong', escapeControls(name))} on ${market.instruments.map(printable).join(', ')}`];
  if (first !== undefined) {
    const { period, books, trades } = first;
    const [start, end] = [period.startTime, period.endTime].map((time) => isoTime(time).slice(0, 19).replace('T', ' '));
    const length = formatDuration(Math.round((period.endTime - period.startTime) / 1000));
    parts.push(`${start} to ${end} UTC (${length})`);
    parts.push(`${formatCounted(books, 'book')}, ${formatCounted(trades, 'trade')}`);
  }
  const { books: skipped } = market.skipped;
  if (skipped > 0) parts.push(`${formatCounted(skipped, 'unreadable book')} left out`);
  return parts.join(' · ');
}

/** `probabilistic-power-1` is `power 1`. */
function shortName(makerModel: string): string {
  return makerModel.replace(/^probabilistic-/, '').replace(/^power-/, 'power ');
}

function describeBand(results: readonly SimulationResult[]): readonly string[] {
  const band = results.length > 1 ? bandSpanOf(results) : null;
  if (band === null) return [];
  const { lowest, highest, span } = band;
  if (span === 0) return ['The maker models agree: none of the PnL is luck in the queue.'];
  const [low, high] = [lowest, highest].map(({ pnl, makerModel }) => `${formatMoney(pnl)} (${shortName(makerModel)})`);
  return [`PnL between ${low} and ${high}: the span of ${formatMoney(span).slice(1)} is luck in the queue.`];
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
  const horizon = formatDuration((last[0]?.horizonMs ?? 0) / 1000);
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

/** Why there are dashes, once. */
function describeGaps(summaries: readonly ResultSummary[], results: readonly SimulationResult[]): string {
  const statistics = summaries.map((summary) => summary.statistics);
  const seconds = Math.max(...results.map(({ period }) => (period.endTime - period.startTime) / 1000));
  const length = formatDuration(Math.round(seconds));
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
