import type { BookColumns } from '../columns/book-columns.ts';
import type { SnapshotColumns } from '../columns/snapshot-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import type { Trade } from '../models/trade.ts';
import type { TimeRange, Timestamp } from '../timestamps/timestamp.ts';
import type { TimestampFormat } from '../timestamps/timestamp-reader.ts';
import type { RowOrder, RowPosition } from './processing-state.ts';
import type { SourceTable } from './row-problem.ts';

/** Which rows of a table to read, and how. */
export interface RowQuery {
  /** Only this instrument's rows; all instruments by default. */
  readonly instrument?: string;
  /** Only rows in this span; rows without a readable timestamp are in every unbounded range only. */
  readonly range?: TimeRange;
  /** `id`: as the rows lie. `time`: by (timestamp, id), whatever that costs; unreadable timestamps come first. */
  readonly order: RowOrder;
  /** Only rows with a larger id. */
  readonly afterId?: number;
  /** Only rows behind this place in (timestamp, id) order; with `order: 'time'` only. */
  readonly after?: RowPosition;
  /** Whether trades carry the exchange's ids, which cost time; they do unless this is false. */
  readonly withTradeIds?: boolean;
  /** The most rows a batch holds; a batch is bounded by bytes too and is never empty. */
  readonly batchSize: number;
}

/** What a table holds of one instrument. */
export interface InstrumentSpan {
  readonly instrument: string;
  /** Rows with a readable timestamp. */
  readonly rows: number;
  readonly first: Timestamp;
  readonly last: Timestamp;
}

/**
 * Reads order-book snapshots and trades. Batches are columns; nothing is held open between two batches, so a writer is
 * never locked out.
 */
export interface OrderflowRepository {
  /** The source's name for messages: a file, a table, an address. */
  readonly name: string;
  /** Book rows in batches. */
  iterateBookRows(query: RowQuery): AsyncIterable<BookColumns>;
  /**
   * Book rows with what their levels come to, in batches: OBI over the best `depth` levels a side, or all (null). Equal
   * to `computeSnapshots` of `iterateBookRows`, bit by bit, however it is done.
   */
  iterateSnapshots(query: RowQuery, depth: number | null): AsyncIterable<SnapshotColumns>;
  /** Trade rows in batches. */
  iterateTradeRows(query: RowQuery): AsyncIterable<TradeColumns>;
  /** The good trades of a span in (timestamp, id) order, as objects: for small spans and for people. */
  loadTradesByTimestamp(range: TimeRange, instrument?: string): Promise<readonly Trade[]>;
  /** Number of rows, of all by default; `idAtMost` counts rows up to an id. */
  countRows(table: SourceTable, bound?: { readonly idAtMost: number }): Promise<number>;
  /** Number of rows with a readable timestamp up to and with a place in (timestamp, id) order. */
  countRowsUpTo(table: SourceTable, position: RowPosition): Promise<number>;
  /** The smallest and the largest row id; null for an empty table. */
  rowIdRange(table: SourceTable): Promise<{ readonly first: number; readonly last: number } | null>;
  /**
   * What a table holds, an entry an instrument in order of name. Reads every row's timestamp; of instruments in `except`
   * nobody asks: they may be left out.
   */
  describe(table: SourceTable, except?: readonly string[]): Promise<readonly InstrumentSpan[]>;
  /** Trade rows whose (instrument, trade id) stands on an earlier row too. */
  countRepeatedTradeIds(): Promise<number>;
  /** The ways in which timestamps are written, among the rows that this repository has read so far. */
  timestampFormats(table: SourceTable): readonly TimestampFormat[];
}
