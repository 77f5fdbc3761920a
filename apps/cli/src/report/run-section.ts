import { readSummary } from '@orderflow/backtest';
import { formatDuration, type RoundTripRecord } from '@orderflow/core';
import { readAssumptionFigures } from '../backtesting/assumption-figures.ts';
import { resultColumnsFor } from '../backtesting/backtest-summary.ts';
import { describeAssumptions } from '../backtesting/describe-assumptions.ts';
import { describeResults } from '../backtesting/describe-results.ts';
import { feesTitle } from '../backtesting/fees-title.ts';
import { NOTHING_INFERRED } from '../backtesting/inferred-rules.ts';
import { formatMoney } from '../backtesting/money.ts';
import { summaryRows } from '../backtesting/summary-rows.ts';
import { capitalise, formatCount, formatCounted, formatNumber, NO_VALUE } from '../output/numbers.ts';
import { describeProblem } from '../output/problems.ts';
import { shortId } from '../runs/keep-run.ts';
import { parametersText } from '../runs/runs-table.ts';
import { type Html, html } from './html.ts';
import { renderMoment } from './moments.ts';
import type { ReportModel } from './report-model.ts';
import type { ReportRun } from './report-run.ts';
import { renderTable } from './tables.ts';

const PRICE_DIGITS = 10;

/** A backtest: its statistics under every maker model, what they mean, and its first round trips. */
export function renderRun({ run }: ReportModel): Html | null {
  if (run === null) return null;
  const { inputs, id } = run.run;
  const assumptions = readAssumptionFigures(inputs.assumptions);
  const played = {
    name: inputs.strategy,
    deflations: run.deflations,
    summaries: run.run.results.map(readSummary),
    assumptions,
  };
  const assumed = describeAssumptions(assumptions, NOTHING_INFERRED).join('; ');
  return html`<section id="backtest" aria-labelledby="backtest-title"><h2 id="backtest-title">Backtest</h2>
<p class="lead">${inputs.strategy} ${parametersText(inputs.parameters)}, run <code>${shortId(id)}</code>. How orders that rest were filled is an assumption: a column each.</p>
${describeOther(run)}
<div class="panel">
${renderStatistics(run, assumptions.markoutHorizonsMs)}
${describeResults(played).map((sentence) => html`<p class="lead">${sentence}</p>`)}
<p class="lead">Assumed: ${assumed}.</p>
${describeSkipped(run)}
${describeEquity(run)}
${describeCut(run)}
</div>
<div class="panel">
${renderRoundTrips(run)}
</div>
</section>`;
}

/** Fills over another market would look as if they belonged there. */
function describeOther({ otherData }: ReportRun): Html | null {
  if (otherData === null) return null;
  return html`<p class="lead"><strong>This run was not made on these data: ${otherData}. Its fills and equity need not fit the charts of this page.</strong></p>`;
}

/** The rows that the run was played without. */
function describeSkipped({ run }: ReportRun): Html | null {
  const { problems } = run.data;
  return problems.length === 0 ? null : html`<p class="lead">${problems.map(describeProblem).join('; ')}.</p>`;
}

/** Each chart has the fills of its instrument, and one account the equity. */
function describeEquity({ run }: ReportRun): Html | null {
  const { length } = run.data.instruments;
  if (!run.hasRows || length < 2) return null;
  return html`<p class="lead">The equity below each chart is that of one account over all ${formatCount(length)} instruments.</p>`;
}

/** What the chart leaves out. */
function describeCut({ run, result, fills }: ReportRun): Html | null {
  if (!run.hasRows || fills.length === result.fills) return null;
  return html`<p class="lead">The chart has the first ${formatCount(fills.length)} of ${formatCounted(result.fills, 'fill')}.</p>`;
}

function renderStatistics({ run }: ReportRun, horizonsMs: readonly number[]): Html {
  const summaries = run.results.map(readSummary);
  const columns = resultColumnsFor(summaries);
  const rows = summaryRows(horizonsMs, run.data.instruments, summaries);
  return renderTable(
    'Statistics',
    [{ title: '' }, ...columns.map(({ title }) => ({ title, kind: 'number' as const }))],
    rows.map(({ title, show }) => [title.replace(/^ +/, '\u2003'), ...columns.map(({ summary }) => show(summary))]),
  );
}

function renderRoundTrips({ run, result, roundTrips }: ReportRun): Html {
  if (!run.hasRows) {
    return html`<p class="none">The round trips of this run are not stored: <code>orderflow backtest</code> with its parameters adds them.</p>`;
  }
  if (roundTrips.length === 0) return html`<p class="none">Nothing was filled.</p>`;
  const { openRoundTripCount } = readSummary(result).statistics;
  const open = openRoundTripCount > 0 ? ` and ${formatCount(openRoundTripCount)} open` : '';
  const left = result.roundTrips + openRoundTripCount - roundTrips.length;
  const fees = capitalise(feesTitle(roundTrips.map((trip) => trip.fees)));
  const table = renderTable(
    `${formatCounted(result.roundTrips, 'round trip')}${open} under ${result.makerModel}`,
    [
      { title: 'Entry, UTC', kind: 'time' },
      { title: 'Position' },
      ...['Entry price', 'Exit price', 'Held', 'Fills', fees, 'Net PnL'].map((title) => ({
        title,
        kind: 'number' as const,
      })),
    ],
    roundTrips.map(cellsOf),
  );
  return html`${table}${left > 0 ? html`<p class="none">and ${formatCount(left)} more: <code>orderflow runs show ${shortId(run.id)} --json</code> has all of them.</p>` : null}`;
}

function cellsOf(trip: RoundTripRecord) {
  const { side, instrument, peakSize, entryTime, exitTime, averageEntryPrice, averageExitPrice, fillCount } = trip;
  const whole = Math.floor(entryTime);
  const entry = renderMoment({ timestamp: whole, nanoseconds: Math.round((entryTime - whole) * 1000) * 1000 });
  return [
    entry,
    `${side === 'buy' ? '▲ long' : '▼ short'} ${formatNumber(peakSize)} ${instrument}`,
    priceText(averageEntryPrice),
    averageExitPrice === null ? NO_VALUE : priceText(averageExitPrice),
    exitTime === null ? 'open' : formatDuration(exitTime - entryTime),
    formatCount(fillCount),
    formatMoney(0 - trip.fees),
    trip.netPnl === null ? NO_VALUE : formatMoney(trip.netPnl),
  ];
}

function priceText(price: number): string {
  return formatNumber(Number(price.toPrecision(PRICE_DIGITS)));
}
