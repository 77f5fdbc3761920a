import type { BookSnapshot } from '@orderflow/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImbalanceHitRate } from '../src/imbalance-hit-rate.ts';
import { bookOfSnapshots, snapshotOf } from './support/books.ts';

/** A book around `mid`, one wide; `bidSize` of 4 in all lie on the best bid. */
function around(seconds: number, mid: number, bidSize: number): BookSnapshot {
  return snapshotOf(seconds * 1000, [[mid - 0.5, bidSize]], [[mid + 0.5, 4 - bidSize]]);
}

function figuresOf(...batches: readonly (readonly BookSnapshot[])[]) {
  const strategy = new ImbalanceHitRate({ depth: 1, threshold: 0.5, horizonSeconds: 10 });
  for (const batch of batches) strategy.onBooktick(bookOfSnapshots(batch));
  return strategy.finish().summaries[0]?.figures;
}

describe('ImbalanceHitRate', () => {
  it('scores a prediction by the last mid within its horizon', () => {
    // OBI (3 - 1)/4 = .5 predicts a rise from 1000. The last mid up to second 10 is 1001: +10 bps, a hit. The drop at
    // second 11 comes too late; there the OBI is -.5 and predicts a fall from 990. 1000 at 21: a miss of 101.0101 bps.
    const series = [
      around(0, 1000, 3),
      around(5, 999, 2),
      around(10, 1001, 2),
      around(11, 990, 1),
      around(21, 1000, 2),
    ];
    expect(figuresOf([...series, around(22, 1000, 2)])).toEqual({
      predictions: 2,
      hits: 1,
      misses: 1,
      unchanged: 0,
      hitRate: 0.5,
      // Root of .5 x .5 / 2.
      hitRateStandardError: Math.sqrt(0.125),
      meanMoveBps: (10 - 1e4 / 99) / 2,
    });
  });

  it('learns nothing about a horizon that has not passed', () => {
    const series = [around(0, 1000, 3), around(5, 1001, 2), around(10, 1002, 2)];
    expect(figuresOf(series)).toMatchObject({ predictions: 0, hitRate: null, meanMoveBps: null });
    expect(figuresOf([...series, around(10.001, 900, 2)])).toMatchObject({ predictions: 1, hits: 1, meanMoveBps: 20 });
  });

  it('drops a prediction where no mid followed within the horizon', () => {
    expect(figuresOf([around(0, 1000, 3), around(11, 1005, 2), around(30, 1005, 2)])).toMatchObject({ predictions: 0 });
  });

  it('counts a mid that did not move as neither hit nor miss', () => {
    const series = [around(0, 1000, 3), around(5, 1000, 2), around(11, 1005, 2)];
    expect(figuresOf(series)).toMatchObject({ predictions: 1, unchanged: 1, hitRate: null, meanMoveBps: 0 });
  });

  it('makes no prediction from a book without a mid, or below the threshold', () => {
    const oneSided = snapshotOf(0, [[999.5, 3]], []);
    const crossed = snapshotOf(1000, [[1001, 3]], [[1000, 1]]);
    const series = [oneSided, crossed, around(2, 1000, 2.9), around(5, 1001, 2), around(20, 1001, 2)];
    expect(figuresOf(series)).toMatchObject({ predictions: 0 });
  });

  it('keeps instruments apart and in order of name', () => {
    const strategy = new ImbalanceHitRate({ depth: 1 });
    const rise = [around(0, 1000, 3), around(5, 1001, 2), around(11, 1001, 2)];
    strategy.onBooktick(bookOfSnapshots(rise, undefined, 'ETHUSDT'));
    strategy.onBooktick(bookOfSnapshots(rise.slice(0, 2), undefined, 'BTCUSDT'));
    expect(strategy.finish()).toMatchObject({
      strategy: 'imbalance-hit-rate',
      summaries: [
        { instrument: 'BTCUSDT', figures: { predictions: 0 } },
        { instrument: 'ETHUSDT', figures: { predictions: 1, hits: 1 } },
      ],
      alerts: [],
    });
  });

  it('is made of settings that make sense', () => {
    expect(() => new ImbalanceHitRate({ horizonSeconds: 0 })).toThrow(
      expect.objectContaining({ code: 'bad-argument', message: 'horizonSeconds is 0; it must be above 0' }),
    );
    expect(() => new ImbalanceHitRate({ threshold: Number.NaN })).toThrow('threshold is NaN');
  });

  it('finds the same however the snapshots are batched', () => {
    fc.assert(
      fc.property(anySnapshots, fc.array(fc.nat(60)), (series, cuts) => {
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), series.length];
        const batches = bounds.slice(1).map((end, index) => series.slice(bounds[index], end));
        expect(figuresOf(...batches)).toEqual(figuresOf(series));
      }),
    );
  });

  it('agrees with a search through the whole series', () => {
    fc.assert(
      fc.property(anySnapshots, (series) => {
        expect(figuresOf(series)).toMatchObject(predictionsOf(series));
      }),
    );
  });
});

const anySnapshots = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 990, max: 1010 }), fc.integer({ min: 1, max: 3 })),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((steps) => {
    let seconds = 0;
    return steps.map(([step, mid, bidSize]) => {
      seconds += step;
      return around(seconds, mid, bidSize);
    });
  });

/** The obvious way, with the whole future at hand. */
function predictionsOf(series: readonly BookSnapshot[]) {
  const midOf = ({ bids, asks }: BookSnapshot) => (bids.keys().next().value! + asks.keys().next().value!) / 2;
  const sideOf = ({ bids }: BookSnapshot) => Math.sign(bids.values().next().value!.size - 2);
  const counts = { predictions: 0, hits: 0, misses: 0, unchanged: 0 };
  let freeFrom = 0;
  for (const [index, snapshot] of series.entries()) {
    const end = snapshot.timestamp + 10_000;
    const future = series.slice(index + 1).filter(({ timestamp }) => timestamp <= end);
    const isKnown = series.at(-1)!.timestamp > end;
    if (index < freeFrom || sideOf(snapshot) === 0) continue;
    freeFrom = index + 1 + future.length;
    if (!isKnown || future.length === 0) continue;
    const move = sideOf(snapshot) * (midOf(future.at(-1)!) - midOf(snapshot));
    counts.predictions++;
    counts[move > 0 ? 'hits' : move < 0 ? 'misses' : 'unchanged']++;
  }
  return counts;
}
