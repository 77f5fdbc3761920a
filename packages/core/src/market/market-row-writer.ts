import { Arrivals } from './arrivals.ts';
import type { InstrumentFeed } from './instrument-feed.ts';
import type { SimulatedTrade } from './instrument-market.ts';
import type { MarketSettings } from './market-options.ts';
import type { MarketBatch, MarketBookRow, MarketTradeRow } from './market-rows.ts';
import { type TimestampWriter, timestampWriter } from './market-timestamp.ts';
import { oddBookRow, oddTradeRow } from './oddities.ts';
import { Random } from './random.ts';

/** A stream of its own, so that what spoils rows does not change the market. */
const ROWS_STREAM = 0;

/** Turns events into rows. */
export class MarketRowWriter {
  readonly #settings: MarketSettings;
  readonly #random: Random;
  readonly #writeTimestamp: TimestampWriter;
  readonly #book: Arrivals<MarketBookRow>;
  readonly #trades: Arrivals<MarketTradeRow>;

  constructor(settings: MarketSettings) {
    this.#settings = settings;
    this.#random = new Random(settings.seed, ROWS_STREAM);
    this.#writeTimestamp = timestampWriter(settings.timestampFormat, settings.timestampDecimals, this.#random);
    this.#book = new Arrivals(this.#random, settings.disorder);
    this.#trades = new Arrivals(this.#random, settings.disorder);
  }

  /** Rows that can be taken. */
  get waiting(): number {
    return this.#book.waiting + this.#trades.waiting;
  }

  /** Writes the row of a trade. */
  sendTrade(feed: InstrumentFeed, trade: SimulatedTrade): void {
    const timestamp = this.#writeTimestamp(trade.timestamp, trade.nanoseconds);
    const { price, size, side } = trade;
    const row = { id: 0, instrument: feed.name, tradeId: String(feed.tradeId++), price, size, side, timestamp };
    this.#trades.send(this.#isOdd() ? oddTradeRow(row, this.#random) : row);
  }

  /** Writes the row of the snapshot that a feed stands at. */
  sendSnapshot(feed: InstrumentFeed): void {
    const { market, name: instrument } = feed;
    const timestamp = this.#writeTimestamp(market.timestamp, market.nanoseconds);
    const row = { id: 0, instrument, bids: market.book.bids.text(), asks: market.book.asks.text(), timestamp };
    this.#book.send(this.#isOdd() ? oddBookRow(row, this.#random) : row);
  }

  /** Lets the late rows arrive. */
  finish(): void {
    this.#book.finish();
    this.#trades.finish();
  }

  /** Takes the rows that arrived. */
  take(): MarketBatch {
    return { book: this.#book.take(), trades: this.#trades.take() };
  }

  #isOdd(): boolean {
    return this.#settings.oddities > 0 && this.#random.chance(this.#settings.oddities);
  }
}
