import {
  type BookColumns,
  type BookSide,
  LevelScanner,
  type LevelSide,
  type OrderflowRepository,
  type ProblemReason,
  sortLevels,
  type TimeRange,
} from '@orderflow/core';
import type { ChunkBuilder } from './chunk-builder.ts';
import { ColumnSource } from './event-source.ts';
import type { MarketClock } from './market-clock.ts';
import type { SkippedRowLog } from './skipped-rows.ts';

/** What a source of books is made of. */
export interface BookSourceParts {
  readonly batches: AsyncIterable<BookColumns>;
  /** The index of their instrument. */
  readonly instrument: number;
  readonly clock: MarketClock;
  /** Is told the rows that cannot be used. */
  readonly skipped: SkippedRowLog;
}

/** The books of one instrument, from several repositories that follow one another. */
export class BookSource extends ColumnSource<BookColumns> {
  readonly #skipped: SkippedRowLog;
  readonly #instrument: number;
  readonly #bids = new LevelScanner();
  readonly #asks = new LevelScanner();

  constructor({ batches, instrument, clock, skipped }: BookSourceParts) {
    super(batches, clock);
    this.#skipped = skipped;
    this.#instrument = instrument;
  }

  protected override addTo(builder: ChunkBuilder, { text, offsets, ids, oversized }: BookColumns, row: number): void {
    const [start, middle, end] = [offsets[3 * row]!, offsets[3 * row + 1]!, offsets[3 * row + 2]!];
    const bids = oversized[row] === 1 ? 'oversized-levels' : readLevels(this.#bids, text, start, middle, 'bid');
    const asks = typeof bids === 'string' ? bids : readLevels(this.#asks, text, middle, end, 'ask');
    if (typeof bids === 'string') this.#skipped.add('book', bids, ids[row]!, this.clock);
    else if (typeof asks === 'string') this.#skipped.add('book', asks, ids[row]!, this.clock);
    else builder.addBook(this.#instrument, this.clock, ids[row]!, bids, asks);
  }

  protected override onTimeless(id: number): void {
    this.#skipped.add('book', 'unreadable-timestamp', id, null);
  }
}

/** The book rows of an instrument from repositories, one after another. */
export async function* bookRowsOf(
  repositories: readonly OrderflowRepository[],
  instrument: string,
  range: TimeRange,
  batchSize: number,
): AsyncGenerator<BookColumns> {
  for (const repository of repositories) {
    yield* repository.iterateBookRows({ instrument, range, order: 'time', batchSize });
  }
}

function readLevels(
  scanner: LevelScanner,
  text: Uint8Array,
  start: number,
  end: number,
  side: BookSide,
): LevelSide | ProblemReason {
  const problem = scanner.scan(text, start, end, side);
  if (problem !== null) return problem;
  if (!(scanner.volume < Number.POSITIVE_INFINITY)) return 'overflow';
  return scanner.isSorted ? scanner.levels : sortLevels(scanner.levels, side);
}
