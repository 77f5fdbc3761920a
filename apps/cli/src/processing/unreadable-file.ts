import {
  type BookColumns,
  LevelScanner,
  OrderflowError,
  type OrderflowRepository,
  type ProblemCount,
  type ProblemReason,
  type ProcessingResult,
} from '@orderflow/core';
import { formatCount, formatCounted } from '../output/numbers.ts';
import { printable } from '../output/printable.ts';
import { describeReason } from '../output/problems.ts';

const WRITE_LEVELS = 'write levels as [[price, size, liquidation_count, order_count], ...]';

/** What to do about rows of a reason. */
const ADVICE: Partial<Readonly<Record<ProblemReason, string>>> = {
  'unreadable-timestamp': 'write timestamps as epoch digits or ISO 8601',
  'missing-instrument': 'give each row its instrument',
  'oversized-levels': 'raise --max-level-bytes',
};

/**
 * Refuses a processed source of which not one book row could be used.
 * @throws OrderflowError `source-unreadable`: how many rows, why, an example of each reason, what to do.
 */
export async function refuseUnreadable(
  repository: OrderflowRepository,
  { kind, totalRows, problems }: ProcessingResult,
): Promise<void> {
  const found = problems.filter(({ table }) => table === 'book');
  if (kind === 'interrupted' || totalRows > 0 || found.length === 0) return;
  const rows = formatCounted(
    found.reduce((sum, problem) => sum + problem.rows, 0),
    'book row',
  );
  const reasons = await Promise.all(found.map((problem) => describe(repository, problem)));
  const advice = new Set(found.map(({ reason }) => ADVICE[reason] ?? WRITE_LEVELS));
  throw new OrderflowError(
    'source-unreadable',
    `${repository.name}: nothing was stored, for none of its ${rows} can be read: ${reasons.join('; ')}. To mend it, ${[...advice].join(' and ')}`,
  );
}

/** `2 with unreadable levels (row 17: bids of 9 bytes)`. */
async function describe(
  repository: OrderflowRepository,
  { rows, reason, exampleRowId }: ProblemCount,
): Promise<string> {
  const value = await exampleOf(repository, reason, exampleRowId);
  return `${formatCount(rows)} with ${describeReason(reason)} (row ${exampleRowId}${value === '' ? '' : `: ${value}`})`;
}

/** What to look at in the row that a reason is about; empty where nothing stands there. */
async function exampleOf(repository: OrderflowRepository, reason: ProblemReason, rowId: number): Promise<string> {
  const query = { order: 'id', afterId: rowId - 1, batchSize: 1 } as const;
  for await (const columns of repository.iterateBookRows(query)) return describeOffence(columns, reason);
  return '';
}

function describeOffence({ text, offsets }: BookColumns, reason: ProblemReason): string {
  const [bids = 0, asks = 0, timestamp = 0, end = 0] = offsets;
  if (reason === 'missing-instrument') return '';
  if (reason === 'unreadable-timestamp') return printable(new TextDecoder().decode(text.subarray(timestamp, end)));
  // Levels are the data themselves, which no message holds.
  const areBidsGood = new LevelScanner().scan(text, bids, asks, 'bid') === null;
  const bytes = areBidsGood ? timestamp - asks : asks - bids;
  return `${areBidsGood ? 'asks' : 'bids'} of ${formatCounted(bytes, 'byte')}`;
}
