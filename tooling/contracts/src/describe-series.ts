import {
  BarBuilder,
  type BarColumns,
  barAt,
  CANDLE_SECONDS,
  type CvdReset,
  DataSet,
  DEFAULT_CONFIGURATION,
  type LineQuery,
  type LineSeries,
  midOf,
  type TimeRange,
  TradeColumnsBuilder,
} from '@orderflow/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerPlainly, entriesOf, type LineRow } from './plain-series.ts';
import { type MarketRows, MIDNIGHT, makeMarket, millisecondsOf, processRows, rowsWithin } from './pyramid-rows.ts';
import type { MakeRepository, RepositoryUnderTest } from './repository-under-test.ts';

const INSTRUMENT = 'BTC';
const DAY_MS = 86_400_000;
const WINDOWS = [1, 7, 60, 90, 300, 601, 3600, 7201, 86_400];
const market = makeMarket({ oddities: 0 });
const own = <Row extends { readonly instrument: string | null }>(rows: readonly Row[]) =>
  rows.filter(({ instrument }) => instrument === INSTRUMENT);
const FIRST = millisecondsOf(own(market.book)[0]!);
const LAST = millisecondsOf(own(market.book).at(-1)!);
/** Where the files of a split market begin; in front of the first cut trades go on where snapshots do not. */
const CUTS = [0.3, 0.62].map((share) => FIRST + share * (LAST - FIRST));
const HOLE_MS = 30_000;
/** So many buckets are folded into one; of 15 to 31 half a pixel of a chart is made. */
const FOLDS = [3, 31, 1, 17, 64];

type Standing = 'stored' | 'live' | 'mixed';

/** The market as three that follow one another. */
function splitMarket(): readonly MarketRows[] {
  const ends = [...CUTS, Number.POSITIVE_INFINITY];
  return ends.map((end, index) => {
    const rows = rowsWithin(market, ends[index - 1] ?? 0, end);
    return { ...rows, book: rows.book.filter((row) => index > 0 || millisecondsOf(row) < end - HOLE_MS) };
  });
}

/** The series that are read from a pyramid. */
export function describeSeries(make: MakeRepository): void {
  const opened: RepositoryUnderTest[] = [];
  const closeAll = async () => {
    for (const open of opened.splice(0)) await open.close();
  };
  const openSource = async (rows: Partial<MarketRows>): Promise<RepositoryUnderTest> => {
    const open = await make(rows);
    opened.push(open);
    return open;
  };
  const openParts = async (parts: readonly Partial<MarketRows>[], standing: Standing = 'stored'): Promise<DataSet> => {
    const sources: RepositoryUnderTest[] = [];
    for (const [index, rows] of parts.entries()) {
      const source = await openSource(rows);
      if (standing === 'stored' || (standing === 'mixed' && index % 2 === 0)) await processRows(source);
      sources.push(source);
    }
    return openDataSet(sources);
  };

  describe.each([
    ['one source', [market], 'stored'],
    ['several sources', splitMarket(), 'stored'],
    ['a source without metrics', [market], 'live'],
    ['several sources of which one has no metrics', splitMarket(), 'mixed'],
  ] as const)('a series of %s', (_, parts, standing) => {
    let dataSet: DataSet;
    beforeAll(async () => {
      dataSet = await openParts(parts, standing);
    });
    afterAll(closeAll);

    it.each(['price', 'obi', 'cvd'] as const)('is true at every zoom: %s', async (series) => {
      const all = await metricRowsOf(dataSet, series);
      expect(all).toHaveLength(own(parts.flatMap(({ book }) => book)).length);
      await expectTrueLines(dataSet, all, { series });
    });

    it('has a CVD of all trades so far, or of those of the day', async () => {
      for (const cvdReset of ['none', 'day'] as const) {
        await expectTrueLines(dataSet, cvdRowsOf(parts, cvdReset), { series: 'cvd', cvdReset });
      }
    });

    it('has the candles of its trades', async () => {
      const range = rangeOf(FIRST - 10_000, LAST + 10_000);
      for (const windowSeconds of WINDOWS) {
        const query = { instrument: INSTRUMENT, series: 'candles', range, pixels: 1e7, windowSeconds } as const;
        const { bars, ...answer } = await dataSet.series.readSeries(query);
        expect(answer).toMatchObject({ kind: 'candles', windowSeconds, basis: 'trades' });
        expect(answer.live !== null).toBe(standing !== 'stored');
        expect(barsOf(bars)).toEqual(barsOf(await wantedBars(dataSet, windowSeconds)));
      }
    });

    it('has the candles of any part of the time', async () => {
      for (const [start, end] of [
        [MIDNIGHT - 50_000, MIDNIGHT + 50_000],
        [CUTS[0]! - HOLE_MS + 4000, CUTS[0]! - 5000],
        [CUTS[0]! - 100, CUTS[0]! + 100],
        [LAST - 400, LAST + 400],
      ] as const) {
        for (const windowSeconds of [1, 7]) {
          const query = { instrument: INSTRUMENT, series: 'candles', pixels: 4000, windowSeconds } as const;
          const candles = await dataSet.series.readSeries({ ...query, range: rangeOf(start, end) });
          const wanted = barsOf(await wantedBars(dataSet, windowSeconds));
          const isWithin = ({ timestamp }: { readonly timestamp: number }) =>
            timestamp >= candles.start && timestamp < candles.end;
          expect(barsOf(candles.bars)).toEqual(wanted.filter(isWithin));
          expect(candles.basis).toBe('trades');
          expect(candles.start).toBeLessThanOrEqual(start);
          expect(candles.end).toBeGreaterThanOrEqual(end);
        }
      }
    });
  });

  describe('a line', () => {
    const query = { instrument: INSTRUMENT, series: 'obi' } as const;
    let dataSet: DataSet;
    beforeAll(async () => {
      dataSet = await openParts(splitMarket());
    });
    afterAll(closeAll);

    it('is of exact rows below eight a pixel, and of buckets from there on, and says which', async () => {
      const rows = own(splitMarket().flatMap(({ book }) => book)).length;
      const [most, fewer] = [Math.floor(rows / 8), Math.floor(rows / 8) + 1];
      expect(await dataSet.series.readSeries({ ...query, pixels: most })).toMatchObject({ kind: 'buckets' });
      const answer = await dataSet.series.readSeries({ ...query, pixels: fewer });
      expect(answer.kind).toBe('rows');
      const all = await metricRowsOf(dataSet, 'obi');
      expect(entriesOf(answer)).toEqual(all.map((row) => [row.timestamp, row.nanoseconds, row.value]));
    });

    it('has two buckets a pixel or more', async () => {
      for (const pixels of [1, 10, 100, 300]) {
        const answer = await dataSet.series.readSeries({ ...query, pixels });
        expect(answer).toMatchObject({ kind: 'buckets' });
        if (answer.kind === 'buckets') expect(answer.bucketMs).toBeLessThanOrEqual((LAST + 1 - FIRST) / pixels / 2);
      }
    });

    it('is folded only to whole numbers of its buckets, and not to more than 64', async () => {
      const range = rangeOf(FIRST, FIRST + 2 ** 20);
      const read = (foldMs: number) => dataSet.series.readSeries({ ...query, range, pixels: 256, foldMs });
      const plain = await dataSet.series.readSeries({ ...query, range, pixels: 256 });
      expect(plain).toMatchObject({ kind: 'buckets', bucketMs: 2048 });
      for (const times of [0, 0.5, 1.5, 65, -3, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(await read(2048 * times)).toEqual(plain);
      }
      expect(await read(2048 * 63)).toMatchObject({ kind: 'buckets', bucketMs: 2048 * 63 });
    });

    it('is nothing where there is nothing', async () => {
      const beyond = { start: { timestamp: LAST + DAY_MS, nanoseconds: 0 } };
      const before = { end: { timestamp: FIRST - DAY_MS, nanoseconds: 0 } };
      for (const range of [beyond, before, { ...beyond, end: { timestamp: LAST + 2 * DAY_MS, nanoseconds: 0 } }]) {
        const line = await dataSet.series.readSeries({ ...query, range, pixels: 100 });
        expect(line).toMatchObject({ kind: 'rows', live: null });
        expect(entriesOf(line)).toEqual([]);
        const candles = { ...query, series: 'candles', range, pixels: 100, windowSeconds: 60 } as const;
        expect((await dataSet.series.readSeries(candles)).bars.count).toBe(0);
      }
    });

    it.each([
      [{ pixels: 0 }, 'bad-argument'],
      [{ pixels: 1.5 }, 'bad-argument'],
      [{ instrument: 'XRP' }, 'unknown-instrument'],
      [{ range: rangeOf(FIRST + 1000, FIRST) }, 'bad-argument'],
    ])('refuses %o', async (changes, code) => {
      await expect(dataSet.series.readSeries({ ...query, pixels: 100, ...changes })).rejects.toMatchObject({ code });
    });
  });

  describe('candles', () => {
    afterEach(closeAll);
    const query = { instrument: INSTRUMENT, series: 'candles', pixels: 1e7 } as const;

    it('are of the mid where a source has no trades, and say so', async () => {
      for (const standing of ['stored', 'live'] as const) {
        const dataSet = await openParts([{ book: market.book }], standing);
        const mids = (await metricRowsOf(dataSet, 'price')).filter(({ value }) => !Number.isNaN(value));
        for (const windowSeconds of [...CANDLE_SECONDS, 7, 601]) {
          const { bars, basis } = await dataSet.series.readSeries({ ...query, windowSeconds });
          expect(basis).toBe('mid');
          expect(barsOf(bars)).toEqual(midBarsOf(mids, windowSeconds));
        }
      }
    });

    it('are of both where only some sources have trades', async () => {
      const [first, second, third] = splitMarket();
      const basisOf = async (parts: readonly Partial<MarketRows>[], range: TimeRange) => {
        const dataSet = await openParts(parts);
        return (await dataSet.series.readSeries({ ...query, windowSeconds: 1, range })).basis;
      };
      expect(await basisOf([{ book: first!.book }, second!, third!], {})).toBe('both');
      expect(await basisOf([{ book: first!.book }, second!], rangeOf(CUTS[0]! + 10_000, CUTS[1]!))).toBe('trades');
      // Between the snapshots of two sources only the first has anything to show.
      const between = rangeOf(CUTS[0]! - HOLE_MS + 4000, CUTS[0]! - 5000);
      expect(await basisOf([first!, { book: second!.book }], between)).toBe('trades');
    });

    it('have the trades that came behind the last snapshot, before and after a run', async () => {
      const isEarly = (row: { readonly timestamp: string | null }) => millisecondsOf(row) < LAST - 60_000;
      const source = await openSource({
        book: market.book.filter(isEarly),
        trades: market.trades.filter((row) => millisecondsOf(row) < LAST - 40_000),
      });
      await processRows(source);
      const expectAll = async () => {
        const dataSet = await openDataSet([source]);
        const range = rangeOf(FIRST, LAST);
        for (const windowSeconds of WINDOWS) {
          const { bars } = await dataSet.series.readSeries({ ...query, range, windowSeconds });
          expect(barsOf(bars)).toEqual(barsOf(await wantedBars(dataSet, windowSeconds)));
        }
      };
      await expectAll();
      await source.append({ trades: market.trades.filter((row) => millisecondsOf(row) >= LAST - 40_000) });
      await expectAll();
      await processRows(source);
      await expectAll();
    });

    it('are refused where trades of two sources overlap', async () => {
      const [first, second] = splitMarket();
      const trades = [...first!.trades, ...second!.trades.slice(0, 50).map((row) => ({ ...row, id: row.id + 1e6 }))];
      const dataSet = await openParts([{ ...first!, trades }, second!]);
      await expect(dataSet.series.readSeries({ ...query, windowSeconds: 60 })).rejects.toMatchObject({
        code: 'overlapping-sources',
      });
    });
  });

  describe('a series that was opened', () => {
    afterEach(closeAll);

    it('stays as it is while rows are added and processed', async () => {
      const [early, late] = [rowsWithin(market, 0, CUTS[1]!), rowsWithin(market, CUTS[1]!, Number.POSITIVE_INFINITY)];
      const source = await openSource(early);
      await processRows(source);
      const dataSet = await openDataSet([source]);
      const range = rangeOf(FIRST, CUTS[1]! - 3000);
      const read = async () => {
        const answers: unknown[] = [];
        for (const pixels of [1, 20, 200]) {
          for (const series of ['price', 'cvd'] as const) {
            answers.push(await dataSet.series.readSeries({ instrument: INSTRUMENT, series, range, pixels }));
          }
        }
        for (const windowSeconds of WINDOWS.slice(0, 4)) {
          const { bars, ...answer } = await dataSet.series.readSeries({
            ...{ instrument: INSTRUMENT, range, pixels: 1e7, windowSeconds },
            series: 'candles',
          });
          answers.push({ ...answer, bars: barsOf(bars).filter(({ timestamp }) => timestamp < CUTS[1]! - 300_000) });
        }
        return answers;
      };
      const before = await read();
      await source.append(late);
      let batches = 2;
      const signal = { aborted: false };
      const onProgress = () => {
        signal.aborted = batches-- <= 0;
      };
      await processRows(source, { batchSize: 200, commitRows: 200, signal, onProgress });
      expect(await read()).toEqual(before);
      await processRows(source);
      expect(await read()).toEqual(before);
    });

    it('says so where the metrics are computed anew meanwhile', async () => {
      const source = await openSource(market);
      await processRows(source);
      const dataSet = await openDataSet([source]);
      await dataSet.series.readSeries({ instrument: INSTRUMENT, series: 'obi', pixels: 10 });
      await source.metrics.rewindTo(null);
      for (const series of ['obi', 'candles'] as const) {
        const query = { instrument: INSTRUMENT, pixels: 10, windowSeconds: 60 };
        const answer =
          series === 'obi'
            ? dataSet.series.readSeries({ ...query, series })
            : dataSet.series.readSeries({ ...query, series });
        await expect(answer).rejects.toMatchObject({ code: 'source-locked' });
      }
    });
  });
}

function openDataSet(sources: readonly RepositoryUnderTest[]): Promise<DataSet> {
  const open = sources.map(({ repository, metrics }) => ({ repository, metrics }));
  return DataSet.open(open, { settings: DEFAULT_CONFIGURATION, batchSize: 1000 });
}

function rangeOf(start: number, end: number): Required<TimeRange> {
  const momentOf = (time: number) => ({ timestamp: Math.floor(time), nanoseconds: 0 });
  return { start: momentOf(start), end: momentOf(end) };
}

/** Zooms from everything to a few rows, each for pictures of several widths, some ends within a millisecond. */
async function expectTrueLines(
  dataSet: DataSet,
  all: readonly LineRow[],
  changes: Pick<LineQuery, 'series' | 'cvdReset'>,
): Promise<void> {
  const kinds = new Set<string>();
  for (let zoom = 0; zoom < 9; zoom++) {
    const length = (LAST - FIRST) / 2 ** zoom + 1;
    for (const [place, pixels] of [1, 17, 400].entries()) {
      const start = FIRST + ((zoom * 0.37 + place * 0.61) % 1) * (LAST - FIRST + 1 - length);
      const range = rangeOf(start, start + length);
      const answer = await dataSet.series.readSeries({ instrument: INSTRUMENT, range, pixels, ...changes });
      const count = all.filter(({ timestamp }) => timestamp >= answer.start && timestamp < answer.end).length;
      expect(answer.kind).toBe(count < 8 * pixels ? 'rows' : 'buckets');
      expectClose(entriesOf(answer), answerPlainly(all, answer), changes.series === 'cvd' ? 1e-9 : 0);
      kinds.add(answer.kind);
      const fold = FOLDS[(zoom + place) % FOLDS.length]!;
      kinds.add(
        `folded ${await expectFolded(dataSet, all, { instrument: INSTRUMENT, range, pixels, ...changes }, fold)}`,
      );
    }
  }
  expect([...kinds].sort()).toEqual(['buckets', 'folded buckets', 'folded rows', 'rows']);
}

/** Reads a line whose buckets are folded, so many into one; which kind it is of. */
async function expectFolded(
  dataSet: DataSet,
  all: readonly LineRow[],
  query: LineQuery & { readonly range: Required<TimeRange> },
  fold: number,
): Promise<string> {
  const spanMs = query.range.end.timestamp - query.range.start.timestamp;
  const foldMs = fold * 2 ** Math.floor(Math.log2(spanMs / (2 * query.pixels)));
  const answer = await dataSet.series.readSeries({ ...query, foldMs });
  const count = all.filter(({ timestamp }) => timestamp >= answer.start && timestamp < answer.end).length;
  expect(answer.kind).toBe(count < (4 * spanMs) / foldMs ? 'rows' : 'buckets');
  if (answer.kind === 'buckets') expect(answer.bucketMs).toBe(foldMs);
  expect([answer.start % foldMs, answer.end % foldMs, answer.start % 1, answer.end % 1]).toEqual([0, 0, 0, 0]);
  expectClose(entriesOf(answer), answerPlainly(all, answer), query.series === 'cvd' ? 1e-9 : 0);
  return answer.kind;
}

/** The same entries, with values as near as sums of sizes in another order come. */
function expectClose(found: readonly number[][], wanted: readonly number[][], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  const isNear = (value: number, right: number) => Object.is(value, right) || Math.abs(value - right) <= tolerance;
  const wrong = wanted.flatMap((entry, row) => {
    const other = found[row]!;
    const isSame = entry.length === other.length && entry.every((value, field) => isNear(other[field]!, value));
    return isSame ? [] : [{ row, found: other, wanted: entry }];
  });
  expect(wrong).toEqual([]);
}

async function metricRowsOf(dataSet: DataSet, series: LineSeries): Promise<readonly LineRow[]> {
  const rows: LineRow[] = [];
  for await (const columns of dataSet.iterateMetrics({ instrument: INSTRUMENT })) {
    for (let row = 0; row < columns.count; row++) {
      const price = midOf(columns.bestBid[row]!, columns.bestAsk[row]!);
      const value = { price, obi: columns.obi[row]!, cvd: columns.cvd[row]! }[series];
      rows.push({ timestamp: columns.timestamps[row]!, nanoseconds: columns.nanoseconds[row]!, value });
    }
  }
  return rows;
}

/** The CVD at every snapshot, straight from the rows. */
function cvdRowsOf(parts: readonly MarketRows[], cvdReset: CvdReset): readonly LineRow[] {
  const momentsOf = (text: string | null) => BigInt(text!);
  const dayOf = (at: bigint) => at / (BigInt(DAY_MS) * 1_000_000n);
  const trades = own(parts.flatMap((part) => part.trades)).map((row) => ({ ...row, at: momentsOf(row.timestamp) }));
  const books = own(parts.flatMap((part) => part.book)).map((row) => ({ at: momentsOf(row.timestamp) }));
  let next = 0;
  let cvd = 0;
  let day = dayOf(trades[0]!.at);
  return books.map(({ at }) => {
    for (; next < trades.length && trades[next]!.at <= at; next++) {
      const { side, size } = trades[next]!;
      if (cvdReset === 'day' && dayOf(trades[next]!.at) !== day) cvd = 0;
      day = dayOf(trades[next]!.at);
      cvd += side?.toLowerCase() === 'buy' ? size! : -size!;
    }
    const value = cvdReset === 'day' && dayOf(at) !== day ? 0 : cvd;
    return { timestamp: Number(at / 1_000_000n), nanoseconds: Number(at % 1_000_000n), value };
  });
}

async function wantedBars(dataSet: DataSet, windowSeconds: number): Promise<BarColumns> {
  const trades = new TradeColumnsBuilder();
  for await (const columns of dataSet.iterateTrades({ instrument: INSTRUMENT })) {
    for (let row = 0; row < columns.count; row++) trades.push(columns, row);
  }
  const columns = trades.build([INSTRUMENT]);
  return BarBuilder.barsOf({ ...columns, instruments: new Uint32Array(columns.count) }, windowSeconds);
}

function barsOf(bars: BarColumns) {
  return Array.from({ length: bars.count }, (_, bar) => barAt(bars, bar));
}

/** Candles of mids, which have no volume. */
function midBarsOf(rows: readonly LineRow[], windowSeconds: number) {
  const windows = Map.groupBy(rows, ({ timestamp }) => Math.floor(timestamp / (1000 * windowSeconds)));
  return [...windows].map(([window, members]) => {
    const mids = members.map(({ value }) => value);
    return {
      instrument: INSTRUMENT,
      timestamp: 1000 * windowSeconds * window,
      open: mids[0],
      high: Math.max(...mids),
      low: Math.min(...mids),
      close: mids.at(-1),
      ...{ volume: 0, buyVolume: 0, sellVolume: 0, tradeCount: 0 },
    };
  });
}
