import type { LevelSide } from '@orderflow/core';
import { type AnnotatorOptions, EventAnnotator } from './event-annotator.ts';
import { LevelRows } from './level-rows.ts';
import { BOOK, type MarketChunk, type PlainChunk, TRADE } from './market-chunk.ts';

/** How a market is put together. */
export interface ChunkBuilderOptions extends AnnotatorOptions {
  /** The most events that a chunk holds. */
  readonly capacity: number;
}

/** Puts events, in the order of time, into chunks; what carries over from one to the next, such as the CVD, it keeps. */
export class ChunkBuilder {
  /** Number of events in the chunk so far. */
  count = 0;
  readonly #options: ChunkBuilderOptions;
  readonly #annotator: EventAnnotator;
  #columns: ChunkColumns;
  #levels = new LevelRows();
  #books = 0;
  #trades = 0;

  constructor(options: ChunkBuilderOptions) {
    this.#options = options;
    this.#annotator = new EventAnnotator(options);
    this.#columns = makeColumns(options);
  }

  get isFull(): boolean {
    return this.count === this.#options.capacity;
  }

  /** Adds a book: sides best first, each price once. */
  addBook(instrument: number, clock: number, id: number, bids: LevelSide, asks: LevelSide): void {
    const row = this.#books++;
    const { bookIds, offsets } = this.#columns;
    bookIds[row] = id;
    this.#levels.append(bids.prices, bids.sizes, bids.count);
    offsets[2 * row + 1] = this.#levels.count;
    this.#levels.append(asks.prices, asks.sizes, asks.count);
    offsets[2 * row + 2] = this.#levels.count;
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
    this.#addEvent(TRADE, row, instrument, clock);
  }

  /** The chunk so far; the next event begins another. */
  build(): MarketChunk {
    return this.#annotator.annotate(this.#take());
  }

  #take(): PlainChunk {
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
      },
      trades: {
        count: trades,
        ids: columns.tradeIds.subarray(0, trades),
        prices: columns.prices.subarray(0, trades),
        sizes: columns.sizes.subarray(0, trades),
        signs: columns.signs.subarray(0, trades),
      },
    };
  }

  #addEvent(kind: number, row: number, instrument: number, clock: number): void {
    const event = this.count++;
    const { clocks, kinds, instruments, rows } = this.#columns;
    clocks[event] = clock;
    kinds[event] = kind;
    instruments[event] = instrument;
    rows[event] = row;
  }
}

/** What was traded. */
export interface TradeParts {
  readonly price: number;
  readonly size: number;
  readonly sign: number;
}

type ChunkColumns = ReturnType<typeof makeColumns>;

function makeColumns({ capacity }: ChunkBuilderOptions) {
  return {
    clocks: new Float64Array(capacity),
    kinds: new Uint8Array(capacity),
    instruments: new Uint16Array(capacity),
    rows: new Uint32Array(capacity),
    bookIds: new Float64Array(capacity),
    offsets: new Uint32Array(2 * capacity + 1),
    tradeIds: new Float64Array(capacity),
    prices: new Float64Array(capacity),
    sizes: new Float64Array(capacity),
    signs: new Int8Array(capacity),
  };
}
