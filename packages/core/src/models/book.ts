import type { BookColumns } from '../columns/book-columns.ts';
import type { MetricColumns } from '../columns/metric-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { tradeFromRow } from '../columns/trade-from-row.ts';
import { OrderflowError } from '../errors.ts';
import { snapshotFromRow } from '../pipeline/snapshot-from-row.ts';
import type { BookSnapshot } from './book-snapshot.ts';
import type { Metric } from './metric.ts';
import type { Trade } from './trade.ts';

/** Makes the levels of one snapshot of a batch, on demand. */
export type SnapshotReader = (index: number, trades: readonly Trade[]) => BookSnapshot;

/** The book rows that the snapshots of a batch stand in: data alone, fit for another thread or process. */
export interface BookLevels {
  readonly columns: BookColumns;
  /** The row of each snapshot. */
  readonly rows: Uint32Array;
}

/** The parts of a `Book`. */
export interface BookParts {
  readonly instrument: string;
  /** One row a snapshot, all of `instrument`. */
  readonly metrics: MetricColumns;
  /** The trades of the batch, oldest first, all of `instrument` and all good. */
  readonly trades: TradeColumns;
  /** For each snapshot the number of trades up to and with its time. The rest came after the last snapshot. */
  readonly tradeEnds: Uint32Array;
  /** The rows of the levels; absent where the batch comes from stored metrics. */
  readonly levels?: BookLevels;
  /** Makes levels where they do not stand in rows. */
  readonly readSnapshot?: SnapshotReader;
}

/**
 * A run of snapshots of one instrument in time order, with their metrics and trades. Columns are there at once; objects
 * are made on demand.
 */
export class Book {
  readonly instrument: string;
  readonly metrics: MetricColumns;
  readonly trades: TradeColumns;
  readonly tradeEnds: Uint32Array;
  /** The rows of the levels; null where the batch has none, or makes them in another way. */
  readonly levels: BookLevels | null;
  readonly #readSnapshot: SnapshotReader | undefined;

  constructor(parts: BookParts) {
    this.instrument = parts.instrument;
    this.metrics = parts.metrics;
    this.trades = parts.trades;
    this.tradeEnds = parts.tradeEnds;
    this.levels = parts.levels ?? null;
    this.#readSnapshot = parts.readSnapshot ?? (parts.levels && readerOf(parts.levels));
  }

  /** Number of snapshots. */
  get length(): number {
    return this.metrics.count;
  }

  /** Whether snapshots can be made: false where the batch comes from stored metrics. */
  get hasLevels(): boolean {
    return this.#readSnapshot !== undefined;
  }

  /** The same snapshots with other metrics or other trades. */
  with(changes: Partial<Pick<BookParts, 'metrics' | 'trades' | 'tradeEnds'>>): Book {
    const { instrument, metrics, trades, tradeEnds } = this;
    const levels = this.levels === null ? {} : { levels: this.levels };
    const reader = this.#readSnapshot === undefined ? {} : { readSnapshot: this.#readSnapshot };
    return new Book({ instrument, metrics, trades, tradeEnds, ...levels, ...reader, ...changes });
  }

  /** The metric of snapshot `index`, from 0. */
  metric(index: number): Metric {
    const { metrics } = this;
    this.#check(index);
    return {
      snapshotId: metrics.snapshotIds[index]!,
      instrument: this.instrument,
      timestamp: metrics.timestamps[index]!,
      nanoseconds: metrics.nanoseconds[index]!,
      obi: metrics.obi[index]!,
      cvd: metrics.cvd[index]!,
      bestBid: nullWhereNaN(metrics.bestBid[index]!),
      bestAsk: nullWhereNaN(metrics.bestAsk[index]!),
    };
  }

  /**
   * Snapshot `index`, from 0, with its levels and the trades since the snapshot before.
   * @throws OrderflowError `bad-strategy` where the batch carries no levels.
   */
  snapshot(index: number): BookSnapshot {
    this.#check(index);
    if (this.#readSnapshot === undefined) {
      throw new OrderflowError(
        'bad-strategy',
        "this book comes from stored metrics and has no levels; a strategy that reads snapshots must not declare reads: 'metrics'",
      );
    }
    return this.#readSnapshot(index, this.tradesOf(index));
  }

  /** The trades since the snapshot before, up to and with the time of snapshot `index`, oldest first. */
  tradesOf(index: number): readonly Trade[] {
    this.#check(index);
    const trades: Trade[] = [];
    for (let row = index === 0 ? 0 : this.tradeEnds[index - 1]!; row < this.tradeEnds[index]!; row++) {
      trades.push(tradeFromRow(this.trades, row));
    }
    return trades;
  }

  /** All snapshots in time order. */
  *[Symbol.iterator](): IterableIterator<BookSnapshot> {
    for (let index = 0; index < this.length; index++) yield this.snapshot(index);
  }

  #check(index: number): void {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw new RangeError(`snapshot ${index} of a book of ${this.length}`);
    }
  }
}

function readerOf({ columns, rows }: BookLevels): SnapshotReader {
  return (index, trades) => snapshotFromRow(columns, rows[index]!, trades);
}

function nullWhereNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
