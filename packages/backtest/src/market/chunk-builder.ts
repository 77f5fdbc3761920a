import { type Feature, isCrossed, isLocked, type LevelSide, midOf } from '@orderflow/core';
import { FeatureTracker } from './feature-tracker.ts';
import { LevelRows } from './level-rows.ts';
import { AFTER_GAP, BOOK, CROSSED, type MarketChunk, TRADE } from './market-chunk.ts';

/** How a market is put together. */
export interface ChunkBuilderOptions {
  /** Number of instruments. */
  readonly instruments: number;
  /** The features that every chunk carries. */
  readonly features: readonly Feature[];
  /** Two books of an instrument that lie further apart have a gap between them, nanoseconds. */
  readonly gapNs: number;
  /** The most events that a chunk holds. */
  readonly capacity: number;
}

/** Puts events, in the order of time, into chunks; what carries over from one to the next, such as the CVD, it keeps. */
export class ChunkBuilder {
  /** Number of events in the chunk so far. */
  count = 0;
  readonly #options: ChunkBuilderOptions;
  readonly #trackers: readonly FeatureTracker[];
  readonly #lastBooks: Float64Array;
  readonly #lastMids: Float64Array;
  #columns: ChunkColumns;
  #levels = new LevelRows();
  #books = 0;
  #trades = 0;

  constructor(options: ChunkBuilderOptions) {
    this.#options = options;
    this.#trackers = Array.from({ length: options.instruments }, () => new FeatureTracker());
    this.#lastBooks = new Float64Array(options.instruments).fill(Number.NaN);
    this.#lastMids = new Float64Array(options.instruments).fill(Number.NaN);
    this.#columns = makeColumns(options);
  }

  get isFull(): boolean {
    return this.count === this.#options.capacity;
  }

  /** Adds a book: sides best first, each price once. */
  addBook(instrument: number, clock: number, id: number, bids: LevelSide, asks: LevelSide): void {
    const row = this.#books++;
    const { bookIds, offsets, mids, flags } = this.#columns;
    const flag = this.#flagOf(instrument, clock, bids, asks);
    bookIds[row] = id;
    flags[row] = flag;
    mids[row] = this.#midOf(instrument, bids, asks);
    this.#levels.append(bids.prices, bids.sizes, bids.count);
    offsets[2 * row + 1] = this.#levels.count;
    this.#levels.append(asks.prices, asks.sizes, asks.count);
    offsets[2 * row + 2] = this.#levels.count;
    this.#trackers[instrument]!.onBook(bids, asks, (flag & AFTER_GAP) !== 0);
    this.#addEvent(BOOK, row, instrument, clock);
  }

  /** Adds a trade; `sign` is the aggressor's. */
  addTrade(instrument: number, clock: number, id: number, trade: TradeParts): void {
    const row = this.#trades++;
    const { tradeIds, prices, sizes, signs } = this.#columns;
    tradeIds[row] = id;
    prices[row] = trade.price;
    sizes[row] = trade.size;
    signs[row] = trade.sign;
    this.#trackers[instrument]!.onTrade(trade.sign, trade.size);
    this.#addEvent(TRADE, row, instrument, clock);
  }

  /** The chunk so far; the next event begins another. */
  build(): MarketChunk {
    const { count } = this;
    const columns = this.#columns;
    const [books, trades, levels] = [this.#books, this.#trades, this.#levels];
    this.#columns = makeColumns(this.#options);
    this.#levels = new LevelRows();
    this.#books = this.#trades = this.count = 0;
    return {
      count,
      clocks: columns.clocks.subarray(0, count),
      kinds: columns.kinds.subarray(0, count),
      instruments: columns.instruments.subarray(0, count),
      rows: columns.rows.subarray(0, count),
      books: {
        count: books,
        ids: columns.bookIds.subarray(0, books),
        offsets: columns.offsets.subarray(0, 2 * books + 1),
        prices: levels.prices.subarray(0, levels.count),
        sizes: levels.sizes.subarray(0, levels.count),
        mids: columns.mids.subarray(0, books),
        flags: columns.flags.subarray(0, books),
      },
      trades: {
        count: trades,
        ids: columns.tradeIds.subarray(0, trades),
        prices: columns.prices.subarray(0, trades),
        sizes: columns.sizes.subarray(0, trades),
        signs: columns.signs.subarray(0, trades),
      },
      features: columns.features,
    };
  }

  #addEvent(kind: number, row: number, instrument: number, clock: number): void {
    const event = this.count++;
    const { clocks, kinds, instruments, rows, features } = this.#columns;
    clocks[event] = clock;
    kinds[event] = kind;
    instruments[event] = instrument;
    rows[event] = row;
    for (const feature of this.#options.features) {
      features[feature]![event] = this.#trackers[instrument]!.valueOf(feature);
    }
  }

  #flagOf(instrument: number, clock: number, bids: LevelSide, asks: LevelSide): number {
    const isAfterGap = clock - this.#lastBooks[instrument]! > this.#options.gapNs;
    this.#lastBooks[instrument] = clock;
    const [bid, ask] = [bestOf(bids), bestOf(asks)];
    return (isAfterGap ? AFTER_GAP : 0) | (isCrossed(bid, ask) || isLocked(bid, ask) ? CROSSED : 0);
  }

  /** The last mid that there was. */
  #midOf(instrument: number, bids: LevelSide, asks: LevelSide): number {
    const mid = midOf(bestOf(bids), bestOf(asks));
    if (!Number.isNaN(mid)) this.#lastMids[instrument] = mid;
    return this.#lastMids[instrument]!;
  }
}

/** What was traded. */
export interface TradeParts {
  readonly price: number;
  readonly size: number;
  readonly sign: number;
}

type ChunkColumns = ReturnType<typeof makeColumns>;

function makeColumns({ capacity, features }: ChunkBuilderOptions) {
  return {
    clocks: new Float64Array(capacity),
    kinds: new Uint8Array(capacity),
    instruments: new Uint16Array(capacity),
    rows: new Uint32Array(capacity),
    bookIds: new Float64Array(capacity),
    offsets: new Uint32Array(2 * capacity + 1),
    mids: new Float64Array(capacity),
    flags: new Uint8Array(capacity),
    tradeIds: new Float64Array(capacity),
    prices: new Float64Array(capacity),
    sizes: new Float64Array(capacity),
    signs: new Int8Array(capacity),
    features: Object.fromEntries(features.map((feature) => [feature, new Float64Array(capacity)])) as Partial<
      Record<Feature, Float64Array>
    >,
  };
}

function bestOf({ count, prices }: LevelSide): number {
  return count > 0 ? prices[0]! : Number.NaN;
}
