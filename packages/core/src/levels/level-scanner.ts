import type { ProblemReason } from '../ports/row-problem.ts';
import { LevelColumns } from './level-columns.ts';
import { LevelReader } from './level-reader.ts';

/** The side of an order book that a level text holds. */
export type BookSide = 'bid' | 'ask';

/**
 * Reads the level text of one side: `[[price, size, liquidation_count, order_count], ...]` as UTF-8 bytes into columns,
 * without an object a level. Numbers may be quoted, the last two fields may be missing, white space may stand
 * anywhere. A level of size 0 is no level. One scanner serves any number of texts; a result stands until the next scan.
 */
export class LevelScanner {
  /** The levels of the last text, in its order. */
  readonly levels = new LevelColumns();
  /** Sum of the sizes of all levels; Infinity where it overflows. */
  volume = 0;
  /** Best price: the highest bid, the lowest ask; NaN for an empty side. */
  best = Number.NaN;
  /** Whether the levels stand best first, each price once. */
  isSorted = true;

  readonly #reader = new LevelReader();

  /** Reads `bytes` from `start` to `end`; null, or why the text cannot be used. An empty text is an empty side. */
  scan(bytes: Uint8Array, start: number, end: number, side: BookSide): ProblemReason | null {
    const problem = this.#reader.read(bytes, start, end, this.levels);
    this.#summarise(side);
    return problem;
  }

  #summarise(side: BookSide): void {
    const { prices, sizes, count } = this.levels;
    const sign = side === 'bid' ? 1 : -1;
    let volume = 0;
    let best = Number.NEGATIVE_INFINITY;
    let previous = Number.POSITIVE_INFINITY;
    let isSorted = true;
    for (let row = 0; row < count; row++) {
      const price = prices[row]! * sign;
      volume += sizes[row]!;
      if (price > best) best = price;
      if (price >= previous) isSorted = false;
      previous = price;
    }
    this.volume = volume;
    this.best = count === 0 ? Number.NaN : best * sign;
    this.isSorted = isSorted;
  }
}
