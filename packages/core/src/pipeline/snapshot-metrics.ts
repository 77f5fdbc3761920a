import { type BookColumns, NO_INSTRUMENT } from '../columns/book-columns.ts';
import { BestLevels } from '../levels/best-levels.ts';
import { LevelReader } from '../levels/level-reader.ts';
import type { BookSide } from '../levels/level-scanner.ts';
import { SideTotals } from '../levels/side-totals.ts';
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

  readonly #reader = new LevelReader();
  readonly #levels: SideTotals | BestLevels;
  #bidVolume = 0;

  /** Counts the best `depth` levels a side, or all (null). */
  constructor(depth: number | null) {
    this.#levels = depth === null ? new SideTotals() : new BestLevels(depth);
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
    return this.computeBids(text, start, middle) ?? this.computeAsks(text, middle, end);
  }

  /** Computes the bids of a snapshot, which stand from `start` to `end`; its asks must follow. */
  computeBids(text: Uint8Array, start: number, end: number): ProblemReason | null {
    const problem = this.#read(text, start, end, 'bid');
    if (problem !== null) return problem;
    this.#bidVolume = this.#levels.volume;
    this.bestBid = this.#levels.best;
    return null;
  }

  /** Computes the asks of a snapshot, and what they come to with the bids before. */
  computeAsks(text: Uint8Array, start: number, end: number): ProblemReason | null {
    const problem = this.#read(text, start, end, 'ask');
    if (problem !== null) return problem;
    this.bestAsk = this.#levels.best;
    this.obi = obiOfVolumes(this.#bidVolume, this.#levels.volume);
    return Number.isNaN(this.obi) ? 'overflow' : null;
  }

  #read(text: Uint8Array, start: number, end: number, side: BookSide): ProblemReason | null {
    this.#levels.turnTo(side);
    return this.#reader.read(text, start, end, this.#levels);
  }
}
