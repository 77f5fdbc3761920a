import type { Feature, ProblemCount, TimeRange } from '@orderflow/core';
import type { MarketChunk } from './market-chunk.ts';

/** How far two books lie apart that have a gap between them, unless told. */
export const DEFAULT_GAP_SECONDS = 60;

/** What a market is made of. */
export interface MarketQuery {
  /** All instruments of the data set by default. */
  readonly instruments?: readonly string[];
  readonly range?: TimeRange;
  /** The features that every chunk carries; none by default. */
  readonly features?: readonly Feature[];
  /** Two books of an instrument that lie further apart have a gap between them; 60 by default. */
  readonly gapSeconds?: number;
}

/** Books and trades of some instruments as one stream of events in the order of time. */
export interface Market {
  /** The instruments, in the order of their indexes in the chunks. */
  readonly instruments: readonly string[];
  /** Where the clocks of the chunks begin: midnight UTC, whole epoch milliseconds. */
  readonly originMs: number;
  /** About how many books there are, good or bad, for progress. */
  readonly books: number;
  /** The chunks, from the first on. */
  chunks(): AsyncIterable<MarketChunk>;
  /** The rows that the last reading of the chunks left out, as they cannot be used: by table and reason. */
  readonly skipped: readonly ProblemCount[];
}
