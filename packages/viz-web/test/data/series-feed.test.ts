import { describe, expect, it } from 'vitest';
import type { Held } from '../../src/data/answer-store.ts';
import { type Plan, pixelsOfPlan, planLine } from '../../src/data/plan.ts';
import { SeriesFeed } from '../../src/data/series-feed.ts';

const PIXELS = 1000;

/** A feed whose requests are answered by hand. */
function makeFeed(rows = Number.POSITIVE_INFINITY) {
  const requests: {
    readonly plan: Plan | null;
    readonly pixels: number;
    readonly signal: AbortSignal;
    readonly isCrowded: boolean;
    /** With `isFinest`, an answer eight times as coarse as was asked for. */
    readonly answer: (text: string, isFinest?: boolean, isWhole?: boolean) => void;
  }[] = [];
  const feed = new SeriesFeed<string>({
    plan: planLine,
    ask: (plan, pixels, signal, isCrowded) =>
      new Promise<Held<string>>((resolve) => {
        const known = plan ?? { start: 0, end: 1e9, stepMs: 2 ** 18 };
        const answer = (text: string, isFinest = false, isWhole = false) =>
          resolve({
            plan: isFinest ? { ...known, stepMs: 8 * known.stepMs } : known,
            answer: text,
            isWhole,
            isFinest,
          });
        requests.push({ plan, pixels, signal, isCrowded, answer });
      }),
    rowsIn: () => rows,
    mostRows: 100_000,
    onChange: () => undefined,
  });
  feed.setData({ start: 0, end: 1e9 });
  return { feed, requests };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('planLine', () => {
  it('asks for two buckets a pixel or more, on a power-of-two grid, a quarter of the view beyond each edge', () => {
    const plan = planLine({ start: 1_000_000, end: 1_500_000 }, PIXELS);
    // 500 ms a pixel: the largest power of two up to half of that is 128.
    expect(plan.stepMs).toBe(128);
    expect(plan.start % 256).toBe(0);
    expect(plan.start).toBeLessThanOrEqual(875_000);
    expect(plan.end).toBeGreaterThanOrEqual(1_625_000);
    // By the port: level = floor(log2(span / (2 * pixels))).
    expect(2 ** Math.floor(Math.log2((plan.end - plan.start) / (2 * pixelsOfPlan(plan))))).toBe(128);
  });

  it('asks on the grid for buckets of which half a pixel is a whole number, but not while the view moves', () => {
    const start = 272 * 4001 - 2 ** -11;
    const onGrid = { start, end: start + 544 * PIXELS };
    const plan = planLine(onGrid, PIXELS);
    expect(plan).toMatchObject({ stepMs: 272, bucketMs: 16, isExact: true });
    expect(2 ** Math.floor(Math.log2((plan.end - plan.start) / (2 * pixelsOfPlan(plan))))).toBe(16);
    expect(planLine(onGrid, PIXELS, true)).toMatchObject({ stepMs: 256, bucketMs: 256, isExact: false });
  });
});

describe('SeriesFeed', () => {
  const view = { start: 1_000_000, end: 1_500_000 };

  it('shows the overview until the answer is there', async () => {
    const { feed, requests } = makeFeed();
    const loaded = feed.loadOverview(PIXELS);
    requests[0]!.answer('overview');
    await loaded;
    feed.want(view, PIXELS, false);
    expect(feed.look(view, PIXELS)).toMatchObject({ held: { answer: 'overview' }, accuracy: 'preview' });
    requests[1]!.answer('nearer');
    await settled();
    expect(feed.look(view, PIXELS)).toMatchObject({ held: { answer: 'nearer' }, accuracy: 'detail', isLast: true });
  });

  it('is exact by buckets only where they lie on pixels', async () => {
    const { feed, requests } = makeFeed();
    // 544 ms a pixel, 17 of 32; half pixels are 272, which are 17 of 16.
    const start = 272 * 4001 - 2 ** -11;
    const onGrid = { start, end: start + 544 * PIXELS };
    for (const [shift, accuracy] of [
      [0, 'exact'],
      [272, 'exact'],
      [16, 'detail'],
      [100, 'detail'],
    ] as const) {
      const view = { start: onGrid.start + shift, end: onGrid.end + shift };
      feed.want(view, PIXELS, false);
      requests.at(-1)!.answer('buckets');
      await settled();
      expect(feed.look(view, PIXELS)).toMatchObject({ accuracy, isLast: true });
    }
  });

  it('asks for all rows where they are few enough, as soon as it knows that', async () => {
    const { feed, requests } = makeFeed(70_000);
    feed.want(view, PIXELS, false);
    expect(requests[0]!.pixels).toBe(0);
    requests[0]!.answer('buckets');
    await settled();
    expect(feed.look(view, PIXELS)).toMatchObject({ held: { answer: 'buckets' }, accuracy: 'detail', isLast: false });
    // Fewer than eight rows a pixel, which a source gives as they are.
    expect(70_000 / requests[1]!.pixels).toBeLessThan(7.01);
    requests[1]!.answer('rows', false, true);
    await settled();
    expect(feed.look(view, PIXELS)).toMatchObject({ held: { answer: 'rows' }, accuracy: 'exact', isLast: true });
    feed.want({ start: 1_100_000, end: 1_200_000 }, PIXELS, false);
    expect(requests).toHaveLength(2);
  });

  it('asks for a quarter as many rows on the grid, where it says that they are too many as soon as it knows', async () => {
    const start = 272 * 4001 - 2 ** -11;
    const onGrid = { start, end: start + 544 * PIXELS };
    for (const [rows, isCrowded] of [
      [25_000, false],
      [25_001, true],
    ] as const) {
      const { feed, requests } = makeFeed(rows);
      feed.want(onGrid, PIXELS, false);
      expect(requests[0]!.isCrowded).toBe(false);
      feed.reset();
      const loaded = feed.loadOverview(PIXELS);
      requests[1]!.answer('overview');
      await loaded;
      expect(feed.isCrowded(onGrid, PIXELS)).toBe(isCrowded);
      feed.want(onGrid, PIXELS, false);
      expect(requests[2]!.isCrowded).toBe(isCrowded);
      expect(requests[2]!.pixels).toBe(0);
    }
  });

  it('asks for no rows while a gesture runs, and once only where its source has none', async () => {
    const { feed, requests } = makeFeed(70_000);
    feed.want(view, PIXELS, true);
    requests[0]!.answer('buckets');
    await settled();
    feed.want(view, PIXELS, true);
    expect(requests).toHaveLength(1);
    feed.want(view, PIXELS, false);
    requests[1]!.answer('buckets again');
    await settled();
    expect(feed.look(view, PIXELS)).toMatchObject({ accuracy: 'detail', isLast: true });
    feed.want(view, PIXELS, false);
    expect(requests).toHaveLength(2);
  });

  it('drops an answer that nobody waits for any more, and says so by the signal', async () => {
    const { feed, requests } = makeFeed();
    feed.want(view, PIXELS, false);
    feed.want({ start: 5e8, end: 5.005e8 }, PIXELS, false);
    expect(requests[0]!.signal.aborted).toBe(true);
    requests[0]!.answer('stale');
    await settled();
    expect(feed.look(view, PIXELS)).toBeNull();
  });

  it('has one request on its way while a gesture runs, and asks for nothing that it has', async () => {
    const { feed, requests } = makeFeed();
    for (let step = 0; step < 5; step++) feed.want({ start: step * 1e6, end: step * 1e6 + 5e5 }, PIXELS, true);
    expect(requests).toHaveLength(1);
    requests[0]!.answer('first');
    await settled();
    feed.want({ start: 0, end: 5e5 }, PIXELS, false);
    feed.want({ start: 1e5, end: 6e5 }, PIXELS, false);
    expect(requests).toHaveLength(1);
  });

  it('takes the finest that its source has as the end, and asks no more within it', async () => {
    const { feed, requests } = makeFeed();
    feed.want(view, PIXELS, false);
    requests[0]!.answer('coarse', true);
    await settled();
    expect(feed.look(view, PIXELS)).toMatchObject({ held: { answer: 'coarse' }, accuracy: 'limit' });
    const closer = { start: 1_200_000, end: 1_200_500 };
    feed.want(closer, PIXELS, false);
    feed.want(closer, PIXELS, true);
    expect(requests).toHaveLength(1);
    expect(feed.look(closer, PIXELS)).toMatchObject({ accuracy: 'limit' });
    feed.want({ start: 1_000_000, end: 5_000_000 }, PIXELS, false);
    expect(requests).toHaveLength(2);
  });

  it('keeps what it has, and says why, where a request fails', async () => {
    const feed = new SeriesFeed<string>({
      plan: planLine,
      ask: () => Promise.reject(new Error('gone')),
      mostRows: 0,
      onChange: () => undefined,
    });
    feed.want(view, PIXELS, false);
    await settled();
    expect(feed.failure).toEqual(new Error('gone'));
  });
});
