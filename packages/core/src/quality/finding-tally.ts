import type { SourceTable } from '../ports/row-problem.ts';
import { PlaceTally } from './place-tally.ts';
import type { Finding, FindingKind } from './quality-report.ts';

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

/** Counts one instrument's findings in one table and keeps the first places of each, and where all lie in time. */
export class FindingTally {
  readonly #places = new Map<FindingKind, PlaceTally>();
  readonly #examples: number;

  /** Keeps up to `examples` places a kind. */
  constructor(examples: number) {
    this.#examples = examples;
  }

  /** Counts a row. */
  add(kind: FindingKind, rowId: number, timestamp: number, nanoseconds: number, seconds: number | null = null): void {
    const known = this.#places.get(kind);
    const tally = known ?? new PlaceTally(this.#examples);
    if (known === undefined) this.#places.set(kind, tally);
    tally.add(rowId, timestamp, nanoseconds, seconds);
  }

  /** The findings, by kind. */
  toFindings(table: SourceTable, instrument: string): readonly Finding[] {
    return KINDS.flatMap((kind) => {
      const tally = this.#places.get(kind);
      return tally === undefined ? [] : [{ table, kind, instrument, ...tally.toPlaces() }];
    });
  }
}
