import type { SourceTable } from '../ports/row-problem.ts';
import type { Finding, FindingKind, FindingPlace } from './quality-report.ts';

/** The order in which findings are told. */
const KINDS: readonly FindingKind[] = [
  'gap',
  'repeated-timestamp',
  'unchanged-book',
  'out-of-order',
  'crossed-book',
  'locked-book',
  'empty-bids',
  'empty-asks',
  'empty-book',
];

/** Counts one instrument's findings in one table and keeps the first places of each. */
export class FindingTally {
  readonly #places = new Map<FindingKind, { rows: number; readonly first: FindingPlace[] }>();
  readonly #examples: number;

  /** Keeps up to `examples` places a kind. */
  constructor(examples: number) {
    this.#examples = examples;
  }

  /** Counts a row. */
  add(kind: FindingKind, rowId: number, timestamp: number, nanoseconds: number, seconds: number | null = null): void {
    const known = this.#places.get(kind);
    const entry = known ?? { rows: 0, first: [] };
    if (known === undefined) this.#places.set(kind, entry);
    entry.rows++;
    if (entry.first.length < this.#examples) entry.first.push({ rowId, at: { timestamp, nanoseconds }, seconds });
  }

  /** The findings, by kind. */
  toFindings(table: SourceTable, instrument: string): readonly Finding[] {
    return KINDS.flatMap((kind) => {
      const entry = this.#places.get(kind);
      return entry === undefined ? [] : [{ table, kind, instrument, rows: entry.rows, places: [...entry.first] }];
    });
  }
}
