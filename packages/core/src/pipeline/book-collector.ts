import type { BookColumns } from '../columns/book-columns.ts';
import type { MetricColumns } from '../columns/metric-columns.ts';
import { MetricColumnsBuilder } from '../columns/metric-columns-builder.ts';
import { metricsFrom, momentOf } from '../columns/metrics-from.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { TradeColumnsBuilder } from '../columns/trade-columns-builder.ts';
import { Book, type SnapshotReader } from '../models/book.ts';
import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';
import type { RunObserver } from './processing-run.ts';
import { snapshotFromRow } from './snapshot-from-row.ts';

/** A batch ends early where it holds this many trades, so that memory stays bounded. */
const MOST_TRADES = 65_536;

/** What one instrument did within a batch. */
interface Share {
  readonly bookRows: number[];
  readonly tradeEnds: number[];
  trades: TradeColumnsBuilder;
}

/** Collects what a run takes into one `Book` an instrument and batch. */
export class BookCollector implements RunObserver {
  readonly #shares = new Map<string, Share>();
  readonly #from: Timestamp | undefined;
  #columns: BookColumns | null = null;
  #tradeCount = 0;

  /** Leaves out what comes before a moment. */
  constructor(from?: Timestamp) {
    this.#from = from;
  }

  /** Whether so many trades have come that the batch should end. */
  get isFull(): boolean {
    return this.#tradeCount >= MOST_TRADES;
  }

  onTrade(columns: TradeColumns, row: number): void {
    if (this.#isBefore(columns, row)) return;
    this.#shareOf(columns.instrumentNames[columns.instruments[row]!]!).trades.push(columns, row);
    this.#tradeCount++;
  }

  onSnapshot(columns: BookColumns, row: number): void {
    this.#columns = columns;
    if (this.#isBefore(columns, row)) return;
    const share = this.#shareOf(columns.instrumentNames[columns.instruments[row]!]!);
    share.bookRows.push(row);
    share.tradeEnds.push(share.trades.count);
  }

  /** The books of the batch whose metrics these are; a new batch begins. Trades behind the last snapshot stay. */
  takeBooks(metrics: MetricColumns): readonly Book[] {
    const books: Book[] = [];
    for (const [instrument, share] of this.#shares) {
      if (share.bookRows.length > 0) books.push(this.#bookOf(instrument, share, metrics));
    }
    this.#columns = null;
    return books;
  }

  #bookOf(instrument: string, share: Share, metrics: MetricColumns): Book {
    const columns = this.#columns!;
    const rows = share.bookRows.splice(0);
    const tradeEnds = Uint32Array.from(share.tradeEnds.splice(0));
    const trades = share.trades.build();
    this.#tradeCount -= share.trades.count;
    share.trades = new TradeColumnsBuilder();
    const readSnapshot: SnapshotReader = (index, itsTrades) => snapshotFromRow(columns, rows[index]!, itsTrades);
    const own = metricsFrom(rowsOfInstrument(metrics, instrument), this.#from);
    return new Book({ instrument, metrics: own, trades, tradeEnds, readSnapshot });
  }

  #isBefore(columns: BookColumns | TradeColumns, row: number): boolean {
    return this.#from !== undefined && compareTimestamps(momentOf(columns, row), this.#from) < 0;
  }

  #shareOf(instrument: string): Share {
    const known = this.#shares.get(instrument);
    if (known !== undefined) return known;
    const share = { bookRows: [], tradeEnds: [], trades: new TradeColumnsBuilder() };
    this.#shares.set(instrument, share);
    return share;
  }
}

/** The rows of one instrument; the columns themselves where they hold no other. */
function rowsOfInstrument(metrics: MetricColumns, instrument: string): MetricColumns {
  const index = metrics.instrumentNames.indexOf(instrument);
  if (metrics.instruments.every((other) => other === index)) return metrics;
  const rows = new MetricColumnsBuilder(metrics.count);
  for (let row = 0; row < metrics.count; row++) {
    if (metrics.instruments[row] === index) rows.push(metrics, row);
  }
  return rows.build(metrics.instrumentNames);
}
