import type { ProblemCount, ProblemReason, SourceTable } from '../ports/row-problem.ts';

/** Counts bad rows by table and reason. */
export class ProblemTally {
  readonly #counts = new Map<string, { -readonly [Key in keyof ProblemCount]: ProblemCount[Key] }>();

  /** Counts a row. */
  add(table: SourceTable, reason: ProblemReason, rowId: number): void {
    const key = `${table} ${reason}`;
    const count = this.#counts.get(key);
    if (count === undefined) {
      this.#counts.set(key, { table, reason, rows: 1, exampleRowId: rowId });
      return;
    }
    count.rows++;
    count.exampleRowId = Math.min(count.exampleRowId, rowId);
  }

  /** The counts, in order of first appearance. */
  toCounts(): readonly ProblemCount[] {
    return Array.from(this.#counts.values(), (count) => ({ ...count }));
  }
}
