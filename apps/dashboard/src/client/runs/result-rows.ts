import { formatDuration } from '@orderflow/core';
import { NO_VALUE } from '@orderflow/viz-web/chart';
import type { RunResult } from '../api/api-types.ts';
import { countText } from '../parts/count-text.ts';
import { chanceText, changeText, feesTitle, moneyText, ratioText, shareText } from './run-texts.ts';

const MINUTE_MS = 60_000;

/** A row of the table of results: one figure of each maker model. */
export interface ResultRow {
  readonly title: string;
  readonly show: (result: RunResult) => string;
  /** Whether it is a part of the row above. */
  readonly isPart?: boolean;
}

/** Rows under one heading. */
export interface ResultGroup {
  readonly title: string;
  readonly rows: readonly ResultRow[];
}

/** All figures of results with these markout horizons. */
export function resultGroups(horizonsMs: readonly number[], results: readonly RunResult[]): readonly ResultGroup[] {
  return [
    {
      title: 'Profit, in quote currency',
      rows: pnlRows(horizonsMs, feesTitle(results.map(({ summary }) => summary.pnl.fees))),
    },
    { title: 'Risk', rows: RISK_ROWS },
    { title: 'Weight', rows: WEIGHT_ROWS },
    { title: 'Round trips', rows: TRIP_ROWS },
    { title: 'Trading', rows: TRADING_ROWS },
  ];
}

/** The spread, the last adverse selection, the inventory and the fees add up to the profit. */
function pnlRows(horizonsMs: readonly number[], fees: string): readonly ResultRow[] {
  const last = horizonsMs.length - 1;
  return [
    { title: 'PnL after fees', show: ({ pnl }) => moneyText(pnl) },
    part('Spread captured', ({ summary }) => moneyText(summary.pnl.spreadCaptured)),
    ...horizonsMs.map((horizonMs, index) =>
      part(`Adverse selection, ${horizonText(horizonMs)}`, (result) => markoutText(result, index)),
    ),
    part('Inventory from then on', ({ summary }) => moneyText(summary.pnl.horizons[last]?.inventory ?? null)),
    part(fees, ({ summary }) => moneyText(0 - summary.pnl.fees)),
    part('Share from doubtful data', ({ summary }) => shareText(summary.doubtfulShare)),
  ];
}

const RISK_ROWS: readonly ResultRow[] = [
  row('Return', ({ totalReturn }) => changeText(totalReturn ?? null)),
  row('Max drawdown', ({ maxDrawdown }) => changeText(maxDrawdown ?? null)),
  row('Longest drawdown', ({ longestDrawdownMs }) => durationText(longestDrawdownMs ?? null)),
  row('Sharpe, a year', ({ sharpe }) => ratioText(sharpe ?? null)),
  row('Sortino, a year', ({ sortino }) => ratioText(sortino ?? null)),
  row('Calmar', ({ calmar }) => ratioText(calmar ?? null)),
];

const WEIGHT_ROWS: readonly ResultRow[] = [
  { title: 'Sharpe, a sample', show: ({ sharpePerPeriod }) => ratioText(sharpePerPeriod) },
  { title: 'Trials on these data', show: ({ trials }) => countText(trials) },
  { title: 'Best to expect of luck', show: ({ expectedBestSharpe }) => ratioText(expectedBestSharpe) },
  { title: 'Chance that it is not luck', show: ({ deflatedSharpe }) => chanceText(deflatedSharpe) },
];

const TRIP_ROWS: readonly ResultRow[] = [
  row('Ended', ({ roundTripCount }) => countText(roundTripCount ?? 0)),
  row('Hit rate', ({ hitRate }) => shareText(hitRate ?? null)),
  row('Profit factor', ({ profitFactor }) => ratioText(profitFactor ?? null)),
  row('Expectancy', ({ expectancy }) => moneyText(expectancy ?? null)),
  row('Payoff', ({ payoff }) => ratioText(payoff ?? null)),
];

const TRADING_ROWS: readonly ResultRow[] = [
  { title: 'Orders', show: ({ summary }) => countText(summary.orders.sent) },
  part('Rejected', ({ summary }) => countText(summary.orders.byStatus.rejected ?? 0)),
  { title: 'Fills', show: ({ fills }) => countText(fills) },
  part('As maker', ({ summary }) => shareText(summary.makerFillShare)),
  row('Turnover', ({ turnover }) => (turnover == null ? NO_VALUE : `${ratioText(turnover)} ×`)),
  row('Exposure', ({ exposure }) => shareText(exposure ?? null)),
];

/** Nothing is known where no fill has a mid so long after it. */
function markoutText({ fills, summary }: RunResult, index: number): string {
  const horizon = summary.pnl.horizons[index];
  const isUnknown = horizon === undefined || (fills > 0 && horizon.unmarkedFills === fills);
  return moneyText(isUnknown ? null : horizon.adverseSelection);
}

/** A horizon, in minutes where it is whole ones. */
function horizonText(ms: number): string {
  return ms % MINUTE_MS === 0 ? `${ms / MINUTE_MS} min` : `${ms / 1000} s`;
}

function durationText(ms: number | null): string {
  return ms === null ? NO_VALUE : formatDuration(ms);
}

function row(title: string, show: (statistics: RunResult['summary']['statistics']) => string): ResultRow {
  return { title, show: ({ summary }) => show(summary.statistics) };
}

function part(title: string, show: (result: RunResult) => string): ResultRow {
  return { title, show, isPart: true };
}
