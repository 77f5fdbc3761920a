import type { ProblemCount, SourceTable } from '../ports/row-problem.ts';
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

/** A finding of one kind on one instrument. */
export interface Finding {
  readonly table: SourceTable;
  readonly kind: FindingKind;
  readonly instrument: string;
  /** Number of rows it is about, 1 or more. */
  readonly rows: number;
  /** The first of them, in the order of reading. */
  readonly places: readonly FindingPlace[];
}

/** Number of rows that were looked at. */
export interface CheckedRows {
  readonly book: number;
  readonly trades: number;
}

/** The quality of a source's data. */
export interface QualityReport {
  /** The source's name. */
  readonly source: string;
  /** False where the check was interrupted: the findings are those up to there. */
  readonly isComplete: boolean;
  readonly rows: CheckedRows;
  /** By instrument in order of first appearance, then table, then kind. */
  readonly findings: readonly Finding[];
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
