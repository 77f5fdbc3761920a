import { formatCount, formatCounted, formatSeconds } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls } from '../output/printable.ts';
import { describeProblem } from '../output/problems.ts';
import type { FileOutcome, ProcessedRequest } from './file-outcome.ts';

/** What was done with one file, for people. */
export function formatOutcome(outcome: FileOutcome, palette: Palette): string {
  const name = palette('strong', escapeControls(outcome.path));
  if (outcome.kind === 'failed') return `${name}\n  ${palette('error', 'not processed')} (${outcome.error.code})`;
  const { result, seconds, output } = outcome;
  const lines = [describeRows(outcome, palette)];
  if (result.writtenRows > 0) {
    lines[0] += palette(
      'faint',
      ` · ${formatSeconds(seconds)} · ${formatCount(result.writtenRows / Math.max(seconds, 0.001))}/s`,
    );
  }
  if (output !== null) lines.push(`metrics in ${escapeControls(output)}`);
  for (const problem of result.problems) lines.push(palette('warning', describeProblem(problem)));
  if (result.waitingTrades > 0) lines.push(describeWaiting(result.waitingTrades));
  return [name, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** What was done in all; empty for a single file. */
export function formatTotal(outcomes: readonly FileOutcome[], seconds: number, palette: Palette): string {
  if (outcomes.length < 2) return '';
  const { files, failed, writtenRows, totalRows } = totalOf(outcomes);
  const parts = [
    formatCounted(files, 'file'),
    `${formatCounted(writtenRows, 'snapshot')} written, ${formatCount(totalRows)} stored`,
    formatSeconds(seconds),
  ];
  if (failed > 0) parts.push(palette('error', `${formatCounted(failed, 'file')} not processed`));
  return palette('strong', 'total: ') + parts.join(' · ');
}

/** The same for programs. */
export function processedAsJson({ outcomes, seconds }: ProcessedRequest): object {
  return { files: outcomes.map(outcomeAsJson), total: { ...totalOf(outcomes), seconds } };
}

function outcomeAsJson(outcome: FileOutcome): unknown {
  const { path } = outcome;
  if (outcome.kind === 'failed')
    return { path, kind: 'failed', error: { code: outcome.error.code, message: outcome.error.message } };
  const { result, seconds, warnings, output } = outcome;
  return { path, ...(output !== null && { output }), ...result, seconds, warnings };
}

function totalOf(outcomes: readonly FileOutcome[]) {
  const processed = outcomes.flatMap((outcome) => (outcome.kind === 'processed' ? [outcome.result] : []));
  return {
    files: outcomes.length,
    failed: outcomes.length - processed.length,
    writtenRows: processed.reduce((sum, { writtenRows }) => sum + writtenRows, 0),
    totalRows: processed.reduce((sum, { totalRows }) => sum + totalRows, 0),
  };
}

function describeRows({ result }: FileOutcome & { readonly kind: 'processed' }, palette: Palette): string {
  const stored = `${formatCount(result.totalRows)} stored`;
  if (result.kind === 'interrupted') {
    return `${palette('warning', 'stopped')}: ${formatCounted(result.writtenRows, 'snapshot')} written, ${stored}`;
  }
  if (result.writtenRows === 0)
    return `${palette('good', 'up to date')}: ${formatCounted(result.totalRows, 'snapshot')} stored`;
  return `${palette('good', `${formatCounted(result.writtenRows, 'snapshot')} written`)}, ${stored}`;
}

function describeWaiting(trades: number): string {
  return `${formatCounted(trades, 'trade')} after the last snapshot ${trades === 1 ? 'waits' : 'wait'} for the next one`;
}
