import type { ProblemCount, ProblemReason, SourceTable } from '@orderflow/core';

/** The rows of one table that were left out for one reason. */
export interface SkippedRows {
  readonly table: SourceTable;
  readonly reason: ProblemReason;
  /** Ids of the rows in their sources. */
  readonly ids: readonly number[];
  /** Clock of each row; null where its time cannot be read. */
  readonly clocks: readonly (number | null)[];
}

/** Notes rows that are left out. */
export class SkippedRowLog {
  readonly #rows = new Map<string, SkippedRows & { readonly ids: number[]; readonly clocks: (number | null)[] }>();

  /** The rows so far, in the order in which their reasons came first. */
  get rows(): readonly SkippedRows[] {
    return [...this.#rows.values()];
  }

  add(table: SourceTable, reason: ProblemReason, id: number, clock: number | null): void {
    const key = `${table} ${reason}`;
    const rows = this.#rows.get(key) ?? { table, reason, ids: [], clocks: [] };
    rows.ids.push(id);
    rows.clocks.push(clock);
    this.#rows.set(key, rows);
  }
}

/**
 * Counts the rows from a clock, inclusive, to another, exclusive: books before trades, the most frequent reason first.
 * Rows whose time cannot be read belong to all time alone, from -Infinity to Infinity.
 */
export function countSkippedRows(
  skipped: readonly SkippedRows[],
  startClock = Number.NEGATIVE_INFINITY,
  endClock = Number.POSITIVE_INFINITY,
): readonly ProblemCount[] {
  const isAllTime = startClock === Number.NEGATIVE_INFINITY && endClock === Number.POSITIVE_INFINITY;
  const isWithin = (clock: number | null) => (clock === null ? isAllTime : clock >= startClock && clock < endClock);
  return skipped
    .flatMap(({ table, reason, ids, clocks }) => {
      const within = ids.filter((_, row) => isWithin(clocks[row]!));
      const exampleRowId = within.reduce((least, id) => Math.min(least, id), Number.POSITIVE_INFINITY);
      return within.length === 0 ? [] : { table, reason, rows: within.length, exampleRowId };
    })
    .sort((one, other) => one.table.localeCompare(other.table) || other.rows - one.rows);
}
