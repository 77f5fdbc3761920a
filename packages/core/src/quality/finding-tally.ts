import type { SourceTable } from '../ports/row-problem.ts';
import type { Finding, FindingKind, FindingPlace } from './quality-report.ts';
import { TimeHistogram } from './time-histogram.ts';

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

/** What is kept of a kind, in constant memory. */
interface Entry {
  rows: number;
  readonly first: FindingPlace[];
  readonly histogram: TimeHistogram;
}

/** Counts one instrument's findings in one table and keeps the first places of each, and where all lie in time. */
export class FindingTally {
  readonly #places = new Map<FindingKind, Entry>();
  readonly #examples: number;

  /** Keeps up to `examples` places a kind. */
  constructor(examples: number) {
    this.#examples = examples;
  }

  /** Counts a row. */
  add(kind: FindingKind, rowId: number, timestamp: number, nanoseconds: number, seconds: number | null = null): void {
    const known = this.#places.get(kind);
    const entry = known ?? { rows: 0, first: [], histogram: new TimeHistogram() };
    if (known === undefined) this.#places.set(kind, entry);
    entry.rows++;
    entry.histogram.add(timestamp, seconds === null ? 0 : seconds * 1e3);
    if (entry.first.length < this.#examples) entry.first.push({ rowId, at: { timestamp, nanoseconds }, seconds });
  }

  /** The findings, by kind. */
  toFindings(table: SourceTable, instrument: string): readonly Finding[] {
    return KINDS.flatMap((kind) => {
      const entry = this.#places.get(kind);
      if (entry === undefined) return [];
      const { rows, first, histogram } = entry;
      return [{ table, kind, instrument, rows, places: [...first], histogram: histogram.toHistogram() }];
    });
  }
}
