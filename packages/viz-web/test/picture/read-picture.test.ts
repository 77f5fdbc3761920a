import { describe, expect, it } from 'vitest';
import type { SeriesSource } from '../../src/data/series-source.ts';
import { lastValueOf } from '../../src/model/last-value.ts';
import { type PictureRequest, readPicture } from '../../src/picture/read-picture.ts';
import { SyntheticSource } from '../support/synthetic-source.ts';

const MINUTE = 60_000;
/** 20 hours. */
const source = new SyntheticSource(720_000, 0);
const REQUEST: PictureRequest = {
  instrument: 'BTC-USDT',
  windowSeconds: 60,
  pixels: 1128,
  theme: 'dark',
};

describe('readPicture', () => {
  it('reads all there is, exactly, with bars that can be told apart', async () => {
    const { start, end } = source;
    const picture = await readPicture(source, { ...REQUEST, span: { start, end } });
    expect(picture?.scene.view.start).toBe(source.start);
    expect(picture?.scene.view.end).toBeGreaterThan(source.end);
    // 1,200 minutes on 1,128 pixels would be less than 2 pixels each.
    expect(picture?.scene.bars?.windowMs).toBe(3 * MINUTE);
    expect(picture?.caption).toMatch(
      /^2025-07-01 00:00:00 UTC to 2025-07-01 20:00:00 UTC \u00b7 1 px = 63[89] snapshots \u00b7 exact$/,
    );
    expect(picture?.notes).toEqual({ candles: null, volume: null, obi: null, cvd: null, equity: null });
  });

  it('reaches the trades behind the last snapshot, as far as the range goes', async () => {
    const { start, end } = source;
    const span = { start, end: end - 100 * MINUTE };
    const viewOf = async (range: PictureRequest['range']) =>
      (await readPicture(source, { ...REQUEST, span, ...(range && { range }) }))?.scene.view;
    expect(await viewOf(undefined)).toEqual((await readPicture(source, { ...REQUEST, span: source }))?.scene.view);
    expect(await viewOf({ end: end - 50 * MINUTE })).toEqual({ start, end: end - 50 * MINUTE });
  });

  it('ends a range with its own last values, and not with those of the data', async () => {
    const [start, end] = [source.start + 30 * MINUTE, source.start + 90 * MINUTE];
    const picture = await readPicture(source, { ...REQUEST, range: { start, end } });
    const scene = picture!.scene;
    expect(scene.view).toEqual({ start, end });
    const last = scene.bars!.runs.at(-1)!;
    expect(last.bars.timestamps[last.to - 1]).toBe(end - MINUTE);
    expect(lastValueOf(scene, 'candles')?.value).toBe(last.bars.closes[last.to - 1]);
    for (const line of [scene.obi!, scene.cvd!]) {
      expect(line.times.at(-1)).toBeLessThan(end);
      expect(line.times.at(-1)).toBeGreaterThan(end - MINUTE);
      expect([line.closes.length, line.rowCounts.length]).toEqual([line.times.length, line.times.length]);
    }
  });

  it('shows the part of a range that holds data', async () => {
    const range = { start: source.start - 5000 * MINUTE, end: source.end + 5000 * MINUTE };
    const whole = await readPicture(source, REQUEST);
    expect((await readPicture(source, { ...REQUEST, range }))?.scene.view).toEqual(whole?.scene.view);
  });

  it('is null where there is nothing in the range', async () => {
    expect(await readPicture(source, { ...REQUEST, range: { end: source.start - 60 * MINUTE } })).toBeNull();
    expect(await readPicture(source, { ...REQUEST, range: { start: source.end + 60 * MINUTE } })).toBeNull();
  });

  it('throws what the source throws, at once or later', async () => {
    const broken = (from: number): SeriesSource => {
      let asked = 0;
      const readSeries = (query: never) =>
        ++asked >= from ? Promise.reject(new Error('the disk is gone')) : source.readSeries(query);
      return { readSeries: readSeries as SeriesSource['readSeries'] };
    };
    await expect(readPicture(broken(1), REQUEST)).rejects.toThrow('the disk is gone');
    await expect(readPicture(broken(5), REQUEST)).rejects.toThrow('the disk is gone');
  });
});
