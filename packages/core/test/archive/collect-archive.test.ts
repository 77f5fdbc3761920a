import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ArchiveRequest,
  type CandleQuery,
  type CandleSeries,
  collectArchive,
  type DataSet,
  type LineQuery,
  packSeries,
  type RowSeries,
  type Series,
  type SeriesRepository,
  unpackSeries,
} from '../../src/index.ts';
import { liveSource, openDataSet } from '../data-set/support.ts';
import { bookRow, tradeRow } from '../support/rows.ts';
import { INSTRUMENT, openMarket, rangeOf } from './archive-support.ts';

/** A compressor that leaves everything as it is. */
const compress = (body: Uint8Array) => body;
const REQUEST: ArchiveRequest = { instrument: INSTRUMENT, windowSeconds: 60, mostBytes: 1_000_000, compress };

/** What an archive holds, in short. */
function shapeOf(series: readonly Series[]): readonly (string | number)[] {
  return series.map((one) => (one.kind === 'candles' ? one.windowSeconds : `${one.kind} of ${one.series}`));
}

/** Hands on queries, and keeps them. */
function watched(series: SeriesRepository): SeriesRepository & { readonly queries: (LineQuery | CandleQuery)[] } {
  const queries: (LineQuery | CandleQuery)[] = [];
  const readSeries = (query: LineQuery | CandleQuery) => {
    queries.push(query);
    return query.series === 'candles' ? series.readSeries(query) : series.readSeries(query);
  };
  return { queries, readSeries: readSeries as SeriesRepository['readSeries'] };
}

describe('collectArchive', () => {
  let dataSet: DataSet;
  beforeAll(async () => {
    dataSet = await openMarket();
  });

  it('keeps every row, and bars of a second, where they fit', async () => {
    const { series, body } = await collectArchive(dataSet.series, REQUEST);
    expect(shapeOf(series)).toEqual(['rows of obi', 'rows of cvd', 1]);
    expect((series[0] as RowSeries).values).toHaveLength(3000);
    const [obi] = unpackSeries(body) as [RowSeries];
    expect(obi).toEqual(series[0]);
  });

  it.each([30_000, 12_000, 6000, 4000])(
    'keeps less in %d bytes, no more than fits, and uses them',
    async (mostBytes) => {
      const { series, body } = await collectArchive(dataSet.series, { ...REQUEST, mostBytes });
      expect(body.length).toBeLessThanOrEqual(mostBytes);
      expect(body.length).toBeGreaterThan(mostBytes / 5);
      expect(shapeOf(series).slice(0, 2)).toEqual(['buckets of obi', 'buckets of cvd']);
      expect(unpackSeries(body)).toHaveLength(3);
    },
  );

  it('reads each series once', async () => {
    const source = watched((await openMarket({ snapshots: 600, gaps: 0 })).series);
    await collectArchive(source, { ...REQUEST, mostBytes: 4000 });
    expect(source.queries.map(({ series }) => series)).toEqual(['obi', 'cvd', 'candles']);
  });

  it('keeps bars that the wanted one is composed of, or that are composed of it', async () => {
    const short = await openMarket({ snapshots: 400 });
    for (const windowSeconds of [7, 60, 90, 3600]) {
      for (const mostBytes of [3000, 4000, 6000, 20_000]) {
        const { series } = await collectArchive(short.series, { ...REQUEST, windowSeconds, mostBytes });
        const kept = (series[2] as CandleSeries).windowSeconds;
        expect([windowSeconds % kept, kept % windowSeconds]).toContain(0);
      }
    }
  });

  it('keeps of a range what lies in it, with the CVD that is wanted', async () => {
    const { first, last } = dataSet.parts[0]!;
    const middle = Math.round((first.timestamp + last.timestamp) / 2);
    const range = rangeOf(first.timestamp, middle);
    const { series } = await collectArchive(dataSet.series, { ...REQUEST, range, lines: ['price'] });
    expect(shapeOf(series)).toEqual(['rows of price', 1]);
    const [line, candles] = series as [RowSeries, CandleSeries];
    expect(line.timestamps.at(-1)).toBeLessThan(middle);
    expect(candles.bars.timestamps.at(-1)).toBeLessThan(middle);
    const source = watched(dataSet.series);
    await collectArchive(source, { ...REQUEST, cvdReset: 'day' });
    expect(source.queries.every((query) => 'cvdReset' in query && query.cvdReset === 'day')).toBe(true);
  });

  it('looks for shorter bars where most of the time is empty', async () => {
    // Two minutes of trades, a day apart: 86,520 seconds, of which 240 have a bar.
    const times = [0, 86_400_000].flatMap((start) => Array.from({ length: 120 }, (_, index) => start + 1000 * index));
    const sparse = await openDataSet([
      liveSource({
        book: times.map((ms, index) => bookRow(index + 1, ms)),
        trades: times.map((ms, index) => tradeRow(index + 1, ms, 1)),
      }),
    ]);
    const source = watched(sparse.series);
    const { series } = await collectArchive(source, { ...REQUEST, instrument: 'A', mostBytes: 20_000 });
    expect((series.at(-1) as CandleSeries).windowSeconds).toBe(1);
    expect(source.queries.filter(({ series: kind }) => kind === 'candles')).toHaveLength(2);
  });

  it('keeps the coarsest where nothing fits', async () => {
    const { series, body } = await collectArchive(dataSet.series, { ...REQUEST, mostBytes: 10 });
    expect(body).toEqual(packSeries(series));
    expect(series.every((one) => (one.kind === 'candles' ? one.bars.count : one.timestamps.length) < 10)).toBe(true);
  });
});
