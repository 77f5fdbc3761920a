import type { BookColumns } from '../columns/book-columns.ts';
import { firstTrades } from '../columns/first-trades.ts';
import type { MetricColumns } from '../columns/metric-columns.ts';
import { metricsFrom, momentOf } from '../columns/metrics-from.ts';
import type { SnapshotColumns } from '../columns/snapshot-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { TradeColumnsBuilder } from '../columns/trade-columns-builder.ts';
import { Book } from '../models/book.ts';
import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';
import type { RunObserver } from './processing-run.ts';

/** A book ends early where it holds this many trades, so that memory stays bounded. */
export const MOST_TRADES = 65_536;

/** Collects what a run over one instrument takes into a `Book` a batch. */
export class BookCollector implements RunObserver {
  readonly #instrument: string;
  readonly #from: Timestamp | undefined;
  #columns: BookColumns | null = null;
  #bookRows: number[] = [];
  #tradeEnds: number[] = [];
  #trades = new TradeColumnsBuilder();

  /** Leaves out what comes before `from`. */
  constructor(instrument: string, from?: Timestamp) {
    this.#instrument = instrument;
    this.#from = from;
  }

  /** Whether so many trades have come that the batch should end. */
  get isFull(): boolean {
    return this.#trades.count >= MOST_TRADES && this.#bookRows.length > 0;
  }

  /** Says where the levels of the following snapshots stand. */
  startBatch(columns: BookColumns): void {
    this.#columns = columns;
  }

  onTrade(columns: TradeColumns, row: number): void {
    if (!this.#isBefore(columns, row)) this.#trades.push(columns, row);
  }

  onSnapshot(columns: SnapshotColumns, row: number): void {
    if (this.#isBefore(columns, row)) return;
    this.#bookRows.push(row);
    this.#tradeEnds.push(this.#trades.count);
  }

  /**
   * The book of the batch whose metrics these are, null where it has no snapshot; a new batch begins. Trades behind the
   * last snapshot belong to the next one, in whatever batch it stands.
   */
  takeBook(metrics: MetricColumns): Book | null {
    const columns = this.#columns;
    const bookRows = this.#bookRows;
    if (columns === null || bookRows.length === 0) return null;
    const tradeEnds = Uint32Array.from(this.#tradeEnds);
    const trades = this.#takeTrades(tradeEnds.at(-1)!);
    this.#bookRows = [];
    this.#tradeEnds = [];
    return new Book({
      instrument: this.#instrument,
      metrics: metricsFrom(metrics, this.#from),
      trades,
      tradeEnds,
      levels: { columns, rows: Uint32Array.from(bookRows) },
    });
  }

  #takeTrades(count: number): TradeColumns {
    const all = this.#trades.build();
    this.#trades = new TradeColumnsBuilder();
    for (let row = count; row < all.count; row++) this.#trades.push(all, row);
    return firstTrades(all, count);
  }

  #isBefore(columns: SnapshotColumns | TradeColumns, row: number): boolean {
    return this.#from !== undefined && compareTimestamps(momentOf(columns, row), this.#from) < 0;
  }
}
