import type { Feature } from '@orderflow/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { book, buyTrade, chunksOf, type Levels, type MarketEvent, sellTrade } from '../support/market.ts';
import { INSTRUMENT, randomEvents } from '../support/random-market.ts';

const FEATURES: readonly Feature[] = ['obi', 'cvd', 'ofi', 'weightedMid'];
const GAP_MS = 60_000;

/** Five books, and six trades between them. */
const EVENTS: readonly MarketEvent[] = [
  book(0, levels([100, 5], [99, 10], [98, 20]), levels([101, 3], [102, 8], [103, 16])),
  buyTrade(200, 101, 1),
  sellTrade(500, 100, 2),
  book(1000, levels([100, 7], [99, 10], [98, 20]), levels([101, 2], [102, 8], [103, 16])),
  buyTrade(1500, 101, 2),
  buyTrade(1700, 102, 0.5),
  book(2000, levels([101, 4], [100, 7], [99, 10]), levels([102, 8], [103, 16], [104, 5])),
  sellTrade(2500, 101, 4),
  book(3000, levels([100, 6], [99, 10], [98, 20]), levels([101, 1], [102, 8], [103, 16])),
  sellTrade(3500, 100, 1),
  book(4000, levels([100, 6], [99, 10], [98, 20]), []),
];

function levels(...all: readonly (readonly [number, number])[]): Levels {
  return all;
}

/** Values of a feature, one an event. */
function valuesOf(
  feature: Feature,
  events: readonly MarketEvent[],
  instruments = 1,
  capacity = 1024,
): readonly number[] {
  const chunks = chunksOf(events, { features: FEATURES, instruments, capacity });
  return chunks.flatMap((chunk) => [...chunk.features[feature]!.subarray(0, chunk.count)]);
}

function atBooks(feature: Feature, events: readonly MarketEvent[]): readonly number[] {
  return valuesOf(feature, events).filter((_, index) => 'bids' in events[index]!);
}

describe('features of events', () => {
  it('hold the imbalance of all levels', () => {
    // 35 v 27, 37 v 26, 21 v 29, 36 v 25: differences over sums; one side alone is all of it.
    expect(atBooks('obi', EVENTS)).toEqual([8 / 62, 11 / 63, -8 / 50, 11 / 61, 1]);
    expect(atBooks('obi', [book(0, [], []), book(1, [], levels([5, 1]))])).toEqual([0, -1]);
  });

  it('hold what was bought less what was sold, from trade to trade', () => {
    expect(valuesOf('cvd', EVENTS)).toEqual([0, 1, -1, -1, 1, 1.5, 1.5, -2.5, -2.5, -3.5, -3.5]);
    const huge = [buyTrade(0, 9, 1), buyTrade(1, 9, 1e100), buyTrade(2, 9, 1), sellTrade(3, 9, 1e100)];
    expect(valuesOf('cvd', huge).at(-1)).toBe(2);
  });

  it('hold the order-flow imbalance of each book, which the first, a gap and an empty side leave unknown', () => {
    // +7 - 5 at the bid and -2 + 3 at the ask; +4 for a better bid, +2 for an ask that is gone; -4 and -1.
    expect(atBooks('ofi', EVENTS)).toEqual([Number.NaN, 3, 6, -5, Number.NaN]);
    const [first, second, third] = EVENTS.filter((event) => 'bids' in event);
    const apart = [first!, { ...second!, at: GAP_MS + 1 }, { ...third!, at: GAP_MS + 2 }];
    expect(atBooks('ofi', apart)).toEqual([Number.NaN, Number.NaN, 6]);
    const crossed = [first!, book(1, levels([101, 1]), levels([100, 1])), { ...second!, at: 2 }, { ...third!, at: 3 }];
    expect(atBooks('ofi', crossed)).toEqual([Number.NaN, Number.NaN, Number.NaN, 6]);
  });

  it('hold the mid weighted by the other side', () => {
    // (100 x 3 + 101 x 5) / 8 = 100.625, and so on.
    expect(atBooks('weightedMid', EVENTS)).toEqual([805 / 8, 907 / 9, 1216 / 12, 706 / 7, Number.NaN]);
    expect(atBooks('weightedMid', [book(0, levels([32.17, 9]), levels([32.18, 1]))])[0]).toBeCloseTo(32.179, 12);
  });

  it('are those of the event alone for each instrument, in chunks of any length', () => {
    const other = EVENTS.map((event) => ({ ...event, at: event.at + 100, instrument: 1 }));
    const both = [...EVENTS, ...other].sort((a, b) => a.at - b.at);
    for (const feature of FEATURES) {
      for (const capacity of [1, 3, 1024]) {
        const values = valuesOf(feature, both, 2, capacity);
        for (const instrument of [0, 1]) {
          const own = values.filter((_, index) => (both[index]!.instrument ?? 0) === instrument);
          expect(own).toEqual(valuesOf(feature, EVENTS));
        }
      }
    }
  });

  it('agree with looking at all events so far', () => {
    const markets = INSTRUMENT.chain((instrument) => randomEvents([instrument], 40));
    fc.assert(
      fc.property(markets, (events) => {
        const values = FEATURES.map((feature) => valuesOf(feature, events));
        for (let count = 1; count <= events.length; count++) {
          const slow = slowFeatures(events.slice(0, count));
          for (const [index, column] of values.entries()) expectNear(column[count - 1]!, slow[index]!);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function expectNear(value: number, expected: number): void {
  if (Number.isNaN(expected)) expect(value).toBeNaN();
  else expect(value).toBeCloseTo(expected, 9);
}

/** The features by their definitions. */
function slowFeatures(events: readonly MarketEvent[]): readonly number[] {
  const books = events.filter((event) => 'bids' in event);
  const [before, now] = [books.at(-2), books.at(-1)];
  const cvd = events.reduce((sum, event) => ('bids' in event ? sum : sum + event.sign * event.size), 0);
  if (now === undefined) return [Number.NaN, cvd, Number.NaN, Number.NaN];
  const [bids, asks] = [now.bids, now.asks].map((side) => side.reduce((sum, [, size]) => sum + size, 0));
  const obi = bids! + asks! === 0 ? 0 : (bids! - asks!) / (bids! + asks!);
  const [bid, ask] = [now.bids[0], now.asks[0]];
  if (bid === undefined || ask === undefined || bid[0] >= ask[0]) return [obi, cvd, Number.NaN, Number.NaN];
  const weightedMid = (bid[0] * ask[1] + ask[0] * bid[1]) / (bid[1] + ask[1]);
  const [oldBid, oldAsk] = [before?.bids[0], before?.asks[0]];
  const isKnown =
    oldBid !== undefined && oldAsk !== undefined && oldBid[0] < oldAsk[0] && now.at - before!.at <= GAP_MS;
  if (!isKnown) return [obi, cvd, Number.NaN, weightedMid];
  const came = (bid[0] >= oldBid[0] ? bid[1] : 0) + (ask[0] >= oldAsk[0] ? oldAsk[1] : 0);
  const left = (bid[0] <= oldBid[0] ? oldBid[1] : 0) + (ask[0] <= oldAsk[0] ? ask[1] : 0);
  return [obi, cvd, came - left, weightedMid];
}
