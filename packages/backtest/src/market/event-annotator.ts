import { type Feature, isCrossed, isLocked, midOf } from '@orderflow/core';
import { FeatureTracker } from './feature-tracker.ts';
import { AFTER_GAP, BOOK, CROSSED, type LevelBooks, type MarketChunk, type PlainChunk } from './market-chunk.ts';

/** What is to be known of events beside themselves. */
export interface AnnotatorOptions {
  /** Number of instruments. */
  readonly instruments: number;
  /** The features that every chunk carries. */
  readonly features: readonly Feature[];
  /** Two books of an instrument that lie further apart have a gap between them, nanoseconds. */
  readonly gapNs: number;
}

/**
 * Adds to the chunks of a market, in their order, what follows from the events before: mids, what is doubtful, and
 * features. What carries over from one chunk to the next, such as the CVD, it keeps.
 */
export class EventAnnotator {
  readonly #options: AnnotatorOptions;
  readonly #trackers: readonly FeatureTracker[];
  readonly #lastBooks: Float64Array;
  readonly #lastMids: Float64Array;

  constructor(options: AnnotatorOptions) {
    this.#options = options;
    this.#trackers = Array.from({ length: options.instruments }, () => new FeatureTracker());
    this.#lastBooks = new Float64Array(options.instruments).fill(Number.NaN);
    this.#lastMids = new Float64Array(options.instruments).fill(Number.NaN);
  }

  /** The chunk with all that is known of it. */
  annotate(chunk: PlainChunk): MarketChunk {
    const { count, clocks, kinds, instruments, rows, books } = chunk;
    const mids = new Float64Array(books.count);
    const flags = new Uint8Array(books.count);
    for (let event = 0; event < count; event++) {
      if (kinds[event] !== BOOK) continue;
      const [row, instrument] = [rows[event]!, instruments[event]!];
      const [bid, ask] = [bestOf(books, 2 * row), bestOf(books, 2 * row + 1)];
      const mid = midOf(bid, ask);
      if (!Number.isNaN(mid)) this.#lastMids[instrument] = mid;
      mids[row] = this.#lastMids[instrument]!;
      const isAfterGap = clocks[event]! - this.#lastBooks[instrument]! > this.#options.gapNs;
      this.#lastBooks[instrument] = clocks[event]!;
      flags[row] = (isAfterGap ? AFTER_GAP : 0) | (isCrossed(bid, ask) || isLocked(bid, ask) ? CROSSED : 0);
    }
    return { ...chunk, books: { ...books, mids, flags }, features: this.#features(chunk, flags) };
  }

  #features(chunk: PlainChunk, flags: Uint8Array): MarketChunk['features'] {
    const { features } = this.#options;
    if (features.length === 0) return {};
    const { count, kinds, instruments, rows, books, trades } = chunk;
    const columns = features.map((feature) => [feature, new Float64Array(count)] as const);
    for (let event = 0; event < count; event++) {
      const row = rows[event]!;
      const tracker = this.#trackers[instruments[event]!]!;
      if (kinds[event] === BOOK) tracker.onBook(books, row, (flags[row]! & AFTER_GAP) !== 0);
      else tracker.onTrade(trades.signs[row]!, trades.sizes[row]!);
      for (let index = 0; index < columns.length; index++) {
        columns[index]![1][event] = tracker.valueOf(columns[index]![0]);
      }
    }
    return Object.fromEntries(columns);
  }
}

function bestOf({ offsets, prices }: LevelBooks, place: number): number {
  const first = offsets[place]!;
  return offsets[place + 1]! > first ? prices[first]! : Number.NaN;
}
