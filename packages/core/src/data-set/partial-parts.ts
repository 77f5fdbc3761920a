import { OrderflowError } from '../errors.ts';
import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import { printable } from '../text/printable.ts';
import { compareTimestamps } from '../timestamps/timestamp.ts';
import type { DataPart, DataSource } from './data-source.ts';

/** What is missing of an instrument that has trades and no snapshot. */
const NO_SNAPSHOTS = 'there are trades and no snapshots: OBI and CVD need rows in the table book';

/** What is missing where metrics are stored and their rows are gone. */
export const NO_ROWS = 'the metrics are stored, and the rows they were computed from are not there to check them';

/** Whether metrics are stored of rows that are all gone. */
export async function lacksRows(repository: OrderflowRepository, state: ProcessingState): Promise<boolean> {
  return state.metricRows > 0 && (await repository.rowIdRange('book')) === null;
}

/**
 * The instruments of a source that have trades and no snapshot, a part each. The state behind stored metrics tells
 * whether there are any; without one the instruments of all trades are read.
 */
export async function openTradeParts(
  source: DataSource,
  state: ProcessingState | null,
  known: readonly string[],
): Promise<readonly DataPart[]> {
  if (state?.instruments.every(({ instrument }) => known.includes(instrument)) === true) return [];
  const spans = await source.repository.describe('trades', known);
  return spans
    .filter(({ instrument }) => !known.includes(instrument))
    .map(({ instrument, first, last }) => ({
      ...{ instrument, source, snapshots: 0, first, last, state: null },
      ...{ reason: NO_SNAPSHOTS, missing: NO_SNAPSHOTS },
    }));
}

/**
 * The parts without those that others stand for: trades alone where any part of the instrument has snapshots, and metrics
 * without rows where another part has the rows of that time.
 */
export function withoutSpareParts(parts: readonly DataPart[]): readonly DataPart[] {
  return parts.filter((part) => part.missing === null || !parts.some((other) => standsFor(other, part)));
}

/** @throws OrderflowError `empty-range` for metrics without rows. */
export function checkRows({ instrument, source, state, missing }: DataPart): void {
  if (missing === null || state === null) return;
  const place = `${source.repository.name}, ${printable(instrument)}`;
  throw new OrderflowError('empty-range', `${missing} (${place}): open the file that has the rows`);
}

function standsFor(other: DataPart, part: DataPart): boolean {
  if (other === part || other.instrument !== part.instrument) return false;
  if (part.snapshots === 0) return other.snapshots > 0;
  if (other.missing !== null) return false;
  return compareTimestamps(other.first, part.last) <= 0 && compareTimestamps(part.first, other.last) <= 0;
}
