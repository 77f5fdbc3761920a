import { expect, it } from 'vitest';
import { Chart } from '../../src/chart/chart.ts';
import { ChartGestures } from '../../src/chart/chart-gestures.ts';
import { ChartOpening } from '../../src/chart/chart-opening.ts';
import { bindHands } from '../../src/input/hands.ts';
import { lineOf } from '../../src/model/line.ts';
import { bucketOnGrid } from '../../src/model/pixel-grid.ts';
import { PanePlot } from '../../src/plot/pane-plot.ts';
import { ChartPage, until } from './chart-page.ts';
import { foldingSource, rows, wideSource } from './wide-chart.ts';

const WIDTH = 1000;
const CVD = 3;

/** Tests of wide views on a screen of so many device pixels a CSS pixel, as it was told before this was imported. */
export function testWideViews(ratio: number): void {
  const page = new ChartPage();
  const all = lineOf(
    { kind: 'rows', instrument: 'BTC-USDT', series: 'cvd', live: null, start: 0, end: 0, ...rows },
    3_600_000,
  );

  async function shown(viewport?: { readonly start: number; readonly end: number }, source = wideSource) {
    const chart = new Chart(page.element, { theme: 'dark', gapSeconds: 3600 });
    const gestures = new ChartGestures(chart);
    bindHands(chart.view, gestures, chart.ended.signal);
    await new ChartOpening(chart).open(source, 'BTC-USDT', undefined, viewport);
    await chart.drawExact();
    return { chart, gestures };
  }

  /** Pixels of the CVD pane that would be others if all rows were drawn; those of its axis included. */
  async function differingPixels({ scene, view }: Chart): Promise<number> {
    const host = document.body.appendChild(document.createElement('div'));
    const canvas = page.canvas(CVD);
    const { width } = view.size;
    const size = { width, height: Math.round(canvas.height / ratio), hasTimeAxis: true };
    const plot = new PanePlot(host, scene, { pane: 'cvd', ...size });
    plot.draw({ ...scene, cvd: { ...all, last: scene.cvd!.last } });
    await Promise.resolve();
    const [one, other] = [canvas, plot.canvas].map((picture) => {
      expect([picture.width, picture.height]).toEqual([Math.round(width * ratio), canvas.height]);
      return picture.getContext('2d')!.getImageData(0, 0, picture.width, picture.height).data;
    });
    plot.destroy();
    host.remove();
    let differing = 0;
    for (let at = 0; at < one!.length; at += 4) {
      if ([0, 1, 2].some((channel) => one![at + channel] !== other![at + channel])) differing++;
    }
    return differing;
  }

  const wheel = (deltaY: number, clientX: number) =>
    page.root.dispatchEvent(
      new WheelEvent('wheel', { deltaY, clientX, clientY: 600, cancelable: true, bubbles: true }),
    );

  const isExact = () => page.text('.of-badge').endsWith('exact');

  it.each([
    ['folded by the source', foldingSource],
    ['that the source does not fold', wideSource],
  ])('are the picture of all rows after every gesture, pixel for pixel, by buckets %s', async (_, source) => {
    const { chart, gestures } = await shown(undefined, source);
    foldingSource.folds = 0;
    gestures.fit();
    const seen = new Set<number>();
    const turns = [
      () => wheel(-100, 300),
      () => wheel(-100, 700),
      () => page.drag([300, 600], [377, 600]),
      () => wheel(-100, 100),
      () => page.drag([600, 600], [449, 600]),
      () => page.drag([500, 690], [520, 690]),
      () => wheel(100, 901),
      () => page.press('-'),
    ];
    for (const turn of turns) {
      turn();
      await new Promise((resolve) => setTimeout(resolve, 60));
      await chart.drawExact();
      await until(isExact);
      const view = chart.viewport()!;
      expect(bucketOnGrid(view, chart.pixels)).not.toBeNull();
      // Far fewer points than rows are drawn.
      expect(chart.scene.cvd!.rowCounts.some((count) => count > 1)).toBe(true);
      expect(await differingPixels(chart)).toBe(0);
      seen.add(view.end - view.start);
    }
    expect(seen.size).toBeGreaterThan(3);
    // The OBI's and the CVD's.
    if (source === foldingSource) expect(foldingSource.folds).toBeGreaterThanOrEqual(2 * seen.size);
    chart.destroy();
  });

  it('are the picture of all rows where these fill a tenth of it', async () => {
    const { chart } = await shown(undefined, foldingSource);
    const [first, last] = [rows.timestamps[0]!, rows.timestamps.at(-1)!];
    for (const start of [first - 1.3 * (last - first), first + 0.85 * (last - first)]) {
      chart.setViewport({ start, end: start + 1.45 * (last - first) });
      page.drag([300, 600], [310, 600]);
      await chart.drawExact();
      await until(isExact);
      expect(bucketOnGrid(chart.viewport()!, chart.pixels)).not.toBeNull();
      expect(await differingPixels(chart)).toBe(0);
    }
    chart.destroy();
  });

  it('stay exact while the chart changes its width, the right edge staying within a pixel', async () => {
    const { chart, gestures } = await shown();
    gestures.fit();
    await until(isExact);
    const { start, end } = chart.viewport()!;
    for (const width of [871, 640, WIDTH]) {
      page.element.style.width = `${width}px`;
      await until(() => chart.view.size.width === width);
      await chart.drawExact();
      await until(isExact);
      const view = chart.viewport()!;
      expect(bucketOnGrid(view, chart.pixels)).not.toBeNull();
      expect(await differingPixels(chart)).toBe(0);
      expect(Math.abs(view.end - end)).toBeLessThan((end - start) / 600);
    }
    expect(chart.viewport()!.end - chart.viewport()!.start).toBe(end - start);
    chart.destroy();
  });

  it('are shown off the grid as they were asked for, are not called exact, and are again after a gesture', async () => {
    const start = rows.timestamps[1000]!;
    const asked = { start: start + 0.25, end: start + 40_000_000.25 };
    const { chart } = await shown(asked);
    expect(chart.viewport()).toEqual(asked);
    expect(page.text('.of-badge')).toMatch(/detail$/);
    expect(await differingPixels(chart)).toBeGreaterThan(0);
    page.drag([300, 600], [310, 600]);
    await until(isExact);
    expect(await differingPixels(chart)).toBe(0);
    const view = chart.viewport()!;
    chart.destroy();
    // A link holds microseconds.
    const [from, to] = [view.start, view.end].map((ms) => Math.round(ms * 1000) / 1000);
    const again = await shown({ start: from!, end: to! });
    expect(again.chart.viewport()).toEqual(view);
    expect(isExact()).toBe(true);
    again.chart.destroy();
  });
}
