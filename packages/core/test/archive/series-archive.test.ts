import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BucketSeries, type DataSet, SeriesArchive } from '../../src/index.ts';
import { INSTRUMENT, openMarket, rangeOf, readLines } from './archive-support.ts';

let dataSet: DataSet;
let first: number;
let last: number;

beforeAll(async () => {
  dataSet = await openMarket();
  first = dataSet.parts[0]!.first.timestamp;
  last = dataSet.parts[0]!.last.timestamp;
});

/** Any part of the time, or a little beyond it, and any width. */
const view = () =>
  fc
    .record({
      start: fc.integer({ min: first - 5000, max: last }),
      length: fc.integer({ min: 1, max: last - first + 10_000 }),
      pixels: fc.integer({ min: 1, max: 800 }),
    })
    .map(({ start, length, pixels }) => ({ range: rangeOf(start, start + length), pixels }));

const readCandles = (windowSeconds: number) =>
  dataSet.series.readSeries({ instrument: INSTRUMENT, series: 'candles', windowSeconds, pixels: 1_000_000 });

describe('an archive of rows', () => {
  it('answers as their source does, at any zoom', async () => {
    const archive = new SeriesArchive(await readLines(dataSet, ['price', 'obi', 'cvd'], 1_000_000));
    await fc.assert(
      fc.asyncProperty(view(), fc.constantFrom('price', 'obi', 'cvd'), async (shown, series) => {
        const query = { instrument: INSTRUMENT, series, ...shown };
        // A source says only of a span with rows that they were computed here and now.
        expect({ ...(await archive.readSeries(query)), live: null }).toEqual({
          ...(await dataSet.series.readSeries(query)),
          live: null,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('answers a query without a range with all there is', async () => {
    const archive = new SeriesArchive(await readLines(dataSet, ['obi'], 1_000_000));
    const answer = await archive.readSeries({ instrument: INSTRUMENT, series: 'obi', pixels: 50 });
    expect(answer).toMatchObject({ kind: 'buckets', start: expect.any(Number) });
    expect((answer as BucketSeries).rowCounts.reduce((sum, rows) => sum + rows, 0)).toBe(3000);
  });
});

describe('an archive of buckets', () => {
  it('answers as their source does down to their length, and no finer', async () => {
    const [kept] = (await readLines(dataSet, ['obi'], 150)) as [BucketSeries];
    expect(kept.kind).toBe('buckets');
    const archive = new SeriesArchive([kept]);
    await fc.assert(
      fc.asyncProperty(view(), async (shown) => {
        const query = { instrument: INSTRUMENT, series: 'obi', ...shown } as const;
        const answer = (await archive.readSeries(query)) as BucketSeries;
        const true_ = await dataSet.series.readSeries(query);
        if (true_.kind === 'buckets' && true_.bucketMs >= kept.bucketMs) {
          // At the ends, buckets that reach beyond the range hold what lies there too.
          const within = (one: BucketSeries) => entriesWithin(one, Math.max(answer.start, true_.start), true_.end);
          expect(answer.bucketMs).toBe(true_.bucketMs);
          expect(within(answer)).toEqual(within(true_));
        } else {
          // Half a pixel, which draws as all rows do, or as near to it as there is.
          const spanMs = shown.range.end!.timestamp - shown.range.start!.timestamp;
          expect(answer.bucketMs).toBeGreaterThanOrEqual(kept.bucketMs);
          expect(answer.bucketMs).toBeLessThanOrEqual(Math.max(kept.bucketMs, spanMs / (2 * shown.pixels)));
        }
        expect(answer.start % answer.bucketMs).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

function entriesWithin(series: BucketSeries, start: number, end: number): readonly number[][] {
  const { timestamps, rowCounts, opens, lows, highs, closes } = series;
  const entries = Array.from(timestamps, (time, at) => [
    ...[time, rowCounts[at]!, opens[at]!],
    ...[lows[at]!, highs[at]!, closes[at]!],
  ]);
  return entries.filter(([time]) => time! >= start && time! < end);
}

describe('an archive of candles', () => {
  it.each([1, 5, 60])('of %d s composes all multiples as their source does', async (seconds) => {
    const archive = new SeriesArchive([await readCandles(seconds)]);
    await fc.assert(
      fc.asyncProperty(view(), fc.constantFrom(1, 2, 7, 12, 60), async (shown, times) => {
        const query = { instrument: INSTRUMENT, series: 'candles', windowSeconds: seconds * times, ...shown } as const;
        const { bars, ...answer } = await archive.readSeries(query);
        const { bars: trueBars, ...true_ } = await dataSet.series.readSeries(query);
        // Of a span without rows a source does not know how they were computed, and what of.
        expect({ ...answer, live: null, basis: '' }).toEqual({ ...true_, live: null, basis: '' });
        expect(trueBars.count).toBe(bars.count);
        for (const name of ['timestamps', 'opens', 'highs', 'lows', 'closes', 'tradeCounts'] as const) {
          expect(bars[name].subarray(0, bars.count)).toEqual(trueBars[name].subarray(0, bars.count));
        }
        for (const [at, volume] of bars.buyVolumes.entries()) expect(volume).toBeCloseTo(trueBars.buyVolumes[at]!, 9);
        for (const [at, volume] of bars.sellVolumes.entries()) expect(volume).toBeCloseTo(trueBars.sellVolumes[at]!, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the next longer ones where those asked for cannot be composed', async () => {
    const archive = new SeriesArchive([await readCandles(60)]);
    const lengthOf = async (windowSeconds: number) => {
      const query = { instrument: INSTRUMENT, series: 'candles', windowSeconds, pixels: 1_000_000 } as const;
      return (await archive.readSeries(query)).windowSeconds;
    };
    // 90 = 3 x 30 and 60 = 2 x 30 meet at 180; 86,399 and 60 meet beyond a day.
    expect([await lengthOf(1), await lengthOf(60), await lengthOf(90), await lengthOf(86_399)]).toEqual([
      60, 60, 180, 60,
    ]);
  });
});

it('says what is not there', async () => {
  const archive = new SeriesArchive(await readLines(dataSet, ['obi'], 100));
  expect(archive.instruments).toEqual([INSTRUMENT]);
  await expect(archive.readSeries({ instrument: 'ETH', series: 'obi', pixels: 9 })).rejects.toMatchObject({
    code: 'unknown-instrument',
  });
  await expect(archive.readSeries({ instrument: INSTRUMENT, series: 'cvd', pixels: 9 })).rejects.toThrowError(
    `there is no cvd of ${INSTRUMENT} here`,
  );
  await expect(archive.readSeries({ instrument: INSTRUMENT, series: 'obi', pixels: 0 })).rejects.toMatchObject({
    code: 'bad-argument',
  });
});
