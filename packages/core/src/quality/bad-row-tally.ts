import type { ProblemReason, SourceTable } from '../ports/row-problem.ts';
import { PlaceTally } from './place-tally.ts';
import type { BadRows } from './quality-report.ts';

/** Counts the bad rows of one table that have a readable timestamp, by reason, and keeps where they lie in time. */
export class BadRowTally {
  readonly #table: SourceTable;
  readonly #examples: number;
  readonly #tallies = new Map<ProblemReason, PlaceTally>();

  /** Keeps up to `examples` places a reason. */
  constructor(table: SourceTable, examples: number) {
    this.#table = table;
    this.#examples = examples;
  }

  /** Counts a row. */
  add(reason: ProblemReason, rowId: number, timestamp: number, nanoseconds: number): void {
    const known = this.#tallies.get(reason);
    const tally = known ?? new PlaceTally(this.#examples);
    if (known === undefined) this.#tallies.set(reason, tally);
    tally.add(rowId, timestamp, nanoseconds, null);
  }

  /** The counts, in order of first appearance. */
  toBadRows(instrument: string | null): readonly BadRows[] {
    return Array.from(this.#tallies, ([reason, tally]) => ({
      table: this.#table,
      reason,
      instrument,
      ...tally.toPlaces(),
    }));
  }
}
