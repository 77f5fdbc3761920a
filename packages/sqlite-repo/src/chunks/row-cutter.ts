import type { RowSet } from './row-set.ts';

/** Cuts the rows of a query into sets. */
export interface RowCutter {
  /** The next set of at most `rows` rows; null behind the last. */
  cut(rows: number): RowSet | null;
  /** Learns how many rows a set held of those that were asked for. */
  learn?(found: number, asked: number): void;
  /** Says that no further set is wanted. */
  close?(): void;
}
