import {
  Book,
  type BookSnapshot,
  type OrderbookLevel,
  type Strategy,
  type StrategyReport,
  type Trade,
} from '@orderflow/core';
import { FeatureTracker } from './feature-tracker.ts';
import type { Market } from './market.ts';
import { AFTER_GAP, BOOK, type MarketChunk } from './market-chunk.ts';

const NS_PER_MS = 1e6;

/**
 * Feeds a market to a strategy that looks at books, instrument by instrument and stretch by stretch, and gives what it
 * found. Levels hold no counts, OBI is over all levels, trades carry no ids of the exchange, and those behind the last
 * book of an instrument are left out.
 */
export async function playBooks(market: Market, strategy: Strategy): Promise<StrategyReport> {
  const batchers = market.instruments.map((_, instrument) => new BookBatcher(market, instrument));
  for await (const chunk of market.chunks()) {
    for (const batcher of batchers) {
      const book = batcher.take(chunk);
      if (book !== null) await strategy.onBooktick(book);
    }
  }
  return strategy.finish();
}

/** The events of one instrument as books: trades wait for the book behind them. */
class BookBatcher {
  readonly #instrument: number;
  readonly #names: readonly string[];
  readonly #originMs: number;
  readonly #tracker = new FeatureTracker();
  #trades: EventRow[] = [];

  constructor({ instruments, originMs }: Market, instrument: number) {
    this.#instrument = instrument;
    this.#names = instruments;
    this.#originMs = originMs;
  }

  /** The books of a chunk; null where the instrument has none there. */
  take(chunk: MarketChunk): Book | null {
    const snapshots: SnapshotEvent[] = [];
    let taken = 0;
    for (let event = 0; event < chunk.count; event++) {
      if (chunk.instruments[event] !== this.#instrument) continue;
      if (chunk.kinds[event] === BOOK) {
        taken = this.#trades.length;
        snapshots.push(this.#snapshotOf(chunk, event, taken));
      } else this.#addTrade(chunk, event);
    }
    if (snapshots.length === 0) return null;
    const trades = this.#trades.slice(0, taken);
    this.#trades = this.#trades.slice(taken);
    return this.#bookOf(chunk, snapshots, trades);
  }

  #addTrade({ clocks, rows, trades }: MarketChunk, event: number): void {
    const row = rows[event]!;
    const [id, price, size, sign] = [trades.ids[row]!, trades.prices[row]!, trades.sizes[row]!, trades.signs[row]!];
    this.#tracker.onTrade(sign, size);
    this.#trades.push({ ...this.#timeOf(clocks[event]!), id, price, size, sign });
  }

  #snapshotOf({ clocks, rows, books }: MarketChunk, event: number, tradeEnd: number): SnapshotEvent {
    const row = rows[event]!;
    this.#tracker.onBook(books, row, (books.flags[row]! & AFTER_GAP) !== 0);
    const [start, middle, end] = [books.offsets[2 * row]!, books.offsets[2 * row + 1]!, books.offsets[2 * row + 2]!];
    return {
      ...{ ...this.#timeOf(clocks[event]!), id: books.ids[row]!, row, tradeEnd },
      ...{ obi: this.#tracker.valueOf('obi'), cvd: this.#tracker.valueOf('cvd') },
      bestBid: middle > start ? books.prices[start]! : Number.NaN,
      bestAsk: end > middle ? books.prices[middle]! : Number.NaN,
    };
  }

  #timeOf(clock: number): Pick<EventRow, 'timestamp' | 'nanoseconds'> {
    const whole = Math.floor(clock / NS_PER_MS);
    return { timestamp: this.#originMs + whole, nanoseconds: clock - whole * NS_PER_MS };
  }

  #bookOf(chunk: MarketChunk, snapshots: readonly SnapshotEvent[], trades: readonly EventRow[]): Book {
    const instrument = this.#names[this.#instrument]!;
    const column = (field: 'obi' | 'cvd' | 'bestBid' | 'bestAsk') => Float64Array.from(snapshots, (one) => one[field]);
    return new Book({
      instrument,
      metrics: {
        ...{
          ...this.#shared(snapshots),
          snapshotIds: Float64Array.from(snapshots, ({ id }) => id),
          timestampTexts: [],
        },
        ...{ obi: column('obi'), cvd: column('cvd'), bestBid: column('bestBid'), bestAsk: column('bestAsk') },
      },
      trades: {
        ...{
          ...this.#shared(trades),
          ids: Float64Array.from(trades, ({ id }) => id),
          tradeIds: trades.map(() => null),
        },
        prices: Float64Array.from(trades, ({ price }) => price),
        sizes: Float64Array.from(trades, ({ size }) => size),
        sides: Int8Array.from(trades, ({ sign }) => sign),
      },
      tradeEnds: Uint32Array.from(snapshots, ({ tradeEnd }) => tradeEnd),
      readSnapshot: (index, own) => snapshotObject(chunk, instrument, snapshots[index]!, own),
    });
  }

  #shared(rows: readonly Pick<EventRow, 'timestamp' | 'nanoseconds'>[]) {
    return {
      count: rows.length,
      instruments: new Uint32Array(rows.length).fill(this.#instrument),
      instrumentNames: this.#names,
      timestamps: Float64Array.from(rows, ({ timestamp }) => timestamp),
      nanoseconds: Uint32Array.from(rows, ({ nanoseconds }) => nanoseconds),
    };
  }
}

interface EventRow {
  readonly timestamp: number;
  readonly nanoseconds: number;
  readonly id: number;
  readonly price: number;
  readonly size: number;
  readonly sign: number;
}

interface SnapshotEvent {
  readonly timestamp: number;
  readonly nanoseconds: number;
  readonly id: number;
  /** Its row in the chunk's books. */
  readonly row: number;
  readonly tradeEnd: number;
  readonly obi: number;
  readonly cvd: number;
  readonly bestBid: number;
  readonly bestAsk: number;
}

function snapshotObject(
  { books }: MarketChunk,
  instrument: string,
  { id, row, timestamp, nanoseconds }: SnapshotEvent,
  trades: readonly Trade[],
): BookSnapshot {
  const side = (place: number): ReadonlyMap<number, OrderbookLevel> => {
    const levels = new Map<number, OrderbookLevel>();
    for (let level = books.offsets[place]!; level < books.offsets[place + 1]!; level++) {
      const price = books.prices[level]!;
      levels.set(price, { price, size: books.sizes[level]!, orderCount: 0, liquidationCount: 0 });
    }
    return levels;
  };
  return { id, instrument, timestamp, nanoseconds, bids: side(2 * row), asks: side(2 * row + 1), trades };
}
