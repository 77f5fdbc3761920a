import { expect, it } from 'vitest';
import { ChartData } from '../../src/data/chart-data.ts';
import type { SeriesSource } from '../../src/data/series-source.ts';
import { lastValueOf } from '../../src/model/last-value.ts';
import type { Scene } from '../../src/model/scene.ts';
import { SyntheticSource } from '../support/synthetic-source.ts';

const PIXELS = 1000;
const MINUTE = 60_000;
const source = new SyntheticSource(720_000, 0);

async function drawn(start: number, end: number, shift = 0) {
  const data = new ChartData({ source, instrument: 'BTC-USDT', windowSeconds: 60, gapMs: null }, () => undefined);
  await data.loadOverview(PIXELS);
  data.setData(source);
  data.want({ start, end }, PIXELS, false);
  while (!data.look({ start, end }, PIXELS).isSettled) await new Promise((resolve) => setTimeout(resolve, 1));
  return data.look({ start: start + shift, end: end + shift }, PIXELS);
}

it('gives lines that reach a little beyond the view, and no further', async () => {
  const [start, end] = [source.start + 300 * MINUTE, source.start + 400 * MINUTE];
  const { obi, cvd, accuracy } = await drawn(start, end);
  expect(accuracy).toBe('exact');
  for (const { xs } of [obi!, cvd!]) {
    expect(xs[0]).toBeLessThan(start - MINUTE);
    expect(xs.at(-1)).toBeGreaterThan(end + MINUTE);
    expect(xs[0]).toBeGreaterThan(start - 50 * MINUTE);
    expect(xs.at(-1)).toBeLessThan(end + 50 * MINUTE);
  }
});

it('fills what a view has beyond the answer with what is known roughly', async () => {
  const [start, end] = [source.start + 300 * MINUTE, source.start + 400 * MINUTE];
  const { obi, accuracy } = await drawn(start, end, 60 * MINUTE);
  expect(accuracy).toBe('preview');
  expect(obi!.xs[0]).toBeLessThan(source.start + MINUTE);
  expect(obi!.xs.at(-1)).toBeGreaterThan(source.end - MINUTE);
});

it('knows the last value of the series wherever the view is', async () => {
  const whole = await drawn(source.start, source.end);
  const part = await drawn(source.start + 300 * MINUTE, source.start + 400 * MINUTE);
  for (const pane of ['obi', 'cvd'] as const) {
    const last = lastValueOf(whole as unknown as Scene, pane);
    expect(last).not.toBeNull();
    expect(lastValueOf(part as unknown as Scene, pane)).toEqual(last);
  }
});

/** What is drawn on the grid, 17 of 32 ms half a pixel, of a source that holds nothing finer than some buckets. */
async function drawnFrom(finestMs: number, mostRows: number) {
  const coarse = {
    readSeries: (query: Parameters<SyntheticSource['readSeries']>[0]) => {
      const span = (query.range?.end?.timestamp ?? source.end) - (query.range?.start?.timestamp ?? source.start);
      const pixels = query.series === 'candles' ? query.pixels : Math.min(query.pixels, span / (2 * finestMs));
      return source.readSeries({ ...query, pixels });
    },
  } as SeriesSource;
  const settings = { source: coarse, instrument: 'BTC-USDT', windowSeconds: 60, gapMs: null };
  const data = new ChartData(settings, () => undefined, mostRows);
  await data.loadOverview(PIXELS);
  data.setData(source);
  const half = 17 * 1024;
  const start = Math.ceil(source.start / half) * half - 2 ** -11;
  const view = { start, end: start + 2 * half * PIXELS };
  expect(data.isCrowded(view, PIXELS)).toBe(true);
  data.want(view, PIXELS, false);
  while (!data.look(view, PIXELS).isSettled) await new Promise((resolve) => setTimeout(resolve, 1));
  return data.look(view, PIXELS);
}

it('draws two buckets a pixel on the grid, made of the finer ones that it reads', async () => {
  const { cvd, accuracy } = await drawnFrom(1024, 1000);
  expect(accuracy).toBe('exact');
  const steps = new Set(cvd!.times.subarray(1).map((time, at) => time - cvd!.times[at]!));
  expect([...steps]).toEqual([17 * 1024]);
  // Seventeen buckets of ten snapshots.
  expect(cvd!.rowCounts[5]).toBe(170);
});

it('says that buckets reach over pixels where its source holds none that lie on them', async () => {
  const { cvd, accuracy } = await drawnFrom(2048, 1000);
  expect(accuracy).toBe('detail');
  expect(cvd!.times[6]! - cvd!.times[5]!).toBe(2048);
});

it('says that it is the finest there is where its source holds less than two buckets a pixel', async () => {
  expect((await drawnFrom(32_768, 1000)).accuracy).toBe('limit');
});
