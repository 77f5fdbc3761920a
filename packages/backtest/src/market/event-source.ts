import type { ChunkBuilder } from './chunk-builder.ts';
import type { MarketClock } from './market-clock.ts';

/** Columns with a time a row. */
interface TimedColumns {
  readonly count: number;
  readonly ids: Float64Array;
  readonly timestamps: Float64Array;
  readonly nanoseconds: Uint32Array;
}

/** Rows of one kind and instrument in the order of time, read batch by batch and taken row by row. */
export interface EventSource {
  /** Clock of the row that it stands on; Infinity behind the last, -Infinity before a batch. */
  readonly clock: number;
  /** Whether the next row is not here yet. */
  readonly needsBatch: boolean;
  /** Reads the next rows, and stands on the first. */
  readBatch(): Promise<void>;
  /** Adds the row that it stands on to a chunk, and moves on. */
  take(builder: ChunkBuilder): void;
  /** Lets go of what it reads. */
  close(): Promise<void>;
}

/** A source of rows that come as columns. */
export abstract class ColumnSource<Columns extends TimedColumns> implements EventSource {
  clock = Number.NEGATIVE_INFINITY;
  readonly #batches: AsyncIterator<Columns>;
  readonly #marketClock: MarketClock;
  #columns: Columns | null = null;
  #row = -1;

  constructor(batches: AsyncIterable<Columns>, clock: MarketClock) {
    this.#batches = batches[Symbol.asyncIterator]();
    this.#marketClock = clock;
  }

  get needsBatch(): boolean {
    return this.clock === Number.NEGATIVE_INFINITY;
  }

  async readBatch(): Promise<void> {
    do {
      const { value, done } = await this.#batches.next();
      if (done === true) {
        this.clock = Number.POSITIVE_INFINITY;
        return;
      }
      this.#columns = value;
      this.#row = -1;
      this.#step();
    } while (this.needsBatch);
  }

  take(builder: ChunkBuilder): void {
    this.addTo(builder, this.#columns!, this.#row);
    this.#step();
  }

  async close(): Promise<void> {
    await this.#batches.return?.();
  }

  protected abstract addTo(builder: ChunkBuilder, columns: Columns, row: number): void;

  /** Is told the id of each row that is passed over, as its time cannot be read. */
  protected abstract onTimeless(id: number): void;

  /** Moves to the next row with a readable time, or before the next batch. */
  #step(): void {
    const { count, ids, timestamps, nanoseconds } = this.#columns!;
    while (++this.#row < count) {
      if (Number.isNaN(timestamps[this.#row]!)) {
        this.onTimeless(ids[this.#row]!);
        continue;
      }
      this.clock = this.#marketClock.of(timestamps[this.#row]!, nanoseconds[this.#row]!);
      return;
    }
    this.clock = Number.NEGATIVE_INFINITY;
  }
}
