import type { ProblemCount } from '@orderflow/core';
import type { Market } from './market.ts';
import type { MarketChunk } from './market-chunk.ts';

const NS_PER_MS = 1e6;

/** Takes bytes and says what they come to: Node's `createHash('sha256')` is one, its digest in hexadecimal. */
export interface ByteHash {
  update(bytes: Uint8Array): unknown;
  digest(): string;
}

/**
 * A market that hashes what is played of it, each column apart: the hashes hang on the events alone, wherever they come
 * from and however they are cut into chunks.
 */
export class HashedMarket implements Market {
  readonly #market: Market;
  readonly #makeHash: () => ByteHash;
  #hashes: readonly ByteHash[] = [];

  constructor(market: Market, makeHash: () => ByteHash) {
    this.#market = market;
    this.#makeHash = makeHash;
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
    this.#hashes = [];
    for await (const chunk of this.#market.chunks()) {
      const columns = columnsOf(chunk, this.originMs);
      if (this.#hashes.length === 0) this.#hashes = columns.map(this.#makeHash);
      for (const [index, column] of columns.entries()) this.#hashes[index]!.update(bytesOf(column));
      yield chunk;
    }
  }

  /** The hash of each column of what the last reading of the chunks played; it can be asked for once. */
  digests(): readonly string[] {
    return this.#hashes.map((hash) => hash.digest());
  }
}

/** The columns that say what happened, without what depends on how they are cut or is made of them. */
function columnsOf({ clocks, kinds, instruments, books, trades }: MarketChunk, originMs: number): readonly Column[] {
  const counts = new Uint32Array(2 * books.count);
  for (let side = 0; side < counts.length; side++) counts[side] = books.offsets[side + 1]! - books.offsets[side]!;
  return [
    ...timesOf(clocks, originMs),
    ...[kinds, instruments, books.ids, counts, books.prices, books.sizes],
    ...[trades.ids, trades.prices, trades.sizes, trades.signs],
  ];
}

/** Epoch milliseconds and the nanoseconds within: where clocks begin is no part of what happened. */
function timesOf(clocks: Float64Array, originMs: number): readonly Column[] {
  const milliseconds = new Float64Array(clocks.length);
  const nanoseconds = new Uint32Array(clocks.length);
  for (let event = 0; event < clocks.length; event++) {
    const whole = Math.floor(clocks[event]! / NS_PER_MS);
    milliseconds[event] = originMs + whole;
    nanoseconds[event] = clocks[event]! - whole * NS_PER_MS;
  }
  return [milliseconds, nanoseconds];
}

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array | Int8Array;

function bytesOf({ buffer, byteOffset, byteLength }: Column): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
