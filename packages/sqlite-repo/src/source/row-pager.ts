import { isInRange, type TimeRange } from '@orderflow/core';
import type { Row } from './source-columns.ts';

/** Hands out the rows of a query page by page, in its order. Holds no statement between two pages. */
export interface RowPager {
  /** Whether every row lies in the query's range: where not, the caller must look. */
  readonly isRanged: boolean;
  /** The next rows, at most `limit`. Ending the iteration early is allowed. */
  page(limit: number): Iterable<Row>;
  /** Says that a row was taken; the next page begins behind it. */
  pass(row: Row): void;
  /** Says that no further page is wanted. */
  close?(): void;
}

/** Whether a time lies in a range; one that cannot be read, NaN, lies in the unbounded range only. */
export function holds(range: TimeRange = {}, timestamp: number, nanoseconds: number): boolean {
  if (range.start === undefined && range.end === undefined) return true;
  return !Number.isNaN(timestamp) && isInRange({ timestamp, nanoseconds }, range);
}
