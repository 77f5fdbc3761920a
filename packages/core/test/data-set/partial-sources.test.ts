import { describe, expect, it } from 'vitest';
import { DataSet } from '../../src/index.ts';
import { collect } from '../support/collect.ts';
import { bookRow, moment, SETTINGS, START, tradeRow } from '../support/rows.ts';
import { cvdsOf, liveSource, metricsOf, openDataSet, storedSource } from './support.ts';

const BOOK = [bookRow(1, 1000), bookRow(2, 2000), bookRow(3, 3000)];
// CVD 1, 3, 3; the last trade waits.
const TRADES = [tradeRow(1, 500, 1), tradeRow(2, 2000, 2), tradeRow(3, 3500, 4)];
const ALL = { pixels: 100, windowSeconds: 1 } as const;

/** A source whose metrics are stored and whose rows are gone. */
async function gone(rows: Parameters<typeof storedSource>[0], name?: string) {
  const source = await storedSource(rows, name);
  source.repository.book.length = 0;
  source.repository.trades.length = 0;
  return source;
}

describe('a source with trades alone', () => {
  const source = () => liveSource({ trades: TRADES });

  it('is an instrument from its first trade to its last', async () => {
    const { instruments, parts } = await openDataSet([source()]);
    expect(instruments).toEqual(['A']);
    expect(parts).toMatchObject([
      { snapshots: 0, first: moment(500), last: moment(3500), reason: expect.stringContaining('no snapshots') },
    ]);
  });

  it('has candles of its trades, and lines without a point', async () => {
    const { series } = await openDataSet([source()]);
    const candles = await series.readSeries({ instrument: 'A', series: 'candles', ...ALL });
    expect(candles.basis).toBe('trades');
    expect([...candles.bars.timestamps]).toEqual([START, START + 2000, START + 3000]);
    expect([...candles.bars.buyVolumes]).toEqual([1, 2, 4]);
    for (const line of ['price', 'obi', 'cvd'] as const) {
      const answer = await series.readSeries({ instrument: 'A', series: line, pixels: 100 });
      expect(answer.timestamps.length).toBe(0);
    }
  });

  it('gives its trades, and says of metrics, books and proofs that there is no snapshot', async () => {
    const dataSet = await openDataSet([source()]);
    const batches = await collect(dataSet.iterateTrades({}));
    expect(batches.flatMap(({ ids, count }) => [...ids.subarray(0, count)])).toEqual([1, 2, 3]);
    const error = { code: 'empty-range', message: expect.stringContaining('A has trades alone') };
    await expect(metricsOf(dataSet)).rejects.toMatchObject(error);
    await expect(collect(dataSet.iterateBooks({}, 'levels'))).rejects.toMatchObject(error);
    await expect(dataSet.proofs.prove({ instrument: 'A', at: moment(2000) })).rejects.toMatchObject(error);
  });

  it('follows another in time as one', async () => {
    const later = liveSource({ trades: [tradeRow(1, 9000, 8)] }, 'b.db');
    const { series } = await openDataSet([later, source()]);
    const { bars } = await series.readSeries({ instrument: 'A', series: 'candles', ...ALL });
    expect([...bars.buyVolumes]).toEqual([1, 2, 4, 8]);
  });

  it('gives way to a source that has snapshots of the instrument', async () => {
    const books = liveSource({ book: BOOK }, 'books.db');
    const dataSet = await openDataSet([source(), books]);
    expect(dataSet.parts.map((part) => part.source.repository.name)).toEqual(['books.db']);
    expect(await metricsOf(dataSet)).toEqual(await metricsOf(await openDataSet([books])));
  });

  it.each([
    ['stored', storedSource],
    ['live', async (...rows: Parameters<typeof liveSource>) => liveSource(...rows)],
  ])('is listed beside an instrument with snapshots, %s, and read where it is named', async (_, make) => {
    const others = [tradeRow(7, 1500, 5, { instrument: 'B' })];
    const dataSet = await openDataSet([await make({ book: BOOK, trades: [...TRADES, ...others] })]);
    expect(dataSet.instruments).toEqual(['A', 'B']);
    expect(await cvdsOf(dataSet)).toEqual([
      [1, 1],
      [2, 3],
      [3, 3],
    ]);
    expect(dataSet.select({}).map(({ instrument }) => instrument)).toEqual(['A']);
    const { bars } = await dataSet.series.readSeries({ instrument: 'B', series: 'candles', ...ALL });
    expect([...bars.buyVolumes]).toEqual([5]);
  });

  it('holds nothing where no trade has a readable time', async () => {
    const { parts } = await openDataSet([liveSource({ trades: [tradeRow(1, 0, 1, { timestamp: 'soon' })] })]);
    expect(parts).toEqual([]);
  });
});

describe('stored metrics whose rows are gone', () => {
  it('are read as they are stored', async () => {
    const whole = await openDataSet([await storedSource({ book: BOOK, trades: TRADES })]);
    const dataSet = await openDataSet([await gone({ book: BOOK, trades: TRADES })]);
    expect(dataSet.parts).toMatchObject([
      { snapshots: 3, reason: null, missing: expect.stringContaining('rows they were computed from are not there') },
    ]);
    expect(await metricsOf(dataSet)).toEqual(await metricsOf(whole));
    for (const series of ['price', 'obi', 'cvd'] as const) {
      const query = { instrument: 'A', series, pixels: 100 };
      expect(await dataSet.series.readSeries(query)).toEqual(await whole.series.readSeries(query));
    }
  });

  it('have candles of their mids where none are stored', async () => {
    const { series } = await openDataSet([await gone({ book: BOOK, trades: TRADES })]);
    const candles = await series.readSeries({ instrument: 'A', series: 'candles', ...ALL });
    expect(candles.basis).toBe('mid');
    expect([...candles.bars.timestamps]).toEqual([1000, 2000, 3000].map((ms) => START + ms));
    expect([...candles.bars.closes]).toEqual([100.5, 100.5, 100.5]);
  });

  it('cannot be proven, nor computed anew', async () => {
    const dataSet = await openDataSet([await gone({ book: BOOK, trades: TRADES })]);
    const error = { code: 'empty-range', message: expect.stringContaining('are not there to check them') };
    await expect(dataSet.proofs.prove({ instrument: 'A', at: moment(2000) })).rejects.toMatchObject(error);
    await expect(dataSet.proofs.readSnapshot({ instrument: 'A', at: moment(2000) })).rejects.toMatchObject(error);
    await expect(collect(dataSet.iterateBooks({}, 'levels'))).rejects.toMatchObject(error);
  });

  it('are refused where other settings are wanted', async () => {
    const source = await gone({ book: BOOK });
    const other = DataSet.open([source], { settings: { ...SETTINGS, depth: 1 }, batchSize: 2 });
    await expect(other).rejects.toMatchObject({
      code: 'settings-differ',
      message: expect.stringContaining('no rows to compute others from'),
    });
  });

  it('give way to a source with the rows of that time, and join those of other times', async () => {
    const rows = { book: BOOK, trades: TRADES };
    const later = { book: [bookRow(1, 9000)], trades: [tradeRow(1, 8000, 16)] };
    const dataSet = await openDataSet([await gone(rows, 'gone.db'), liveSource(rows), liveSource(later, 'later.db')]);
    expect(dataSet.parts.map((part) => part.source.repository.name)).toEqual(['a.db', 'later.db']);
    const joined = await openDataSet([await gone(rows, 'gone.db'), liveSource(later, 'later.db')]);
    // 3 in the metrics without rows, and 16 later: the trade behind the last snapshot went with its rows.
    expect((await cvdsOf(joined)).at(-1)).toEqual([1, 19]);
  });
});
