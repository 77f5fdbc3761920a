import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BucketSeries,
  DataSet,
  DEFAULT_CONFIGURATION,
  generateMarket,
  type LineSeries,
  type RowSeries,
  Storage,
} from '@orderflow/core';
import { SQLiteOrderflowRepository, writeSourceFile } from '@orderflow/sqlite-repo';
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

function countDrawn(image: Uint8ClampedArray): number {
  let drawn = 0;
  for (let pixel = 3; pixel < image.length; pixel += 4) if (image[pixel]! > 0) drawn++;
  return drawn;
}
