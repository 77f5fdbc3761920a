import {
  BarBuilder,
  type BarColumns,
  type BucketSeries,
  barAt,
  DataSet,
  DEFAULT_CONFIGURATION,
  type LineQuery,
  type LineSeries,
  midOf,
  type RowSeries,
  TradeColumnsBuilder,
} from '@orderflow/core';
import { makeRandom } from '@orderflow/torture';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import { change, makeSource, processFile } from './support/files.ts';
import { type Market, marketRows } from './support/rows.ts';

const INSTRUMENT = 'BTC-USDT';
const LINES: readonly LineSeries[] = ['price', 'obi', 'cvd'];
const HOUR_MS = 3_600_000;

/** A row of a line as the metrics have it. */
interface LineRow {
  readonly time: number;
  readonly nanoseconds: number;
  readonly value: number;
}

const market = marketRows({
  seed: 41,
  snapshots: 30_000,
  levels: 1,
  instruments: [INSTRUMENT, 'ETH-USDT'],
  intervalMs: 400,
  jitter: 0.9,
  gaps: 2,
  gapSeconds: 900,
  repeatedTimestamps: 0.1,
  tradesPerSecond: 2,
  oddities: 0.01,
});

const opened: SQLiteOrderflowRepository[] = [];
afterAll(() => {
  for (const repository of opened) repository.close();
});

async function openDataSet(paths: readonly string[], withPyramid = true): Promise<DataSet> {
  const sources = paths.map((path) => {
    const repository = SQLiteOrderflowRepository.connect(path);
    opened.push(repository);
    return { repository, metrics: withPyramid ? repository : null };
  });
  return DataSet.open(sources, { settings: DEFAULT_CONFIGURATION, batchSize: 1000 });
}

/** The market in files that follow one another. */
function splitByTime({ book, trades }: Market, files: number): string[] {
  const times = book.map(({ timestamp }) => Number(timestamp)).filter((time) => time > 1e12 && time < 1e13);
  const first = Math.min(...times);
  const length = (Math.max(...times) - first + 1) / files;
  const within = (row: { readonly timestamp: string | null }, file: number) => {
    const place = (Number(row.timestamp) - first) / length;
    return place >= (file === 0 ? Number.NEGATIVE_INFINITY : file) && (place < file + 1 || file === files - 1);
  };
  return Array.from({ length: files }, (_, file) =>
    makeSource({ book: book.filter((row) => within(row, file)), trades: trades.filter((row) => within(row, file)) }),
  );
}

async function rowsOf(dataSet: DataSet, series: LineSeries): Promise<LineRow[]> {
  const rows: LineRow[] = [];
  for await (const { count, timestamps, nanoseconds, obi, cvd, bestBid, bestAsk } of dataSet.iterateMetrics({
    instrument: INSTRUMENT,
  })) {
    for (let row = 0; row < count; row++) {
      const price = midOf(bestBid[row]!, bestAsk[row]!);
      const value = { price, obi: obi[row]!, cvd: cvd[row]! }[series];
      rows.push({ time: timestamps[row]!, nanoseconds: nanoseconds[row]!, value });
    }
  }
  return rows;
}

/** The answer to a line query, the slow and obvious way. */
function answerSlowly(all: readonly LineRow[], { start, end }: RowSeries | BucketSeries, bucketMs: number | null) {
  const rows = all.filter(({ time }) => time >= start && time < end);
  if (bucketMs === null) return rows.map(({ time, nanoseconds, value }) => [time, nanoseconds, value]);
  const buckets = new Map<number, LineRow[]>();
  for (const row of rows) {
    const bucket = Math.floor((row.time + row.nanoseconds / 1e6) / bucketMs) * bucketMs;
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
  }
  return [...buckets].flatMap(([bucket, members]) => {
    const values = members.map(({ value }) => value).filter((value) => !Number.isNaN(value));
    if (values.length === 0) return [];
    return [[bucket, members.length, values[0], Math.min(...values), Math.max(...values), values.at(-1)]];
  });
}

function entriesOf(answer: RowSeries | BucketSeries): (number | undefined)[][] {
  if (answer.kind === 'rows') {
    return Array.from(answer.timestamps, (time, row) => [time, answer.nanoseconds[row], answer.values[row]]);
  }
  const { timestamps, rowCounts, opens, lows, highs, closes } = answer;
  return Array.from(timestamps, (time, at) => [time, rowCounts[at], opens[at], lows[at], highs[at], closes[at]]);
}

async function expectTrueLine(dataSet: DataSet, all: readonly LineRow[], query: LineQuery) {
  const answer = await dataSet.series.readSeries(query);
  const rows = all.filter(({ time }) => time >= answer.start && time < answer.end).length;
  if (rows < 8 * query.pixels) expect(answer.kind).toBe('rows');
  else expect(answer.kind).toBe('buckets');
  const bucketMs = answer.kind === 'rows' ? null : answer.bucketMs;
  expect(entriesOf(answer)).toEqual(answerSlowly(all, answer, bucketMs));
  return answer;
}

async function barsOf(dataSet: DataSet, windowSeconds: number): Promise<BarColumns> {
  const trades = new TradeColumnsBuilder();
  for await (const columns of dataSet.iterateTrades({ instrument: INSTRUMENT })) {
    for (let row = 0; row < columns.count; row++) trades.push(columns, row);
  }
  // Names may differ from file to file in number, not in kind.
  const columns = trades.build([INSTRUMENT]);
  return BarBuilder.barsOf({ ...columns, instruments: new Uint32Array(columns.count) }, windowSeconds);
}

function barList(bars: BarColumns) {
  return Array.from({ length: bars.count }, (_, bar) => barAt(bars, bar));
}

describe.each([
  ['one file', 1, 'stored'],
  ['seven files', 7, 'stored'],
  ['a file whose run did not end', 1, 'unfinished'],
  ['files of which one has no pyramid', 3, 'mixed'],
  ['a file without metrics', 1, 'live'],
] as const)('a series of %s', (_, files, standing) => {
  let dataSet: DataSet;
  const lines = new Map<LineSeries, LineRow[]>();

  beforeAll(async () => {
    const paths = splitByTime(market, files);
    if (standing !== 'live') for (const path of paths) await processFile(path);
    if (standing === 'unfinished') unfinish(paths[0]!);
    if (standing === 'mixed') change(paths[1]!, 'DELETE FROM orderflow_pyramid');
    dataSet = await openDataSet(paths, standing !== 'live');
    expect(dataSet.parts.filter(({ instrument }) => instrument === INSTRUMENT)).toHaveLength(files);
    for (const series of LINES) lines.set(series, await rowsOf(dataSet, series));
  });

  it.each(LINES)('is true at every zoom and any place: %s', async (series) => {
    const all = lines.get(series)!;
    const first = all[0]!.time;
    const span = all.at(-1)!.time - first;
    const random = makeRandom(files);
    const kinds = new Set<string>();
    for (let zoom = 0; zoom < 12; zoom++) {
      const length = Math.ceil(span / 2 ** zoom) + 1;
      for (const pixels of [1, 13, 200, 1500]) {
        const start = Math.floor(first + random() * (span - length));
        const range = {
          start: { timestamp: start, nanoseconds: 0 },
          end: { timestamp: start + length, nanoseconds: 5 },
        };
        const answer = await expectTrueLine(dataSet, all, { instrument: INSTRUMENT, series, range, pixels });
        kinds.add(answer.kind);
        expect(answer.live !== null).toBe(standing === 'live' || (standing === 'mixed' && touchesLive(answer)));
      }
    }
    expect([...kinds].sort()).toEqual(['buckets', 'rows']);

    function touchesLive({ start, end }: RowSeries | BucketSeries): boolean {
      const part = dataSet.parts.filter(({ instrument }) => instrument === INSTRUMENT)[1]!;
      return part.last.timestamp >= start && part.first.timestamp < end;
    }
  });

  it('gives all there is where no range is asked', async () => {
    const query = { instrument: INSTRUMENT, series: 'price', pixels: 100 } as const;
    await expectTrueLine(dataSet, lines.get('price')!, query);
  });

  it.each([1, 7, 60, 90, 300, 601, 3600, 5400, 7201, 86_400])(
    'has the candles of trades of %i s',
    async (windowSeconds) => {
      const query = { instrument: INSTRUMENT, series: 'candles', pixels: 1e7, windowSeconds } as const;
      const candles = await dataSet.series.readSeries(query);
      const expected = barList(await barsOf(dataSet, windowSeconds)).filter(
        ({ timestamp }) => timestamp >= candles.start && timestamp < candles.end,
      );
      expect(candles).toMatchObject({ kind: 'candles', windowSeconds, basis: 'trades' });
      expect(expected.length).toBeGreaterThan(0);
      expect(barList(candles.bars)).toEqual(expected);
    },
  );

  it('has the candles of a part of the time', async () => {
    const { first } = dataSet.parts[0]!;
    const start = { timestamp: first.timestamp + 0.4 * HOUR_MS, nanoseconds: 0 };
    const range = { start, end: { timestamp: start.timestamp + HOUR_MS, nanoseconds: 0 } };
    const candles = await dataSet.series.readSeries({
      ...{ instrument: INSTRUMENT, series: 'candles', range, pixels: 3840, windowSeconds: 7 },
      series: 'candles',
    });
    const expected = barList(await barsOf(dataSet, 7)).filter(
      ({ timestamp }) => timestamp >= candles.start && timestamp < candles.end,
    );
    expect(barList(candles.bars)).toEqual(expected);
  });
});

/** Takes a file back to how it stands before the last tiles of a run are written: those in progress are not there. */
function unfinish(path: string): void {
  const settled = "(SELECT json_extract(state, '$.position.timestamp') FROM orderflow_runs)";
  change(
    path,
    `DELETE FROM orderflow_bucket_tiles WHERE (tile + 1) * 256 * (1 << level) > ${settled}`,
    `DELETE FROM orderflow_candle_tiles WHERE (tile + 1) * 256000 * seconds > ${settled}`,
    `DELETE FROM orderflow_value_tiles WHERE (instrument_id, first_row) IN
       (SELECT instrument_id, first_row FROM orderflow_row_tiles WHERE row_count < 1024)`,
    'DELETE FROM orderflow_row_tiles WHERE row_count < 1024',
    'UPDATE orderflow_pyramid SET waiting_trades = NULL',
  );
}

describe('candles', () => {
  it('are of the mid where a file has no trades, and say so', async () => {
    const path = makeSource({ book: market.book });
    await processFile(path);
    const stored = await openDataSet([path]);
    const live = await openDataSet([path], false);
    const query = { instrument: INSTRUMENT, series: 'candles', pixels: 100_000, windowSeconds: 60 } as const;
    const candles = await stored.series.readSeries(query);
    expect(candles).toMatchObject({ basis: 'mid', live: null });
    const computed = await live.series.readSeries(query);
    expect(computed).toMatchObject({ basis: 'mid', live: 'there are no stored metrics' });
    expect(barList(candles.bars)).toEqual(barList(computed.bars));
    const prices = await rowsOf(stored, 'price');
    const [bar] = barList(candles.bars);
    const first = prices.filter(({ time, value }) => time < bar!.timestamp + 60_000 && !Number.isNaN(value));
    expect(bar).toMatchObject({
      open: first[0]!.value,
      high: Math.max(...first.map(({ value }) => value)),
      low: Math.min(...first.map(({ value }) => value)),
      close: first.at(-1)!.value,
      volume: 0,
      tradeCount: 0,
    });
  });

  it('grow longer where they would be narrower than four pixels', async () => {
    const path = makeSource(market);
    await processFile(path);
    const dataSet = await openDataSet([path]);
    const start = dataSet.parts[0]!.first;
    const range = { start, end: { timestamp: start.timestamp + HOUR_MS, nanoseconds: 0 } };
    const query = { instrument: INSTRUMENT, series: 'candles', range, windowSeconds: 7 } as const;
    // 3600 s / 7 s = 514.3 windows need 2058 pixels; 1000 pixels have room for 250 of 14.4 s, so three windows a candle.
    expect(await dataSet.series.readSeries({ ...query, pixels: 2058 })).toMatchObject({ windowSeconds: 7 });
    expect(await dataSet.series.readSeries({ ...query, pixels: 1000 })).toMatchObject({ windowSeconds: 21 });
    expect(await dataSet.series.readSeries({ ...query, pixels: 1, windowSeconds: 7 })).toMatchObject({
      windowSeconds: 14_406,
    });
  });

  it.each([0, 1.5, 86_401])('refuse a window of %d s', async (windowSeconds) => {
    const dataSet = await openDataSet([makeSource(market)]);
    const query = { instrument: INSTRUMENT, series: 'candles', pixels: 100, windowSeconds } as const;
    await expect(dataSet.series.readSeries(query)).rejects.toMatchObject({ code: 'bad-argument' });
  });
});
