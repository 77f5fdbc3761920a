import { type BookColumns, NO_INSTRUMENT } from '../columns/book-columns.ts';
import { sortLevels, volumeOfDepth } from '../levels/best-first.ts';
import { type BookSide, LevelScanner } from '../levels/level-scanner.ts';
import { obiOfVolumes } from '../metrics/order-book-imbalance.ts';
import type { ProblemReason } from '../ports/row-problem.ts';

/** Computes what a snapshot's levels alone decide: OBI and best prices. A result stands until the next call. */
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

  /** Computes one row; null, or why it cannot be used. */
  compute(columns: BookColumns, row: number): ProblemReason | null {
    if (columns.instruments[row] === NO_INSTRUMENT) return 'missing-instrument';
    if (columns.oversized[row] === 1) return 'oversized-levels';
    const bidProblem = this.#computeSide(columns, 3 * row, 'bid');
    if (bidProblem !== null) return bidProblem;
    const bidVolume = this.#volume;
    this.bestBid = this.#best;
    const askProblem = this.#computeSide(columns, 3 * row + 1, 'ask');
    if (askProblem !== null) return askProblem;
    this.bestAsk = this.#best;
    this.obi = obiOfVolumes(bidVolume, this.#volume);
    return Number.isNaN(this.obi) ? 'overflow' : null;
  }

  #computeSide(columns: BookColumns, field: number, side: BookSide): ProblemReason | null {
    const scanner = this.#scanner;
    const problem = scanner.scan(columns.text, columns.offsets[field]!, columns.offsets[field + 1]!, side);
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
