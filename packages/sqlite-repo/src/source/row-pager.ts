import type { Row } from './source-tables.ts';

/** Hands out the rows of a query page by page, in its order. Holds no statement between two pages. */
export interface RowPager {
  /** Whether every row lies in the query's range: where not, the caller must look. */
  readonly isRanged: boolean;
  /** The next rows, at most `limit`. Ending the iteration early is allowed. */
  page(limit: number): IterableIterator<Row>;
  /** Says that a row was taken; the next page begins behind it. */
  pass(row: Row): void;
}
