import {
  type BookColumns,
  type BookSide,
  LevelScanner,
  type LevelSide,
  type OrderflowRepository,
  sortLevels,
  type TimeRange,
} from '@orderflow/core';
import type { ChunkBuilder } from './chunk-builder.ts';
import { ColumnSource } from './event-source.ts';
import type { MarketClock } from './market-clock.ts';

/** The books of one instrument, from several repositories that follow one another. */
export class BookSource extends ColumnSource<BookColumns> {
  /** Clocks of the books that were left out, as their levels cannot be used. */
  readonly skippedClocks: number[] = [];
  readonly #instrument: number;
  readonly #bids = new LevelScanner();
  readonly #asks = new LevelScanner();

  constructor(batches: AsyncIterable<BookColumns>, instrument: number, clock: MarketClock) {
    super(batches, clock);
    this.#instrument = instrument;
  }

  protected override addTo(builder: ChunkBuilder, { text, offsets, ids, oversized }: BookColumns, row: number): void {
    const [start, middle, end] = [offsets[3 * row]!, offsets[3 * row + 1]!, offsets[3 * row + 2]!];
    const bids = oversized[row] === 1 ? null : readLevels(this.#bids, text, start, middle, 'bid');
    const asks = bids === null ? null : readLevels(this.#asks, text, middle, end, 'ask');
    if (bids === null || asks === null) this.skippedClocks.push(this.clock);
    else builder.addBook(this.#instrument, this.clock, ids[row]!, bids, asks);
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
): LevelSide | null {
  if (scanner.scan(text, start, end, side) !== null || !(scanner.volume < Number.POSITIVE_INFINITY)) return null;
  return scanner.isSorted ? scanner.levels : sortLevels(scanner.levels, side);
}
