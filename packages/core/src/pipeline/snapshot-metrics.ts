import { type BookColumns, NO_INSTRUMENT } from '../columns/book-columns.ts';
import { sortLevels, volumeOfDepth } from '../levels/best-first.ts';
import { type BookSide, LevelScanner } from '../levels/level-scanner.ts';
import { obiOfVolumes } from '../metrics/order-book-imbalance.ts';
import type { ProblemReason } from '../ports/row-problem.ts';

/**
 * Computes what a snapshot's levels alone decide: OBI and best prices. One calculator serves any number of snapshots; a
 * result stands until the next.
 */
export class SnapshotMetrics {
  /** Order-book imbalance, -1 to +1. */
  obi = 0;
  /** Highest bid; NaN for an empty side. */
  bestBid = Number.NaN;
  /** Lowest ask; NaN for an empty side. */
  bestAsk = Number.NaN;

  readonly #depth: number | null;
  readonly #scanner = new LevelScanner();
  #volume = 0;
  #best = Number.NaN;

  /** Counts the best `depth` levels a side, or all (null). */
  constructor(depth: number | null) {
    this.#depth = depth;
  }

  /** Computes one row of a batch; null, or why it cannot be used. */
  compute(columns: BookColumns, row: number): ProblemReason | null {
    if (columns.instruments[row] === NO_INSTRUMENT) return 'missing-instrument';
    if (columns.oversized[row] === 1) return 'oversized-levels';
    const { text, offsets } = columns;
    return this.computeText(text, offsets[3 * row]!, offsets[3 * row + 1]!, offsets[3 * row + 2]!);
  }

  /** Computes a snapshot whose bids stand from `start` to `middle` and its asks from there to `end`. */
  computeText(text: Uint8Array, start: number, middle: number, end: number): ProblemReason | null {
    const bidProblem = this.#computeSide(text, start, middle, 'bid');
    if (bidProblem !== null) return bidProblem;
    const bidVolume = this.#volume;
    this.bestBid = this.#best;
    const askProblem = this.#computeSide(text, middle, end, 'ask');
    if (askProblem !== null) return askProblem;
    this.bestAsk = this.#best;
    this.obi = obiOfVolumes(bidVolume, this.#volume);
    return Number.isNaN(this.obi) ? 'overflow' : null;
  }

  #computeSide(text: Uint8Array, start: number, end: number, side: BookSide): ProblemReason | null {
    const scanner = this.#scanner;
    const problem = scanner.scan(text, start, end, side);
    if (problem !== null) return problem;
    this.#best = scanner.best;
    this.#volume = this.#depth === null ? scanner.volume : this.#topVolume(this.#depth, side);
    return null;
  }

  #topVolume(depth: number, side: BookSide): number {
    const { levels, isSorted } = this.#scanner;
    return volumeOfDepth(isSorted ? levels : sortLevels(levels, side), depth);
  }
}
