import { type Finding, type FindingKind, formatTimestamp } from '@orderflow/core';
import { formatCounted, formatSeconds } from './numbers.ts';
import { escapeControls } from './printable.ts';

const WORDS: Readonly<Record<FindingKind, readonly [one: string, many: string]>> = {
  gap: ['gap', 'gaps'],
  'repeated-timestamp': ['snapshot at the time of the one before', 'snapshots at the time of the one before'],
  'unchanged-book': ['snapshot with the same book as the one before', 'snapshots with the same book as the one before'],
  'out-of-order': ['row behind a later one', 'rows behind a later one'],
  'crossed-book': ['crossed book', 'crossed books'],
  'locked-book': ['locked book', 'locked books'],
  'empty-bids': ['book without bids', 'books without bids'],
  'empty-asks': ['book without asks', 'books without asks'],
  'empty-book': ['book without any level', 'books without any level'],
};

/** What a finding is called, in the plural: `crossed books`. */
export function findingName(kind: FindingKind): string {
  return WORDS[kind][1];
}

/** `BTC-USDT: 3 crossed books, first: book row 17 at 2025-07-01T00:00:01.600Z`. */
export function describeFinding({ table, kind, instrument, rows, places }: Finding): string {
  const [one, many] = WORDS[kind];
  const first = places[0];
  const length = first?.seconds == null ? '' : `, ${formatSeconds(first.seconds)} before it`;
  const place =
    first === undefined
      ? ''
      : `, ${rows === 1 ? '' : 'first: '}${table} row ${first.rowId} at ${formatTimestamp(first.at)}${length}`;
  return `${escapeControls(instrument)}: ${formatCounted(rows, one, many)}${place}`;
}
