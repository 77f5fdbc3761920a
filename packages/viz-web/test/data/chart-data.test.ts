import type { CandleQuery, LineQuery } from '@orderflow/core';
import { afterEach, expect, it, vi } from 'vitest';
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
async function drawnFrom(finestMs: number, mostRows: number, asked: unknown[] = []) {
  const coarse = {
    readSeries: (query: Parameters<SyntheticSource['readSeries']>[0]) => {
      asked.push(query);
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

it('has half pixels folded by its source where there are too many rows to read them', async () => {
  const asked: LineQuery[] = [];
  await drawnFrom(1024, 1000, asked);
  const lengths = asked.map(({ series, range, foldMs }) => [series, range !== undefined, foldMs]);
  expect(lengths).toEqual([
    ['candles', false, undefined],
    ['obi', false, undefined],
    ['cvd', false, undefined],
    ['candles', true, undefined],
    ['obi', true, 17 * 1024],
    ['cvd', true, 17 * 1024],
  ]);
});

it('says that buckets reach over pixels where its source holds none that lie on them', async () => {
  const { cvd, accuracy } = await drawnFrom(2048, 1000);
  expect(accuracy).toBe('detail');
  expect(cvd!.times[6]! - cvd!.times[5]!).toBe(2048);
});

it('says that it is the finest there is where its source holds less than two buckets a pixel', async () => {
  expect((await drawnFrom(32_768, 1000)).accuracy).toBe('limit');
});

it('tells of answers that come soon one after the other at once, and waits for none that takes long', async () => {
  vi.useFakeTimers();
  const answers = new Map<string, (answer: unknown) => void>();
  const slow = {
    readSeries: ({ series }: LineQuery | CandleQuery) => new Promise((resolve) => answers.set(series, resolve)),
  } as unknown as SeriesSource;
  let changes = 0;
  const data = new ChartData({ source: slow, instrument: 'BTC-USDT', windowSeconds: 60, gapMs: null }, () => changes++);
  const view = { start: source.start, end: source.start + 300 * MINUTE };
  const range = { start: { timestamp: view.start, nanoseconds: 0 }, end: { timestamp: view.end, nanoseconds: 0 } };
  const answer = async (series: 'candles' | 'obi' | 'cvd') => {
    const query = { instrument: 'BTC-USDT', range, pixels: PIXELS, windowSeconds: 60 };
    const reading =
      series === 'candles' ? source.readSeries({ ...query, series }) : source.readSeries({ ...query, series });
    await vi.advanceTimersByTimeAsync(0);
    answers.get(series)!(await reading);
    await vi.advanceTimersByTimeAsync(0);
  };
  data.want(view, PIXELS, false);
  await answer('candles');
  await vi.advanceTimersByTimeAsync(20);
  await answer('obi');
  expect(changes).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(changes).toBe(1);
  await answer('cvd');
  expect(changes).toBe(2);
});

afterEach(() => {
  vi.useRealTimers();
});
