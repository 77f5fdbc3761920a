import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BucketSeries,
  DataSet,
  DEFAULT_CONFIGURATION,
  generateMarket,
  type LineQuery,
  type LineSeries,
  type RowSeries,
  Storage,
} from '@orderflow/core';
import { SQLiteOrderflowRepository, writeSourceFile } from '@orderflow/sqlite-repo';
import type { SeriesSource } from '@orderflow/viz-web/chart';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LineDrawer, makeLineDrawer, type Picture } from '../src/draw-line.ts';
import { pointsOf } from '../src/points-of.ts';

const INSTRUMENT = 'BTC-USDT';
const SNAPSHOTS = 60_000;
const WIDTH = 480;
const HEIGHT = 200;
/** Exponents of the milliseconds a pixel stands for: from 8 rows a pixel to everything on a few hundred pixels. */
const ZOOMS = [10, 11, 12, 13, 14, 15, 16, 18];

const folder = mkdtempSync(join(tmpdir(), 'orderflow-pixels-'));
let repository: SQLiteOrderflowRepository;
let dataSet: DataSet;
let draw: LineDrawer;
let charts: typeof import('@orderflow/viz-web/chart');

beforeAll(async () => {
  const file = join(folder, 'market.db');
  const market = { seed: 3, snapshots: SNAPSHOTS, levels: 2, gaps: 2, gapSeconds: 300, jitter: 0.9 };
  await writeSourceFile(file, generateMarket(market));
  const writer = SQLiteOrderflowRepository.connect(file, { write: true });
  const parts = { repository: writer, metrics: writer, settings: DEFAULT_CONFIGURATION, batchSize: 1000 };
  await new Storage(parts).buildBooktickFromDb();
  writer.close();
  repository = SQLiteOrderflowRepository.connect(file);
  const source = { repository, metrics: repository };
  dataSet = await DataSet.open([source], { settings: DEFAULT_CONFIGURATION, batchSize: 1000 });
  draw = await makeLineDrawer();
  // It imports uPlot, which needs the drawer's document.
  charts = await import('@orderflow/viz-web/chart');
});

afterAll(() => {
  repository.close();
  rmSync(folder, { recursive: true });
});

describe('a line drawn from the pyramid', () => {
  it.each(['price', 'obi', 'cvd'] as const)('is the picture of all rows, pixel for pixel: %s', async (series) => {
    let differing = 0;
    let drawn = 0;
    let pictures = 0;
    for (const zoom of ZOOMS) {
      for (const { start, end } of gridSpans(2 ** zoom)) {
        const rows = await read(series, start, end, 1e6);
        const buckets = await read(series, start, end, WIDTH);
        // In a gap there are so few rows that all are drawn.
        if (buckets.kind === 'rows') continue;
        expect(buckets).toMatchObject({ start, end });
        expect(buckets.bucketMs).toBeLessThanOrEqual(2 ** (zoom - 1));
        pictures++;
        const all = pointsOf(rows);
        const picture = { width: WIDTH, height: HEIGHT, start, end, ...extentOf(all.ys) };
        const ofRows = await draw(all.xs, all.ys, picture);
        const few = pointsOf(buckets);
        const ofBuckets = await draw(few.xs, few.ys, picture);
        differing += countDifferences(ofRows, ofBuckets);
        drawn += countDrawn(ofRows);
      }
    }
    expect(pictures).toBeGreaterThan(2 * ZOOMS.length);
    expect(drawn).toBeGreaterThan(pictures * WIDTH);
    expect({ series, differingPixels: differing }).toEqual({ series, differingPixels: 0 });
  });

  it('is not the picture of every fourth row', async () => {
    const [span] = gridSpans(2 ** 12);
    const rows = pointsOf(await read('obi', span!.start, span!.end, 1e6));
    const picture = { width: WIDTH, height: HEIGHT, ...span!, ...extentOf(rows.ys) };
    const fourth = (values: Float64Array) => values.filter((_, index) => index % 4 === 0);
    const whole = await draw(rows.xs, rows.ys, picture);
    const thinned = await draw(fourth(rows.xs), fourth(rows.ys), picture);
    expect(countDifferences(whole, thinned)).toBeGreaterThan(WIDTH);
  });
});

describe('the line of a chart', () => {
  /** Views as gestures leave them: neither their span nor their start on any grid. */
  const viewsOf = (zooms: readonly number[]) => zooms.flatMap((pixelMs) => oddSpans(pixelMs));

  it.each(['obi', 'cvd'] as const)('is the picture of all rows wherever it is called exact: %s', async (series) => {
    let [differing, drawn, rowsAPixel] = [0, 0, 0];
    const views = viewsOf([300, 700, 1900, 4300, 7700, 11_700]);
    for (const view of views) {
      const { line, caption } = await chartLine(dataSet.series, series, view);
      expect(caption).toMatch(/exact$/);
      const compared = await compare(series, view, line);
      differing += compared.differing;
      drawn += compared.drawn;
      rowsAPixel = Math.max(rowsAPixel, compared.rows / WIDTH);
    }
    expect(rowsAPixel).toBeGreaterThan(50);
    expect(drawn).toBeGreaterThan(views.length * WIDTH);
    expect({ series, differingPixels: differing }).toEqual({ series, differingPixels: 0 });
  });

  it.each(['obi', 'cvd'] as const)(
    'is not called exact where buckets reach over pixels, and strays by a pixel: %s',
    async (series) => {
      let [differing, strays, drawn] = [0, 0, 0];
      for (const view of viewsOf([4300, 7700, 11_700])) {
        const { line, caption } = await chartLine(withoutRows(), series, view);
        expect(caption).toMatch(/detail$/);
        const compared = await compare(series, view, line);
        differing += compared.differing;
        strays += compared.strays;
        drawn += compared.drawn;
      }
      expect(differing).toBeGreaterThan(0);
      expect(strays / drawn).toBeLessThan(0.001);
    },
  );

  it.each([
    ['obi', 'folds', foldedBuckets],
    ['cvd', 'folds', foldedBuckets],
    ['obi', 'does not fold', bucketsOnly],
    ['cvd', 'does not fold', bucketsOnly],
  ] as const)(
    'is the picture of all rows on the grid, where it is made of buckets: %s that the source %s',
    async (series, _, makeSource) => {
      let [differing, drawn, pictures] = [0, 0, 0];
      for (const view of gridViews()) {
        const { line, caption } = await chartLine(makeSource(view), series, view);
        expect(caption).toMatch(/exact$/);
        const compared = await compare(series, view, line);
        expect(compared.rows).toBeGreaterThan(0);
        expect(line.xs.length).toBeLessThan(40 * WIDTH);
        differing += compared.differing;
        drawn += compared.drawn;
        pictures++;
      }
      expect(drawn).toBeGreaterThan((pictures * WIDTH) / 4);
      expect({ series, differingPixels: differing }).toEqual({ series, differingPixels: 0 });
    },
  );

  it('is no longer exact a hundredth of a pixel off the grid', async () => {
    const [{ start, end }] = gridViews() as [Pick<Picture, 'start' | 'end'>];
    const pixelMs = (end - start) / WIDTH;
    for (const view of [
      { start: start + pixelMs / 100, end: end + pixelMs / 100 },
      { start, end: end + pixelMs },
    ]) {
      expect((await chartLine(bucketsOnly(), 'obi', view)).caption).toMatch(/detail$/);
    }
  });
});

/** A source that folds all buckets to half pixels of a view, as it does where there are too many rows to read them. */
function foldedBuckets({ start, end }: Pick<Picture, 'start' | 'end'>): SeriesSource {
  const foldMs = (end - start) / (2 * WIDTH);
  const readSeries = async (query: LineQuery) => {
    if (query.range === undefined || (query.series as string) === 'candles') return dataSet.series.readSeries(query);
    const answer = await dataSet.series.readSeries({ ...query, foldMs });
    expect(answer).toMatchObject({ kind: 'buckets', bucketMs: foldMs });
    return answer;
  };
  return { readSeries: readSeries as SeriesSource['readSeries'] };
}

/** A source that answers every query with buckets, be there ever so few rows in each. */
function bucketsOnly(): SeriesSource {
  const readSeries = async (query: LineQuery) => {
    const answer = await dataSet.series.readSeries(query);
    if (answer.kind !== 'rows' || query.range === undefined) return answer;
    const span = query.range.end!.timestamp - query.range.start!.timestamp;
    return bucketed(answer, 2 ** Math.floor(Math.log2(span / (2 * query.pixels))));
  };
  return { readSeries: readSeries as SeriesSource['readSeries'] };
}

function bucketed(rows: RowSeries, bucketMs: number): BucketSeries {
  const values = Map.groupBy(rows.values.keys(), (row) => Math.floor(rows.timestamps[row]! / bucketMs) * bucketMs);
  const buckets = [...values.values()].map((numbers) => numbers.map((row) => rows.values[row]!));
  const column = (pick: (bucket: readonly number[]) => number) => Float64Array.from(buckets, pick);
  return {
    ...rows,
    kind: 'buckets',
    bucketMs,
    timestamps: Float64Array.from(values.keys()),
    rowCounts: Uint32Array.from(buckets, (bucket) => bucket.length),
    opens: column((bucket) => bucket[0]!),
    lows: column((bucket) => Math.min(...bucket)),
    highs: column((bucket) => Math.max(...bucket)),
    closes: column((bucket) => bucket.at(-1)!),
  };
}

/** Views whose pixels are 16 to 31 buckets: within the data, and with less than half of the picture beyond their ends. */
function gridViews(): readonly Pick<Picture, 'start' | 'end'>[] {
  const [part] = dataSet.parts;
  const [first, last] = [part!.first.timestamp, part!.last.timestamp];
  return [16, 17, 19, 22, 24, 27, 31].flatMap((buckets) =>
    [2 ** 9, 2 ** 10].flatMap((bucketMs) => {
      const half = (buckets * bucketMs) / 2;
      const span = 2 * half * WIDTH;
      return [first - 0.7 * span, first + 0.31 * (last - first - span), last - 0.4 * span].map((wanted) => {
        const start = Math.round(wanted / half) * half - 2 ** -11;
        return { start, end: start + span };
      });
    }),
  );
}

/** A source that answers every query with the buckets that its width takes, however many pixels it is asked with. */
function withoutRows(): SeriesSource {
  const readSeries = (query: LineQuery) => {
    if (query.range === undefined) return dataSet.series.readSeries(query);
    const { start, end } = query.range;
    const plan = charts.planLine({ start: start!.timestamp, end: end!.timestamp }, 1.5 * WIDTH);
    return dataSet.series.readSeries({ ...query, pixels: Math.min(query.pixels, charts.pixelsOfPlan(plan)) });
  };
  return { readSeries: readSeries as SeriesSource['readSeries'] };
}

/** What a chart draws of a line, and what it says of it. */
async function chartLine(source: SeriesSource, series: 'obi' | 'cvd', range: Pick<Picture, 'start' | 'end'>) {
  // A picture is no wider than the data, which are therefore said to be as wide.
  const span = { start: range.start - 1e6, end: range.end + 1e6 };
  const request = { instrument: INSTRUMENT, windowSeconds: 60, pixels: WIDTH, theme: 'dark', range, span } as const;
  const picture = await charts.readPicture(source, request);
  expect(picture?.scene.view).toEqual(range);
  return { line: picture!.scene[series]!, caption: picture!.caption };
}

/** Draws a line and all rows over a view. */
async function compare(
  series: LineSeries,
  { start, end }: Pick<Picture, 'start' | 'end'>,
  line: { readonly xs: Float64Array; readonly ys: Float64Array },
) {
  const [part] = dataSet.parts;
  // All of them: the line into a view may come from beyond a gap.
  const all = pointsOf(await read(series, part!.first.timestamp, part!.last.timestamp + 1, 1e6));
  const seen = all.ys.filter((_, row) => all.xs[row]! >= start && all.xs[row]! < end);
  const picture = { width: WIDTH, height: HEIGHT, start, end, ...extentOf(seen) };
  const [ofRows, ofLine] = [await draw(all.xs, all.ys, picture), await draw(line.xs, line.ys, picture)];
  return {
    differing: countDifferences(ofRows, ofLine),
    strays: countStrays(ofRows, ofLine) + countStrays(ofLine, ofRows),
    drawn: countDrawn(ofRows),
    rows: seen.length,
  };
}

/** Two spans within the data, so many milliseconds a pixel. */
function oddSpans(pixelMs: number): readonly Pick<Picture, 'start' | 'end'>[] {
  const [part] = dataSet.parts;
  const span = WIDTH * pixelMs + 0.25;
  const room = part!.last.timestamp - part!.first.timestamp - span;
  return [0.13, 0.71].map((share) => {
    const start = part!.first.timestamp + share * room;
    return { start, end: start + span };
  });
}

/** The first, a middle and the last span of the data that is `WIDTH` pixels wide and lies on the grid of pixels. */
function gridSpans(pixelMs: number): readonly Pick<Picture, 'start' | 'end'>[] {
  const [part] = dataSet.parts;
  const span = WIDTH * pixelMs;
  const first = Math.floor(part!.first.timestamp / pixelMs) * pixelMs;
  const room = Math.max(0, part!.last.timestamp - first - span);
  return [0, 0.37, 0.9].map((share) => {
    const start = first + Math.floor((share * room) / pixelMs) * pixelMs;
    return { start, end: start + span };
  });
}

function read(series: LineSeries, start: number, end: number, pixels: number): Promise<RowSeries | BucketSeries> {
  const range = { start: { timestamp: start, nanoseconds: 0 }, end: { timestamp: end, nanoseconds: 0 } };
  return dataSet.series.readSeries({ instrument: INSTRUMENT, series, range, pixels });
}

function extentOf(values: Float64Array): Pick<Picture, 'low' | 'high'> {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

function countDifferences(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  let differing = 0;
  for (let pixel = 0; pixel < one.length; pixel += 4) {
    if ([0, 1, 2, 3].some((channel) => one[pixel + channel] !== other[pixel + channel])) differing++;
  }
  return differing;
}

/** Pixels well drawn in one picture with nothing in the other at their place or in any of the eight around it. */
function countStrays(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  let strays = 0;
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
    if (one[4 * pixel + 3]! < 128) continue;
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [x + dx, y + dy] as const));
    const isNear = around.some(([column, row]) => {
      const isInside = column >= 0 && column < WIDTH && row >= 0 && row < HEIGHT;
      return isInside && other[4 * (row * WIDTH + column) + 3]! > 0;
    });
    if (!isNear) strays++;
  }
  return strays;
}

function countDrawn(image: Uint8ClampedArray): number {
  let drawn = 0;
  for (let pixel = 3; pixel < image.length; pixel += 4) if (image[pixel]! > 0) drawn++;
  return drawn;
}
