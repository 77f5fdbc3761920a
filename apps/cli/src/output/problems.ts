import type { ProblemCount, ProblemReason, RunData } from '@orderflow/core';
import { formatCount, formatCounted } from './numbers.ts';
import type { Palette } from './palette.ts';

const WORDS: Readonly<Record<ProblemReason, string>> = {
  'unreadable-timestamp': 'unreadable timestamp',
  'missing-instrument': 'no instrument',
  'oversized-levels': 'a side beyond maxLevelBytes',
  'unreadable-levels': 'unreadable levels',
  'negative-level': 'a negative price or size',
  'non-finite-level': 'a price or size that is not finite',
  overflow: 'sizes too large to add',
  'bad-price': 'a price that is no number above 0',
  'bad-size': 'a size that is no number above 0',
  'bad-side': 'a side other than buy or sell',
};

/** Why rows were skipped, in words. */
export function describeReason(reason: ProblemReason): string {
  return WORDS[reason];
}

/** `12 book rows skipped: unreadable levels (first: row 17)`. */
export function describeProblem({ table, reason, rows, exampleRowId }: ProblemCount): string {
  const noun = rows === 1 ? 'row' : 'rows';
  const place = rows === 1 ? `row ${exampleRowId}` : `first: row ${exampleRowId}`;
  const kind = table === 'trades' ? 'trade' : table;
  return `${formatCount(rows)} ${kind} ${noun} skipped: ${describeReason(reason)} (${place})`;
}

/** The rows that a run was played without, a line a reason; runs that were stored before reasons were kept have a number. */
export function problemLines({ skippedBooks = 0, problems }: PlayedWithout, palette: Palette): readonly string[] {
  const counted = skippedBooks > 0 ? [`${formatCounted(skippedBooks, 'book row')} skipped`] : [];
  const lines = problems.length > 0 ? problems.map(describeProblem) : counted;
  return lines.map((line) => `  ${palette('warning', line)}`);
}

type PlayedWithout = Pick<RunData, 'problems'> & Partial<Pick<RunData, 'skippedBooks'>>;
