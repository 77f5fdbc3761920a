import type { BookColumns, RowQuery, TradeColumns } from '../../src/index.ts';
import { MemoryRepository } from './memory-repository.ts';

/** A repository that knows how many of its reads are under way, and how many batches it handed out. */
export class WatchedRepository extends MemoryRepository {
  openReads = 0;
  batches = 0;

  override iterateBookRows(query: RowQuery): AsyncGenerator<BookColumns> {
    return this.#watch(super.iterateBookRows(query));
  }

  override iterateTradeRows(query: RowQuery): AsyncGenerator<TradeColumns> {
    return this.#watch(super.iterateTradeRows(query));
  }

  async *#watch<Batch>(batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
    this.openReads++;
    try {
      for await (const batch of batches) {
        this.batches++;
        yield batch;
      }
    } finally {
      this.openReads--;
    }
  }
}
