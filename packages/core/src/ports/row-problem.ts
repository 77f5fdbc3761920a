/** The input table that a row belongs to. */
export type SourceTable = 'book' | 'trades';

/** Why a row cannot be used. */
export type ProblemReason =
  | 'unreadable-timestamp'
  | 'missing-instrument'
  | 'oversized-levels'
  | 'unreadable-levels'
  | 'negative-level'
  | 'non-finite-level'
  | 'overflow'
  | 'bad-price'
  | 'bad-size'
  | 'bad-side';

/** One row that was skipped. */
export interface RowProblem {
  readonly table: SourceTable;
  readonly rowId: number;
  readonly reason: ProblemReason;
}

/** The skipped rows of one table that share a reason. */
export interface ProblemCount {
  readonly table: SourceTable;
  readonly reason: ProblemReason;
  readonly rows: number;
  /** The smallest id among them. */
  readonly exampleRowId: number;
}
