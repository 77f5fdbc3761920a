import type { ResultSummary } from '@orderflow/backtest';
import { formatDuration } from '@orderflow/core';
import { formatCount, formatNumber, formatRatio, formatShare, NO_VALUE } from '../output/numbers.ts';
import { printable } from '../output/printable.ts';
import { feesTitle } from './fees-title.ts';
import { formatMoney } from './money.ts';

/** A row of the table of results: a figure of each maker model. */
export interface SummaryRow {
  readonly title: string;
  readonly show: (summary: ResultSummary) => string;
}

/** The rows for results of instruments that have these markout horizons. */
export function summaryRows(
  horizonsMs: readonly number[],
  instruments: readonly string[],
  summaries: readonly ResultSummary[],
): readonly SummaryRow[] {
  const fees = feesTitle(summaries.map(({ pnl }) => pnl.fees));
  return [...ORDER_ROWS, ...pnlRows(horizonsMs, fees), ...STATISTIC_ROWS, ...positionRows(instruments)];
}

const ORDER_ROWS: readonly SummaryRow[] = [
  row('orders', ({ orders }) => formatCount(orders.sent)),
  row('  rejected', ({ orders }) => formatCount(orders.byStatus.rejected ?? 0)),
  row('fills', ({ fills }) => formatCount(fills)),
  row('  as maker', ({ makerFillShare }) => known(makerFillShare, formatShare)),
];

const STATISTIC_ROWS: readonly SummaryRow[] = [
  row('round trips', ({ statistics }) => formatCount(statistics.roundTripCount)),
  row('  hit rate', ({ statistics }) => known(statistics.hitRate, formatShare)),
  row('  profit factor', ({ statistics }) => known(statistics.profitFactor, formatRatio)),
  row('  expectancy', ({ statistics }) => known(statistics.expectancy, formatMoney)),
  row('return', ({ statistics }) => known(statistics.totalReturn, formatChange)),
  row('max drawdown', ({ statistics }) => known(statistics.maxDrawdown, formatChange)),
  row('Sharpe, a sample', ({ statistics }) => known(statistics.sharpePerPeriod, formatRatio)),
  row('Sharpe, a year', ({ statistics }) => known(statistics.sharpe, formatRatio)),
  row('Sortino, a year', ({ statistics }) => known(statistics.sortino, formatRatio)),
  row('turnover', ({ statistics }) => known(statistics.turnover, (turnover) => `${formatRatio(turnover)} x`)),
  row('exposure', ({ statistics }) => known(statistics.exposure, formatShare)),
];

/** The spread, the last adverse selection, the inventory and the fees add up to the profit. */
function pnlRows(horizonsMs: readonly number[], fees: string): readonly SummaryRow[] {
  const moves = horizonsMs.map((horizonMs, index) =>
    row(`  adverse selection, ${formatDuration(horizonMs)}`, ({ pnl, fills }) => markoutOf(pnl.horizons[index], fills)),
  );
  const last = horizonsMs.length - 1;
  return [
    row('PnL after fees', ({ pnl }) => known(pnl.pnl, formatMoney)),
    row('  spread captured', ({ pnl }) => formatMoney(pnl.spreadCaptured)),
    ...moves,
    row('  inventory from then on', ({ pnl }) => known(pnl.horizons[last]?.inventory ?? null, formatMoney)),
    row(`  ${fees}`, ({ pnl }) => formatMoney(0 - pnl.fees)),
    row('  from doubtful data', ({ doubtfulShare }) => known(doubtfulShare, formatShare)),
  ];
}

/** Nothing is known where no fill has a mid so long after it. */
function markoutOf(horizon: ResultSummary['pnl']['horizons'][number] | undefined, fills: number): string {
  const isUnknown = horizon === undefined || (fills > 0 && horizon.unmarkedFills === fills);
  return isUnknown ? NO_VALUE : formatMoney(horizon.adverseSelection);
}

function positionRows(instruments: readonly string[]): readonly SummaryRow[] {
  return instruments.map((instrument) => {
    const title = instruments.length === 1 ? 'final position' : `final position, ${printable(instrument)}`;
    return row(title, ({ positions }) => formatNumber(Number((positions[instrument] ?? 0).toPrecision(12))));
  });
}

function row(title: string, show: (summary: ResultSummary) => string): SummaryRow {
  return { title, show };
}

function known(value: number | null, format: (value: number) => string): string {
  return value === null ? NO_VALUE : format(value);
}

/** A change as a share of 1 that may be small: its sign, three significant figures of a per cent. */
function formatChange(share: number): string {
  return `${share > 0 ? '+' : ''}${formatRatio(100 * share)} %`;
}
