import type { BookColumns } from '../columns/book-columns.ts';
import type { MetricColumns } from '../columns/metric-columns.ts';
import { MetricColumnsBuilder } from '../columns/metric-columns-builder.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { TradeColumnsBuilder } from '../columns/trade-columns-builder.ts';
import { Book, type SnapshotReader } from '../models/book.ts';
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
  #columns: BookColumns | null = null;
  #tradeCount = 0;

  /** Whether so many trades have come that the batch should end. */
  get isFull(): boolean {
    return this.#tradeCount >= MOST_TRADES;
  }

  onTrade(columns: TradeColumns, row: number): void {
    this.#shareOf(columns.instrumentNames[columns.instruments[row]!]!).trades.push(columns, row);
    this.#tradeCount++;
  }

  onSnapshot(columns: BookColumns, row: number): void {
    this.#columns = columns;
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
    const trades = share.trades.build(metrics.instrumentNames);
    this.#tradeCount -= share.trades.count;
    share.trades = new TradeColumnsBuilder();
    const readSnapshot: SnapshotReader = (index, itsTrades) => snapshotFromRow(columns, rows[index]!, itsTrades);
    return new Book({ instrument, metrics: rowsOfInstrument(metrics, instrument), trades, tradeEnds, readSnapshot });
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
export function rowsOfInstrument(metrics: MetricColumns, instrument: string): MetricColumns {
  const index = metrics.instrumentNames.indexOf(instrument);
  if (metrics.instruments.every((other) => other === index)) return metrics;
  const rows = new MetricColumnsBuilder(metrics.count);
  for (let row = 0; row < metrics.count; row++) {
    if (metrics.instruments[row] === index) rows.push(metrics, row);
  }
  return rows.build(metrics.instrumentNames);
}
