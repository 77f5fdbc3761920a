import type { MetricColumns } from '../columns/metric-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { midOf } from '../metrics/top-of-book.ts';
import type { LaterMetrics } from '../ports/tile-repository.ts';
import { BucketFeed } from './bucket-feed.ts';
import { BucketLevels } from './bucket-levels.ts';
import { CANDLE_RECORD, type CandleBasis, writeMidRecord, writeTradeRecord } from './candle-record.ts';
import { Ladder } from './ladder.ts';
import { RowBuffer } from './row-buffer.ts';
import type { RowColumns } from './row-columns.ts';
import type { TileCollector } from './tile-collector.ts';
import { CANDLE_SECONDS } from './tile-grid.ts';

const CANDLE_LENGTHS = CANDLE_SECONDS.map((seconds) => 1000 * seconds);

/** Where one instrument goes on from. */
export interface InstrumentStart {
  /** How many rows of the instrument came before. */
  readonly rows: number;
  /** Whether it had a trade already. */
  readonly hasTrades: boolean;
  /** No row came before behind this time; -Infinity where none came. */
  readonly timestamp: number;
}

/** What one instrument's tiles are made of: rows, buckets and candles in progress. */
export class InstrumentPyramid {
  readonly instrument: string;
  /** Buckets of rows. */
  readonly buckets: BucketLevels;
  /** Candles of trades, a rung each of 1 s, 1 min and 1 h. */
  readonly candles: Ladder;
  readonly #collector: TileCollector;
  readonly #feed: BucketFeed;
  readonly #rows: RowBuffer;
  readonly #record = new Float64Array(CANDLE_RECORD.stride);
  /** Candles of the mid, as long as there is no trade. */
  #midCandles: Ladder | null;

  constructor(instrument: string, collector: TileCollector, start: InstrumentStart) {
    this.instrument = instrument;
    this.#collector = collector;
    this.#rows = new RowBuffer(start.rows);
    this.buckets = new BucketLevels((level, tile, records, count) =>
      collector.addBuckets(instrument, level, tile, records, count),
    );
    this.#feed = new BucketFeed(this.buckets, start.timestamp);
    this.candles = this.#candleLadder('trades');
    this.#midCandles = start.hasTrades ? null : this.#candleLadder('mid');
  }

  /** Candles of the mid in progress; null where there are trades. */
  get midCandles(): Ladder | null {
    return this.#midCandles;
  }

  /** Adds one row of metrics, whose number among all metrics is `metric`. */
  addRow(columns: MetricColumns, row: number, metric: number): void {
    const timestamp = columns.timestamps[row]!;
    const price = midOf(columns.bestBid[row]!, columns.bestAsk[row]!);
    this.#buffer(columns, row, price, metric);
    this.#feed.add(timestamp, price, columns.obi[row]!, columns.cvd[row]!);
    if (this.#midCandles !== null) this.#addMid(this.#midCandles, timestamp, price);
  }

  /** Puts rows into the row tile in progress, and nowhere else. */
  bufferRows({ metrics, lastMetric }: LaterMetrics): void {
    for (let row = 0; row < metrics.count; row++) {
      this.#buffer(metrics, row, midOf(metrics.bestBid[row]!, metrics.bestAsk[row]!), lastMetric);
    }
  }

  /** Puts the mids of rows into candles, and nowhere else; nothing where there are trades. */
  addMids({ count, timestamps, price }: RowColumns): void {
    if (this.#midCandles === null) return;
    for (let row = 0; row < count; row++) this.#addMid(this.#midCandles, timestamps[row]!, price[row]!);
  }

  /** Adds one good trade. */
  addTrade(columns: TradeColumns, row: number): void {
    if (this.#midCandles !== null) {
      this.#midCandles = null;
      this.#collector.dropMid(this.instrument);
    }
    writeTradeRecord(
      this.#record,
      columns.timestamps[row]!,
      columns.prices[row]!,
      columns.sizes[row]!,
      columns.sides[row]!,
    );
    this.candles.push(0, this.#record, 0);
  }

  /** Gives the collector every tile that ends at or before a time. */
  settle(timestamp: number): void {
    this.#feed.settle(timestamp);
    this.buckets.settle(timestamp);
    this.candles.settle(timestamp);
    this.#midCandles?.settle(timestamp);
  }

  /** Gives the collector every tile as it stands; nothing can be added afterwards. */
  finish(): void {
    this.settle(Number.POSITIVE_INFINITY);
    if (this.#rows.count > 0) this.#collector.addRows(this.instrument, this.#rows);
  }

  #buffer(columns: MetricColumns, row: number, price: number, metric: number): void {
    this.#rows.push(columns, row, price, metric);
    if (!this.#rows.isFull) return;
    this.#collector.addRows(this.instrument, this.#rows);
    this.#rows.clear();
  }

  #addMid(candles: Ladder, timestamp: number, mid: number): void {
    if (Number.isNaN(mid)) return;
    writeMidRecord(this.#record, timestamp, mid);
    candles.push(0, this.#record, 0);
  }

  #candleLadder(basis: CandleBasis): Ladder {
    return new Ladder(CANDLE_LENGTHS, CANDLE_RECORD, (rung, tile, records, count) =>
      this.#collector.addCandles({ instrument: this.instrument, basis, rung }, tile, records, count),
    );
  }
}
