import type { Market, MarketChunk } from '../../src/index.ts';
import { book, buyTrade, type ChunkOptions, chunksOf, type MarketEvent, sellTrade } from './market.ts';

/** Seeded numbers from 0 to below 1 (a linear congruential generator). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A market that wanders: a book of three levels a side every 100 ms on a tick of 0.5, and trades at the touch. */
export function wanderingEvents(seed: number, books: number): readonly MarketEvent[] {
  const random = makeRandom(seed);
  const events: MarketEvent[] = [];
  let bid = 200;
  for (let index = 0; index < books; index++) {
    bid += Math.floor(3 * random()) - 1;
    const spread = 1 + Math.floor(2 * random());
    const side = (sign: number, from: number) =>
      [0, 1, 2].map((level) => [(from + sign * level) / 2, 1 + Math.floor(9 * random())] as const);
    events.push(book(100 * index, side(-1, bid), side(1, bid + spread)));
    if (random() < 0.7) {
      const size = 1 + Math.floor(6 * random());
      const at = 100 * index + 50;
      events.push(random() < 0.5 ? buyTrade(at, (bid + spread) / 2, size) : sellTrade(at, bid / 2, size));
    }
  }
  return events;
}

/** Events as a market of one instrument. */
export function marketOf(events: readonly MarketEvent[], options: ChunkOptions = {}): Market {
  const chunks: readonly MarketChunk[] = chunksOf(events, options);
  return {
    instruments: ['X'],
    originMs: 0,
    books: events.filter((event) => 'bids' in event).length,
    skipped: [],
    async *chunks() {
      yield* chunks;
    },
  };
}
