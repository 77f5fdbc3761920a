import type { BookColumns } from '../columns/book-columns.ts';
import type { SnapshotColumns } from '../columns/snapshot-columns.ts';
import type { ProblemReason } from '../ports/row-problem.ts';
import type { SnapshotMetrics } from './snapshot-metrics.ts';

/** What the levels of a batch come to, row by row. */
export function computeSnapshots(columns: BookColumns, metrics: SnapshotMetrics): SnapshotColumns {
  const { count, ids, instruments, instrumentNames, timestamps, nanoseconds } = columns;
  const obi = new Float64Array(count).fill(Number.NaN);
  const bestBid = new Float64Array(count).fill(Number.NaN);
  const bestAsk = new Float64Array(count).fill(Number.NaN);
  const timestampTexts: string[] = [];
  const problems = new Map<number, ProblemReason>();
  for (let row = 0; row < count; row++) {
    timestampTexts.push(timestampTextOf(columns, row));
    const problem = metrics.compute(columns, row);
    if (problem !== null) {
      problems.set(row, problem);
      continue;
    }
    obi[row] = metrics.obi;
    bestBid[row] = metrics.bestBid;
    bestAsk[row] = metrics.bestAsk;
  }
  const keys = { count, ids, instruments, instrumentNames, timestamps, nanoseconds, timestampTexts };
  return { ...keys, obi, bestBid, bestAsk, problems };
}

/** The text of a timestamp that can be read is ASCII; any other may be of any length, and is never stored. */
function timestampTextOf({ text, offsets, timestamps }: BookColumns, row: number): string {
  let characters = '';
  if (Number.isNaN(timestamps[row]!)) return characters;
  for (let at = offsets[3 * row + 2]!; at < offsets[3 * row + 3]!; at++) characters += String.fromCharCode(text[at]!);
  return characters;
}
