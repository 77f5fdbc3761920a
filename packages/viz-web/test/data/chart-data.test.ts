import { expect, it } from 'vitest';
import { ChartData } from '../../src/data/chart-data.ts';
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
