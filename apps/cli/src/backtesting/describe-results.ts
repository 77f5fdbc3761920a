import { bandSpanOf, type Deflation, LEAST_SAMPLES, type ResultSummary } from '@orderflow/backtest';
import { formatDuration } from '@orderflow/core';
import { formatChance, formatCounted, formatNumber, formatRatio, formatShare } from '../output/numbers.ts';
import { escapeControls } from '../output/printable.ts';
import type { AssumptionFigures } from './assumption-figures.ts';
import { formatMoney } from './money.ts';
import { shortName } from './short-name.ts';

/** Seconds of data that say something of a day. */
export const DAY_SECONDS = 86_400;

/** What came of a run, to be put in words. */
export interface DescribedRun {
  /** What the strategy calls itself. */
  readonly name: string;
  /** One a maker model. */
  readonly summaries: readonly ResultSummary[];
  /** What the number of trials does to each of them. */
  readonly deflations: readonly Deflation[];
  readonly assumptions: AssumptionFigures;
}

/** What the results of a run mean, in sentences. */
export function describeResults(run: DescribedRun): readonly string[] {
  const { summaries, assumptions } = run;
  return [
    ...describeBand(summaries),
    ...describeDoubt(summaries),
    ...describeUnmarked(summaries),
    ...describeRejects(summaries, assumptions),
    ...describeTrials(run),
  ];
}

function describeBand(summaries: readonly ResultSummary[]): readonly string[] {
  const band = bandSpanOf(summaries);
  if (band === null) return [];
  const { lowest, highest, span, share, cause } = band;
  if (cause === 'nothing-sent') return ['No order was sent: there is nothing to judge.'];
  if (cause === 'nothing-filled') return ['No order was filled: there is nothing to judge.'];
  if (summaries.length === 1) return [];
  if (cause === 'takers') return ['Every fill took liquidity: the maker models have no part in the PnL.'];
  if (cause === 'agreed') return ['The maker models agree: none of the PnL is luck in the queue.'];
  const [low, high] = [lowest, highest].map(({ pnl, makerModel }) => `${formatMoney(pnl)} (${shortName(makerModel)})`);
  const between = `PnL between ${low} and ${high}:`;
  if (cause === 'strategy') {
    const reason = 'a clock, randomness, or state that its copies share';
    return [
      `${between} not by luck in the queue, for every fill took liquidity. The strategy does not repeat itself: ${reason}.`,
    ];
  }
  return [
    `${between} the span of ${formatMoney(span).slice(1)}, ${formatShare(share ?? 0)} of the PnL, is luck in the queue.`,
  ];
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
function describeRejects(summaries: readonly ResultSummary[], { rules }: AssumptionFigures): readonly string[] {
  const reasons = new Set(summaries.flatMap(({ orders }) => Object.keys(orders.byRejectReason)));
  return [
    ...(reasons.has('below-lot')
      ? ['Orders smaller than the lot were rejected: give a larger size, or another --lot.']
      : []),
    ...(reasons.has('position-limit') ? describePositionLimit(Object.values(rules)) : []),
  ];
}

function describePositionLimit(rules: readonly AssumptionFigures['rules'][string][]): readonly string[] {
  const hasShorts = rules.every(({ canShort }) => canShort);
  const isLimited = rules.some(({ maxPosition }) => maxPosition !== null);
  return [
    ...(isLimited || hasShorts ? ['Orders that could have led beyond the largest position were rejected.'] : []),
    ...(hasShorts ? [] : ['Orders that could have sold more than was held were rejected: spot has no short selling.']),
  ];
}

/** One result among many says less than one alone, and one of little data less than it seems. */
function describeTrials({ name, summaries, deflations }: DescribedRun): readonly string[] {
  const trials = Math.max(...deflations.map((deflation) => deflation.trials));
  const shown = escapeControls(name);
  const which = `${trials === 1 ? 'The first trial' : `One of ${formatNumber(trials)} trials`} of ${shown} on these data`;
  const ratios = summaries.flatMap(({ statistics }) => statistics.sharpePerPeriod ?? []);
  if (ratios.length === 0) return [`${which}.`];
  const samples = Math.max(...summaries.map(({ statistics }) => statistics.sampleCount));
  const ratio = `its Sharpe ratio (${spanOf(ratios, formatRatio)} from sample to sample, ${formatCounted(samples, 'sample')})`;
  const chances = deflations.flatMap(({ deflatedSharpe }) => deflatedSharpe ?? []);
  if (chances.length > 0)
    return [
      `${which}: the chance that ${ratio} is more than luck is ${spanOf(chances, formatChance)}.`,
      ...describeLength(summaries),
    ];
  return [`${which}. Whether ${ratio} is more than luck cannot be said: ${whyUnknown(samples)}.`];
}

function whyUnknown(samples: number): string {
  if (samples < LEAST_SAMPLES)
    return `that takes ${LEAST_SAMPLES} samples, of more data or with a shorter --sample-seconds`;
  return 'no two trials have one under the same assumptions';
}

/** The chance takes what was played for a fair sample of what is to come. */
function describeLength(summaries: readonly ResultSummary[]): readonly string[] {
  const lengths = summaries.map(({ statistics: { startTime, endTime } }) => (endTime - startTime) / 1000);
  if (Math.max(...lengths) >= DAY_SECONDS) return [];
  return ['That holds for these data alone: less than a day of them says little of any other time.'];
}

function spanOf(values: readonly number[], format: (value: number) => string): string {
  return [...new Set([Math.min(...values), Math.max(...values)].map(format))].join(' to ');
}
