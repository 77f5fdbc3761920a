import type { ProblemCount, TimeRange, Timestamp } from '@orderflow/core';
import { cutChunk } from './cut-chunk.ts';
import { EventAnnotator } from './event-annotator.ts';
import { DEFAULT_GAP_SECONDS, type Market, type MarketQuery } from './market.ts';
import type { MarketChunk, PlainChunk } from './market-chunk.ts';
import { MarketClock, nsOfMs } from './market-clock.ts';
import { type PackedChunk, type ParsedChunkInfo, packChunk, unpackChunk } from './parsed-chunk.ts';
import { countSkippedRows, type SkippedRows } from './skipped-rows.ts';

/** Chunks that are read while one is played: more than one, since reading takes as long as playing to little. */
const READS_AHEAD = 2;

/** What is to be known of a market that was parsed before it is read. */
export interface ParsedIndex {
  readonly instruments: readonly string[];
  /** Where the clocks of the chunks begin, whole epoch milliseconds. */
  readonly originMs: number;
  /** The rows that were left out, as they cannot be used. */
  readonly skippedRows: readonly SkippedRows[];
  readonly chunks: readonly ParsedChunkInfo[];
}

/** A market that was parsed before, wherever its bytes are kept. */
export interface ParsedStore extends ParsedIndex {
  /** The bytes of a chunk, aligned to 8. */
  read(chunk: number): Promise<Uint8Array>;
}

/** What to play of a market that was parsed before. */
export interface ParsedQuery extends Pick<MarketQuery, 'range' | 'features' | 'gapSeconds'> {
  /** Where the clocks begin, whole epoch milliseconds; as in the store by default. */
  readonly originMs?: number;
}

/** Plays a market that was parsed before: the same chunks' events as where it was parsed from. */
export class ParsedMarket implements Market {
  readonly instruments: readonly string[];
  readonly originMs: number;
  readonly books: number;
  readonly skipped: readonly ProblemCount[];
  readonly #store: ParsedStore;
  readonly #query: ParsedQuery;
  readonly #startClock: number;
  readonly #endClock: number;

  constructor(store: ParsedStore, query: ParsedQuery = {}) {
    this.#store = store;
    this.#query = query;
    this.instruments = store.instruments;
    this.originMs = query.originMs ?? store.originMs;
    [this.#startClock, this.#endClock] = clocksOf(query.range ?? {}, new MarketClock(store.originMs));
    this.books = Math.round(store.chunks.reduce((sum, chunk) => sum + chunk.books * this.#shareOf(chunk), 0));
    this.skipped = countSkippedRows(store.skippedRows, this.#startClock, this.#endClock);
  }

  async *chunks(): AsyncGenerator<MarketChunk> {
    const { features = [], gapSeconds = DEFAULT_GAP_SECONDS } = this.#query;
    const gapNs = nsOfMs(1000 * gapSeconds);
    const annotator = new EventAnnotator({ instruments: this.instruments.length, features, gapNs });
    for await (const chunk of this.#stored()) {
      const cut = cutChunk(chunk, this.#startClock, this.#endClock);
      if (cut !== null) yield annotator.annotate(this.#shift(cut));
    }
  }

  /** The chunks that reach into the range; while one is played, the next are read. */
  async *#stored(): AsyncGenerator<PlainChunk> {
    const { chunks } = this.#store;
    const wanted = chunks.flatMap((chunk, index) => (this.#touches(chunk) ? index : []));
    const waiting = wanted.slice(0, READS_AHEAD).map((index) => this.#read(index));
    for (const [place, index] of wanted.entries()) {
      const bytes = await waiting.shift()!;
      const next = wanted[place + READS_AHEAD];
      if (next !== undefined) waiting.push(this.#read(next));
      yield unpackChunk({ info: chunks[index]!, bytes });
    }
  }

  #read(chunk: number): Promise<Uint8Array> {
    const bytes = this.#store.read(chunk);
    // Who plays no further never asks for it.
    bytes.catch(() => undefined);
    return bytes;
  }

  #shift(chunk: PlainChunk): PlainChunk {
    const shift = nsOfMs(this.#store.originMs - this.originMs);
    return shift === 0 ? chunk : { ...chunk, clocks: chunk.clocks.map((clock) => clock + shift) };
  }

  #touches({ firstClock, lastClock }: ParsedChunkInfo): boolean {
    return lastClock >= this.#startClock && firstClock < this.#endClock;
  }

  #isInRange(clock: number): boolean {
    return clock >= this.#startClock && clock < this.#endClock;
  }

  /** The share of a chunk's time that lies in the range. */
  #shareOf({ firstClock, lastClock }: ParsedChunkInfo): number {
    const length = lastClock - firstClock;
    if (length === 0) return this.#isInRange(firstClock) ? 1 : 0;
    const overlap = Math.min(lastClock, this.#endClock) - Math.max(firstClock, this.#startClock);
    return Math.max(0, overlap) / length;
  }
}

/** Parses a market, chunk by chunk, as it is to be kept; what `keep` returns is awaited. Gives what else to keep. */
export async function parseMarket(
  market: Market & Pick<ParsedIndex, 'skippedRows'>,
  keep: (chunk: PackedChunk) => Promise<void> | void,
): Promise<ParsedIndex> {
  const chunks: ParsedChunkInfo[] = [];
  for await (const chunk of market.chunks()) {
    const packed = packChunk(chunk);
    chunks.push(packed.info);
    await keep(packed);
  }
  const { instruments, originMs, skippedRows } = market;
  return { instruments, originMs, skippedRows, chunks };
}

function clocksOf({ start, end }: TimeRange, clock: MarketClock): readonly [start: number, end: number] {
  const of = ({ timestamp, nanoseconds }: Timestamp) => clock.of(timestamp, nanoseconds);
  return [
    start === undefined ? Number.NEGATIVE_INFINITY : of(start),
    end === undefined ? Number.POSITIVE_INFINITY : of(end),
  ];
}
