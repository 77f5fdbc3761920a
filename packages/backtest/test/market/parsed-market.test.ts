import type { Feature } from '@orderflow/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BOOK,
  type Market,
  type MarketChunk,
  ParsedMarket,
  type ParsedQuery,
  type ParsedStore,
  parseMarket,
  type SkippedRows,
} from '../../src/index.ts';
import { generatedEvents } from '../support/generated-market.ts';
import { chunksOf, type MarketEvent } from '../support/market.ts';
import { marketOf } from '../support/sample-market.ts';

const FEATURES: readonly Feature[] = ['obi', 'cvd', 'ofi', 'weightedMid'];
const EVENTS = generatedEvents(5, 150);

const SKIPPED: readonly SkippedRows[] = [
  { table: 'trades', reason: 'bad-side', ids: [22, 21], clocks: [2e6, 6e6] },
  { table: 'book', reason: 'unreadable-timestamp', ids: [2], clocks: [null] },
  { table: 'book', reason: 'unreadable-levels', ids: [3, 5, 9], clocks: [1e6, 5e6, 5e12] },
];

/** A store of a market, in memory. */
async function storeOf(market: Market, skippedRows: readonly SkippedRows[] = []): Promise<ParsedStore> {
  const all: Uint8Array[] = [];
  const index = await parseMarket(
    { ...market, instruments: ['X', 'Y'], chunks: () => market.chunks(), skippedRows },
    ({ bytes }) => {
      all.push(bytes);
    },
  );
  return { ...index, read: async (chunk) => all[chunk]! };
}

/** Everything that a chunk says of each event. */
function* flatten(chunks: Iterable<MarketChunk>): Generator<unknown> {
  for (const { count, clocks, kinds, instruments, rows, books, trades, features } of chunks) {
    expect([clocks.length, books.ids.length, trades.ids.length]).toEqual([count, books.count, trades.count]);
    for (let event = 0; event < count; event++) {
      const row = rows[event]!;
      const own = FEATURES.map((feature) => features[feature]?.[event]);
      const shared = [clocks[event], instruments[event], ...own];
      if (kinds[event] !== BOOK) {
        yield [...shared, trades.ids[row], trades.prices[row], trades.sizes[row], trades.signs[row]];
        continue;
      }
      const sides = [0, 1].map((side) => {
        const [start, end] = [books.offsets[2 * row + side]!, books.offsets[2 * row + side + 1]!];
        return [Array.from(books.prices.subarray(start, end)), Array.from(books.sizes.subarray(start, end))];
      });
      yield [...shared, books.ids[row], books.mids[row], books.flags[row], sides];
    }
  }
}

async function chunksFrom(store: ParsedStore, query: ParsedQuery): Promise<readonly MarketChunk[]> {
  const chunks: MarketChunk[] = [];
  for await (const chunk of new ParsedMarket(store, query).chunks()) chunks.push(chunk);
  return chunks;
}

/** Rows keep the ids that they have among all events. */
function withIds(events: readonly MarketEvent[]) {
  const whole = [...flatten(chunksOf(events, { instruments: 2, capacity: 4096 }))];
  return (at: number) => (whole[at] as unknown[])[6];
}

describe('a market that was parsed before', () => {
  it('plays the same events, mids, flags and features, however it was cut', async () => {
    const plain = chunksOf(EVENTS, { instruments: 2, features: FEATURES, capacity: 4096 });
    for (const capacity of [1, 7, 4096]) {
      const store = await storeOf(marketOf(EVENTS, { instruments: 2, capacity }));
      const chunks = await chunksFrom(store, { features: FEATURES });
      expect([...flatten(chunks)]).toEqual([...flatten(plain)]);
    }
  });

  it('plays a part as if there were nothing else', async () => {
    const idOf = withIds(EVENTS);
    const last = EVENTS.at(-1)!.at;
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: last, noNaN: true }),
        fc.double({ min: 0, max: last, noNaN: true }),
        fc.constantFrom(1, 5, 64, 4096),
        async (one, other, capacity) => {
          const [start, end] = [Math.floor(Math.min(one, other)), Math.ceil(Math.max(one, other))];
          const first = EVENTS.findIndex(({ at }) => at >= start);
          const part = EVENTS.filter(({ at }) => at >= start && at < end);
          const store = await storeOf(marketOf(EVENTS, { instruments: 2, capacity }));
          const range = { start: { timestamp: start, nanoseconds: 0 }, end: { timestamp: end, nanoseconds: 0 } };
          const played = [...flatten(await chunksFrom(store, { features: FEATURES, range }))] as unknown[][];
          const expected = [...flatten(chunksOf(part, { instruments: 2, features: FEATURES, capacity: 4096 }))];
          for (const [index, event] of (expected as unknown[][]).entries()) event[6] = idOf(first + index);
          expect(played).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('begins its clocks where it is told', async () => {
    const store = await storeOf(marketOf(EVENTS, { instruments: 2, capacity: 64 }));
    const market = new ParsedMarket(store, { originMs: -1000 });
    expect(market.originMs).toBe(-1000);
    const clocks: number[] = [];
    for await (const chunk of market.chunks()) clocks.push(...chunk.clocks);
    expect(clocks).toEqual(EVENTS.map(({ at }) => (at + 1000) * 1e6));
  });

  it('knows what was left out in its range, and about how many books there are', async () => {
    const events = EVENTS.filter((event) => 'bids' in event);
    const store = await storeOf(marketOf(events, { instruments: 2, capacity: 16 }), SKIPPED);
    const range = { start: { timestamp: 2, nanoseconds: 0 }, end: { timestamp: 6, nanoseconds: 0 } };
    // A row without a time lies in no range; the first trade at 6 ms is behind the end of this one.
    expect(new ParsedMarket(store).skipped).toEqual([
      { table: 'book', reason: 'unreadable-levels', rows: 3, exampleRowId: 3 },
      { table: 'book', reason: 'unreadable-timestamp', rows: 1, exampleRowId: 2 },
      { table: 'trades', reason: 'bad-side', rows: 2, exampleRowId: 21 },
    ]);
    expect(new ParsedMarket(store, { range }).skipped).toEqual([
      { table: 'book', reason: 'unreadable-levels', rows: 1, exampleRowId: 5 },
      { table: 'trades', reason: 'bad-side', rows: 1, exampleRowId: 22 },
    ]);
    expect(new ParsedMarket(store, { range: { start: range.end } }).skipped.map(({ rows }) => rows)).toEqual([1, 1]);
    expect(new ParsedMarket(store).books).toBe(events.length);
    const half = { end: { timestamp: events.at(-1)!.at / 2, nanoseconds: 0 } };
    const played = events.filter(({ at }) => at < half.end.timestamp).length;
    expect(Math.abs(new ParsedMarket(store, { range: half }).books - played)).toBeLessThan(8);
  });

  it('reads nothing that lies out of its range, and no more than is asked for', async () => {
    const store = await storeOf(marketOf(EVENTS, { instruments: 2, capacity: 16 }));
    const read: number[] = [];
    const readChunk = (chunk: number) => {
      read.push(chunk);
      return store.read(chunk);
    };
    const watched = { ...store, read: readChunk };
    const end = { timestamp: Math.ceil(store.chunks[2]!.lastClock / 1e6), nanoseconds: 0 };
    const start = { timestamp: Math.floor(store.chunks[1]!.firstClock / 1e6), nanoseconds: 0 };
    for await (const _ of new ParsedMarket(watched, { range: { start, end } }).chunks());
    expect(read.length).toBeLessThanOrEqual(4);
    expect(read.every((chunk) => chunk <= 3)).toBe(true);
    read.length = 0;
    for await (const _ of new ParsedMarket(watched).chunks()) break;
    expect(read).toEqual([0, 1, 2]);
  });

  it('refuses bytes that are not those of its chunk', async () => {
    const store = await storeOf(marketOf(EVENTS, { instruments: 2 }));
    const broken = { ...store, read: async () => new Uint8Array(8) };
    await expect(chunksFrom(broken, {})).rejects.toMatchObject({ code: 'broken-invariant' });
  });
});
