import type { LevelSide, ProblemCount } from '@orderflow/core';
import { ChunkBuilder, type TradeParts } from '../market/chunk-builder.ts';
import type { Market, MarketQuery } from '../market/market.ts';
import { BOOK, type MarketChunk } from '../market/market-chunk.ts';
import { MarketClock, nsOfMs } from '../market/market-clock.ts';

const CHUNK_EVENTS = 8192;
const MOST_SIZE_FACTOR = 10;
const MOST_PRICE_SHIFT = 0.1;

/** How to scramble. */
export interface ScrambleOptions extends Pick<MarketQuery, 'features' | 'gapSeconds'> {
  /** Events after this are scrambled: epoch milliseconds. */
  readonly after: number;
  /** Numbers from 0 to below 1, from a seed. */
  readonly random: () => number;
}

/**
 * A market that is the same up to a moment; after it, every price, size and side is another, and so is every feature
 * made of them.
 */
export class ScrambledMarket implements Market {
  readonly #market: Market;
  readonly #options: ScrambleOptions;

  constructor(market: Market, options: ScrambleOptions) {
    this.#market = market;
    this.#options = options;
  }

  get instruments(): readonly string[] {
    return this.#market.instruments;
  }

  get originMs(): number {
    return this.#market.originMs;
  }

  get books(): number {
    return this.#market.books;
  }

  get skipped(): readonly ProblemCount[] {
    return this.#market.skipped;
  }

  async *chunks(): AsyncGenerator<MarketChunk> {
    const { features = [], gapSeconds = 60, after } = this.#options;
    const clock = new MarketClock(this.originMs).ofMs(after);
    const gapNs = nsOfMs(1000 * gapSeconds);
    const builder = new ChunkBuilder({ instruments: this.instruments.length, features, gapNs, capacity: CHUNK_EVENTS });
    for await (const chunk of this.#market.chunks()) {
      for (let event = 0; event < chunk.count; event++) {
        if (builder.isFull) yield builder.build();
        this.#add(builder, chunk, event, chunk.clocks[event]! > clock);
      }
    }
    if (builder.count > 0) yield builder.build();
  }

  #add(builder: ChunkBuilder, chunk: MarketChunk, event: number, isScrambled: boolean): void {
    const { clocks, instruments, kinds, rows, books, trades } = chunk;
    const [instrument, clock, row] = [instruments[event]!, clocks[event]!, rows[event]!];
    if (kinds[event] === BOOK) {
      const shift = isScrambled ? 1 + MOST_PRICE_SHIFT * (2 * this.#options.random() - 1) : 1;
      const [bids, asks] = [0, 1].map((side) => this.#side(chunk, 2 * row + side, shift, isScrambled));
      builder.addBook(instrument, clock, books.ids[row]!, bids!, asks!);
    } else {
      const trade = { price: trades.prices[row]!, size: trades.sizes[row]!, sign: trades.signs[row]! };
      builder.addTrade(instrument, clock, trades.ids[row]!, isScrambled ? this.#scrambleTrade(trade) : trade);
    }
  }

  #side({ books }: MarketChunk, place: number, shift: number, isScrambled: boolean): LevelSide {
    const [start, end] = [books.offsets[place]!, books.offsets[place + 1]!];
    const prices = books.prices.slice(start, end);
    const sizes = books.sizes.slice(start, end);
    if (!isScrambled) return { count: end - start, prices, sizes };
    const scrambled = sizes.map((size) => size * this.#factor());
    return { count: end - start, prices: prices.map((price) => price * shift), sizes: scrambled };
  }

  #scrambleTrade({ price, size }: TradeParts): TradeParts {
    const { random } = this.#options;
    const shift = 1 + MOST_PRICE_SHIFT * (2 * random() - 1);
    return { price: price * shift, size: size * this.#factor(), sign: random() < 0.5 ? 1 : -1 };
  }

  #factor(): number {
    return MOST_SIZE_FACTOR ** (2 * this.#options.random() - 1);
  }
}
