import type { Feature } from '@orderflow/core';

/** The kinds of market events in `MarketChunk.kinds`. */
export const TRADE = 0;
export const BOOK = 1;

/** Bits of `BookRows.flags`: what makes the data before and at a book doubtful. */
export const AFTER_GAP = 1;
export const CROSSED = 2;

/**
 * Books of a chunk as they stand in the data: row i has the bids `offsets[2i]` to `offsets[2i + 1]`, the asks from there
 * on.
 */
export interface LevelBooks {
  readonly count: number;
  /** Row ids in the source. */
  readonly ids: Float64Array;
  /** Two offsets into the levels a row, and one more. */
  readonly offsets: Uint32Array;
  /** Prices of levels: of each side best first, each price once. */
  readonly prices: Float64Array;
  /** Sizes of levels, above 0. */
  readonly sizes: Float64Array;
}

/** Books of a chunk as columns, with what follows from them. */
export interface BookRows extends LevelBooks {
  /** The last mid of the instrument as of each book; NaN before its first. */
  readonly mids: Float64Array;
  /** `AFTER_GAP`, `CROSSED` (or locked), both or 0. */
  readonly flags: Uint8Array;
}

/** Trades of a chunk as columns. */
export interface TradeRows {
  readonly count: number;
  /** Row ids in the source. */
  readonly ids: Float64Array;
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
  /** +1 where the aggressor bought, -1 where it sold. */
  readonly signs: Int8Array;
}

/** A stretch of a market as it stands in the data. */
export interface PlainChunk {
  /** Number of events. */
  readonly count: number;
  /** Exchange times: nanoseconds since the run's origin, exact for 104 days. */
  readonly clocks: Float64Array;
  /** `TRADE` or `BOOK`. */
  readonly kinds: Uint8Array;
  /** Index of each event's instrument. */
  readonly instruments: Uint16Array;
  /** Each event's row in `books` or `trades`: rows of each kind come in the order of the events. */
  readonly rows: Uint32Array;
  readonly books: LevelBooks;
  readonly trades: TradeRows;
}

/**
 * A stretch of a market: books and trades of all instruments in the order of time, trades before books of the same
 * time, as a book holds the trades up to its own time.
 */
export interface MarketChunk extends PlainChunk {
  readonly books: BookRows;
  /** The features that were asked for: of each event's instrument, as of the event. */
  readonly features: Partial<Readonly<Record<Feature, Float64Array>>>;
}
