import { joinTrades } from '../columns/join-trades.ts';
import { momentOf } from '../columns/metrics-from.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import type { Book } from '../models/book.ts';
import { compareTimestamps, justAfter, type TimeRange, type Timestamp } from '../timestamps/timestamp.ts';
import type { PartReader } from './part-reader.ts';

/**
 * Carries the trades behind the last snapshot of a part over to the first snapshot of the next, as if all parts were one.
 * A part's trades are taken to end where the next part begins.
 */
export class CarriedTrades {
  readonly #readers: readonly PartReader[];
  readonly #range: TimeRange;
  #part = 0;
  #since: Timestamp | undefined;

  /** `readers` of all parts of the instrument, in order of time. */
  constructor(readers: readonly PartReader[], range: TimeRange) {
    this.#readers = readers;
    this.#range = range;
    this.#since = range.start;
  }

  /** The next book, of the part with that index, with what was carried over to it. Books come in time order. */
  async apply(part: number, book: Book): Promise<Book> {
    const carried: TradeColumns[] = [];
    for (; this.#part < part; this.#part++) {
      carried.push(...(await this.#tradesLeft(this.#part)));
      this.#since = this.#range.start;
    }
    this.#since = justAfter(momentOf(book.metrics, book.length - 1));
    if (carried.length === 0) return book;
    const trades = joinTrades(book.instrument, [...carried, book.trades]);
    const before = trades.count - book.trades.count;
    return book.with({ trades, tradeEnds: book.tradeEnds.map((end) => end + before) });
  }

  /** The trades of a part that no book has had. */
  async #tradesLeft(part: number): Promise<readonly TradeColumns[]> {
    const next = this.#readers[part + 1]!.part.first;
    const start = this.#since;
    if (start !== undefined && compareTimestamps(next, start) <= 0) return [];
    const { end } = this.#range;
    const range = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
    const left: TradeColumns[] = [];
    for await (const trades of this.#readers[part]!.trades(range, true)) left.push(trades);
    return left;
  }
}
