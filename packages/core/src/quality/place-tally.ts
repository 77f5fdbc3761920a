import type { FindingHistogram, FindingPlace } from './quality-report.ts';
import { TimeHistogram } from './time-histogram.ts';

/** Counts rows of one kind in constant memory: the first places, and where all lie in time. */
export class PlaceTally {
  /** Number of rows. */
  rows = 0;
  readonly #examples: number;
  readonly #places: FindingPlace[] = [];
  readonly #histogram = new TimeHistogram();

  /** Keeps up to `examples` places. */
  constructor(examples: number) {
    this.#examples = examples;
  }

  /** Counts a row; `seconds` is the length of the gap that ends there. */
  add(rowId: number, timestamp: number, nanoseconds: number, seconds: number | null): void {
    this.rows++;
    this.#histogram.add(timestamp, seconds === null ? 0 : seconds * 1e3);
    if (this.#places.length < this.#examples) this.#places.push({ rowId, at: { timestamp, nanoseconds }, seconds });
  }

  /** What was counted. */
  toPlaces(): {
    readonly rows: number;
    readonly places: readonly FindingPlace[];
    readonly histogram: FindingHistogram;
  } {
    return { rows: this.rows, places: [...this.#places], histogram: this.#histogram.toHistogram() };
  }
}
