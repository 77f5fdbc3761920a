import type { RowPosition } from '../ports/processing-state.ts';
import type { ProblemCount, ProblemReason, SourceTable } from '../ports/row-problem.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';
import type { TimestampFormat } from '../timestamps/timestamp-reader.ts';

/**
 * What may be wrong with good rows of one instrument:
 * - `gap`: much more time than usual between two snapshots;
 * - `repeated-timestamp`: a snapshot at the very time of the one before;
 * - `unchanged-book`: a snapshot with the level text of the one before;
 * - `out-of-order`: a row behind a later one of its instrument and table;
 * - `crossed-book`, `locked-book`: the best bid above, or at, the best ask;
 * - `empty-bids`, `empty-asks`, `empty-book`: no level on one side, or on both.
 */
export type FindingKind =
  | 'gap'
  | 'repeated-timestamp'
  | 'unchanged-book'
  | 'out-of-order'
  | 'crossed-book'
  | 'locked-book'
  | 'empty-bids'
  | 'empty-asks'
  | 'empty-book';

/** One row that a finding is about; for a gap the first row behind it. */
export interface FindingPlace {
  readonly rowId: number;
  readonly at: Timestamp;
  /** Length of a gap; null for other findings. */
  readonly seconds: number | null;
}

/** The rows of a finding within a stretch of time. */
export interface FindingBucket {
  /** Where the stretch begins, in epoch milliseconds. */
  readonly from: number;
  readonly rows: number;
  /** How much of the stretch is gap; 0 for other findings. */
  readonly gapMs: number;
}

/** Where all rows of a finding lie in time. */
export interface FindingHistogram {
  /** Length of every bucket: the span of the finding takes up to 512 of them. */
  readonly bucketMs: number;
  /** In order of time; those without anything are absent. */
  readonly buckets: readonly FindingBucket[];
}

/** A finding of one kind on one instrument. */
export interface Finding {
  readonly table: SourceTable;
  readonly kind: FindingKind;
  readonly instrument: string;
  /** Number of rows it is about, 1 or more. */
  readonly rows: number;
  /** The first of them, in the order of reading. */
  readonly places: readonly FindingPlace[];
  /** All of them. */
  readonly histogram: FindingHistogram;
}

/** Rows that cannot be used, of one reason, that have a readable timestamp: they can be shown where they lie. */
export interface BadRows {
  readonly table: SourceTable;
  readonly reason: ProblemReason;
  /** null where the rows name none. */
  readonly instrument: string | null;
  /** Number of rows, 1 or more. */
  readonly rows: number;
  /** The first of them, in the order of reading. */
  readonly places: readonly FindingPlace[];
  /** All of them. */
  readonly histogram: FindingHistogram;
}

/** Number of rows that were looked at. */
export interface CheckedRows {
  readonly book: number;
  readonly trades: number;
}

/** The snapshots of one instrument that were looked at and have a readable timestamp. */
export interface CheckedSnapshots {
  readonly instrument: string;
  /** Snapshots whose levels can be read too. */
  readonly readable: number;
  /** The first in time. */
  readonly first: RowPosition;
  /** The last in time. */
  readonly last: RowPosition;
  /** The last steps between them in seconds, oldest first, by which the next step would be judged; 101 at most. */
  readonly steps: readonly number[];
}

/** The quality of a source's data. */
export interface QualityReport {
  /** The source's name. */
  readonly source: string;
  /** False where the check was interrupted: the findings are those up to there. */
  readonly isComplete: boolean;
  readonly rows: CheckedRows;
  /** In order of first appearance. */
  readonly snapshots: readonly CheckedSnapshots[];
  /** By instrument in order of first appearance, then table, then kind. */
  readonly findings: readonly Finding[];
  /** Bad rows with a readable timestamp; those without an instrument last. */
  readonly badRows: readonly BadRows[];
  /** Bad rows by table and reason. */
  readonly problems: readonly ProblemCount[];
  /** The ways in which each table writes its timestamps; more than one makes reading slower. */
  readonly timestampFormats: Readonly<Record<SourceTable, readonly TimestampFormat[]>>;
  /**
   * Trade rows of the whole source whose instrument and trade id stand on an earlier row too; null where the check was
   * interrupted.
   */
  readonly repeatedTradeIds: number | null;
}
