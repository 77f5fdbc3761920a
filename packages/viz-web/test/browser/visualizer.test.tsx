import { SeriesArchive } from '@orderflow/core';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { describe, expect, it } from 'vitest';
import { BookSource } from '../../src/data/book-source.ts';
import {
  type Accuracy,
  type ChartRun,
  makeVisualizer,
  OrderflowChart,
  PALETTES,
  type Visualizer,
} from '../../src/index.ts';
import { book, ChartPage, OPTIONS, pixelsOf, source, until } from '../support/chart-page.ts';
import { marketBook } from '../support/market-book.ts';

const page = new ChartPage();
const root = () => page.root;
const text = (selector: string) => page.text(selector);
const canvas = (pane: number) => page.canvas(pane);
const point: ChartPage['point'] = (...move) => page.point(...move);
const press: ChartPage['press'] = (...keys) => page.press(...keys);
const shown: ChartPage['shown'] = (...options) => page.shown(...options);

const RUN: ChartRun = {
  label: 'maker',
  equity: { startTime: book.metrics.timestamps[0]!, intervalMs: 1000, values: Float64Array.of(1, 2) },
  fills: {
    timestamps: new Float64Array(),
    prices: new Float64Array(),
    sizes: new Float64Array(),
    sides: new Int8Array(),
    numbers: new Uint32Array(),
  },
};

describe('makeVisualizer', () => {
  it('draws four panes of 52, 14, 16 and 18 percent on one time axis', async () => {
    await shown();
    // 700 less the 28 of the time axis, which stands in the last pane.
    expect(page.paneHeights()).toEqual([349, 95, 107, 121 + 28]);
    for (const [index, pane] of [...page.element.querySelectorAll('.of-pane')].entries()) {
      const { left, top, width, height } = pane.getBoundingClientRect();
      expect(canvas(index).getBoundingClientRect()).toMatchObject({ left, top, width, height });
    }
    expect(pixelsOf(canvas(0), PALETTES.dark.buy)).toBeGreaterThan(200);
    expect(pixelsOf(canvas(0), PALETTES.dark.sell)).toBeGreaterThan(200);
    expect(pixelsOf(canvas(1), PALETTES.dark.sell)).toBeGreaterThan(200);
    expect(pixelsOf(canvas(3), PALETTES.dark.cvd)).toBeGreaterThan(200);
  });

  it('shows the last bars first, and says how true the picture is', async () => {
    const chart = await shown();
    const { start, end } = chart.viewport()!;
    const span = chart.span()!;
    expect(end).toBeGreaterThanOrEqual(span.end);
    expect((end - start) / 60_000).toBeCloseTo(60 / 0.98, 0);
    expect(text('.of-badge')).toMatch(/^1 px = .* snapshots \u00b7 exact$/);
  });

  it('gives the values at the crosshair as they are in the data', async () => {
    const chart = await shown();
    const row = 3300;
    const at = book.metrics.timestamps[row]! + 1;
    chart.setCrosshair(at);
    await chart.draw();
    const legend = page.element.querySelectorAll('.of-legend');
    const obi = book.metrics.obi[row]!.toFixed(3).replace('-', '\u2212');
    expect(legend[2]!.textContent).toContain(obi);
    const window = Math.floor(at / 60_000) * 60_000;
    const prices = [...book.trades.prices].filter((_, trade) => {
      const time = book.trades.timestamps[trade]!;
      return time >= window && time < window + 60_000;
    });
    const close = prices.at(-1)!.toLocaleString('en-US', { minimumFractionDigits: 1 });
    expect(legend[0]!.textContent).toContain(`C${close}`);
  });

  it('zooms at the cursor by the wheel and keeps the page where it is', async () => {
    const chart = await shown();
    const before = chart.viewport()!;
    const wheel = new WheelEvent('wheel', {
      deltaY: -100,
      clientX: 464,
      clientY: 100,
      bubbles: true,
      cancelable: true,
    });
    root().dispatchEvent(wheel);
    const after = chart.viewport()!;
    expect(wheel.defaultPrevented).toBe(true);
    expect((after.end - after.start) / (before.end - before.start)).toBeCloseTo(1 / 1.1, 6);
    expect((after.start + after.end) / 2).toBeCloseTo((before.start + before.end) / 2, 3);
  });

  it('pans by a drag, shows the crosshair and tells of both', async () => {
    const chart = await shown();
    const before = chart.viewport()!;
    const heard: unknown[] = [];
    chart.on('viewport', (view) => heard.push(view));
    chart.on('crosshair', (place) => heard.push(place?.pane));
    point('pointerdown', 500, 300);
    point('pointermove', 600, 300);
    point('pointerup', 600, 300);
    const moved = before.start - chart.viewport()!.start;
    expect(moved / ((before.end - before.start) / 928)).toBeCloseTo(100, 3);
    expect(heard).toContain('candles');
    expect(heard.length).toBeGreaterThan(1);
  });

  it('measures with Shift and a drag', async () => {
    await shown();
    point('pointerdown', 650, 100, { shiftKey: true });
    point('pointermove', 800, 200, { shiftKey: true });
    await until(() => page.element.querySelector('.of-ruler') !== null);
    expect(text('.of-ruler-text')).toMatch(/bars .*Vol /s);
    point('pointerup', 800, 200);
    press('Escape');
    expect(page.element.querySelector('.of-ruler')).toBeNull();
  });

  it('scales an axis by a drag and resets it by a double-click', async () => {
    const chart = await shown();
    const filled = () => pixelsOf(canvas(0), PALETTES.dark.sell);
    const before = filled();
    point('pointerdown', 980, 100);
    point('pointermove', 980, 200);
    point('pointerup', 980, 200);
    await chart.draw();
    expect(filled()).toBeLessThan(0.8 * before);
    root().dispatchEvent(new MouseEvent('dblclick', { clientX: 980, clientY: 100 }));
    await chart.draw();
    expect(filled() / before).toBeCloseTo(1, 1);
  });

  it('pinches at the midpoint, and holds a crosshair after a long press', async () => {
    const chart = await shown();
    const before = chart.viewport()!;
    const touch = { pointerType: 'touch' };
    point('pointerdown', 400, 200, { ...touch, pointerId: 1 });
    point('pointerdown', 500, 200, { ...touch, pointerId: 2 });
    point('pointermove', 600, 200, { ...touch, pointerId: 2 });
    const after = chart.viewport()!;
    expect((after.end - after.start) / (before.end - before.start)).toBeCloseTo(0.5, 6);
    point('pointerup', 600, 200, { ...touch, pointerId: 2 });
    point('pointerup', 400, 200, { ...touch, pointerId: 1 });
    point('pointerdown', 300, 200, { ...touch, pointerId: 3 });
    await until(() => chart.crosshair() !== null);
    const view = chart.viewport();
    point('pointermove', 350, 220, { ...touch, pointerId: 3 });
    expect(chart.viewport()).toEqual(view);
    point('pointerup', 350, 220, { ...touch, pointerId: 3 });
  });

  it('moves by keys', async () => {
    const chart = await shown();
    const { start } = chart.viewport()!;
    press('ArrowLeft');
    expect(start - chart.viewport()!.start).toBeCloseTo(60_000, 3);
    press('PageDown');
    expect(chart.viewport()!.start - start).toBeCloseTo(540_000, 3);
    press('Home');
    expect(chart.viewport()!.start).toBeCloseTo(chart.span()!.start, 3);
    press('+');
    press('r');
    expect(chart.viewport()!.start).toBeCloseTo(start, 3);
  });

  it('opens help and goes to a date', async () => {
    const chart = await shown();
    press('?');
    await until(() => page.element.querySelector('dialog') !== null);
    expect(text('dialog')).toContain('Gestures and keys');
    page.element.querySelector<HTMLElement>('dialog button')!.click();
    await until(() => page.element.querySelector('dialog') === null);
    press('g');
    await until(() => page.element.querySelector('dialog input') !== null);
    const target = chart.span()!.start + 20 * 60_000;
    page.element.querySelector('input')!.value = new Date(target).toISOString().slice(0, 19);
    page.element.querySelector('form')!.requestSubmit();
    const { start, end } = chart.viewport()!;
    expect((start + end) / 2).toBeCloseTo(target, -3);
  });

  it('leaves a gap where nothing was recorded', async () => {
    const chart = await shown();
    chart.fit();
    await chart.draw();
    const { timestamps } = book.metrics;
    const row = [...timestamps.keys()].find(
      (index) => index > 0 && timestamps[index]! - timestamps[index - 1]! > 300_000,
    )!;
    const view = chart.viewport()!;
    const middle = (timestamps[row]! + timestamps[row - 1]!) / 2;
    const picture = canvas(3);
    const x = Math.round(((middle - view.start) / (view.end - view.start)) * (picture.width * (928 / 1000)));
    const strip = document.createElement('canvas');
    strip.width = 3;
    strip.height = picture.height;
    strip.getContext('2d')!.drawImage(picture, x - 1, 0, 3, picture.height, 0, 0, 3, picture.height);
    expect(pixelsOf(strip, PALETTES.dark.cvd)).toBe(0);
    expect(pixelsOf(picture, PALETTES.dark.cvd)).toBeGreaterThan(200);
  });

  it('says where its source has nothing finer, and draws what there is', async () => {
    // 4,200 s on 328 pixels: two buckets of 4,096 ms a pixel or more, as the source gives on 440, but not on its edges.
    page.element.style.width = '400px';
    const query = { instrument: 'BTC-USDT', pixels: 440 };
    const lines = (['obi', 'cvd'] as const).map((series) => source.readSeries({ ...query, series }));
    const candles = source.readSeries({ ...query, series: 'candles', windowSeconds: 60 });
    const archive = new SeriesArchive(await Promise.all([...lines, candles]));
    const chart = await shown({ viewport: source.span! }, archive);
    const heard: Accuracy[] = [];
    chart.on('accuracy', (accuracy) => heard.push(accuracy));
    const middle = (source.span!.start + source.span!.end) / 2;
    chart.setViewport({ start: middle - 60_000, end: middle + 60_000 });
    await chart.draw();
    expect(text('.of-badge')).toContain('the finest there is');
    expect(pixelsOf(canvas(3), PALETTES.dark.cvd)).toBeGreaterThan(200);
    expect(text('.of-legend')).toContain('1m');
    chart.setViewport(source.span!);
    await chart.draw();
    expect(heard).toEqual(['preview', 'limit', 'detail']);
  });

  it('says why a pane is empty where there are no trades', async () => {
    const quiet = new BookSource('BTC-USDT');
    quiet.add(marketBook({ seed: 5, snapshots: 600, intervalMs: 1000, withoutTrades: true }));
    await shown({}, quiet);
    const notes = [...page.element.querySelectorAll<HTMLElement>('.of-note')].map((note) => note.textContent);
    expect(notes).toEqual([
      '',
      'No trades in this source: there is no volume. Candles are those of the mid.',
      '',
      'No trades in this source: there is no CVD. Add a source that has them.',
    ]);
    expect(pixelsOf(canvas(0), PALETTES.dark.buy)).toBeGreaterThan(50);
  });

  it('says why nothing could be read, and tries again', async () => {
    let isBroken = true;
    const flaky = {
      readSeries: (query: never) =>
        isBroken ? Promise.reject(new Error('the file is locked')) : source.readSeries(query),
    };
    page.visualizer = makeVisualizer(page.element, flaky as unknown as BookSource, OPTIONS);
    await until(() => text('.of-status').includes('the file is locked'));
    isBroken = false;
    page.element.querySelector<HTMLElement>('.of-status button')!.click();
    await until(() => page.visualizer?.viewport() !== null);
    expect(page.element.querySelector<HTMLElement>('.of-status')!.hidden).toBe(true);
  });

  it('draws books as they come, and stays at their end', async () => {
    page.visualizer = makeVisualizer(page.element, null, OPTIONS);
    page.visualizer.updateFromBook(marketBook({ seed: 5, snapshots: 1800, intervalMs: 1000 }));
    await until(() => page.visualizer?.viewport() !== null);
    await page.visualizer.draw();
    const before = page.visualizer.viewport()!;
    const later = { start: Date.UTC(2025, 6, 1, 0, 31), seed: 6, snapshots: 600, intervalMs: 1000 };
    page.visualizer.updateFromBook(marketBook(later));
    await until(() => page.visualizer!.viewport()!.end > before.end);
    await page.visualizer.draw();
    expect(page.visualizer.viewport()!.end - before.end).toBeGreaterThan(9 * 60_000);
    expect(pixelsOf(canvas(3), PALETTES.dark.cvd)).toBeGreaterThan(100);
  });

  it('tells in words what it shows', async () => {
    await shown();
    await until(() => text('.of-hidden') !== '');
    expect(root().getAttribute('aria-label')).toBe('Order-flow chart of BTC-USDT');
    expect(text('.of-hidden')).toMatch(/^BTC-USDT from 2025-07-01 .* \d+ bars: price from [\d,.]+ to/);
  });

  it('follows a change of theme', async () => {
    const chart = await shown();
    chart.setTheme('light');
    await chart.draw();
    expect(getComputedStyle(root()).backgroundColor).toBe('rgb(255, 255, 255)');
    expect(pixelsOf(canvas(3), PALETTES.light.cvd)).toBeGreaterThan(200);
  });

  it('draws markers and alerts, and says at the crosshair what an alert is', async () => {
    const chart = await shown();
    const at = chart.span()!.end - 600_000;
    expect(pixelsOf(canvas(2), PALETTES.dark.alert)).toBe(0);
    chart.setAlerts([{ rule: 'obi-level', at: { timestamp: at, nanoseconds: 0 }, message: 'OBI rose.' }]);
    chart.setMarkers([{ time: at, shape: 'dot', color: 'equity' }]);
    await chart.draw();
    expect(pixelsOf(canvas(2), PALETTES.dark.alert)).toBeGreaterThan(5);
    expect(pixelsOf(canvas(0), PALETTES.dark.equity)).toBeGreaterThan(20);
    chart.setCrosshair(at);
    await chart.draw();
    expect(text('.of-alert')).toBe('OBI rose.');
  });

  it('leaves nothing behind, however often it is made', async () => {
    const listening = new Map<string, number>();
    const count = (by: number) => (type: string) => listening.set(type, (listening.get(type) ?? 0) + by);
    const { addEventListener: add, removeEventListener: remove } = window;
    const [added, removed] = [count(1), count(-1)];
    const counted = {
      addEventListener(type: string, listener: EventListener, options?: AddEventListenerOptions) {
        added(type);
        options?.signal?.addEventListener('abort', () => removed(type));
        add.call(window, type, listener, options);
      },
      removeEventListener(type: string, listener: EventListener, options?: EventListenerOptions) {
        removed(type);
        remove.call(window, type, listener, options);
      },
    };
    Object.assign(window, counted);
    const sheets = document.adoptedStyleSheets.length;
    for (let round = 0; round < 200; round++) makeVisualizer(page.element, source, OPTIONS).destroy();
    Object.assign(window, { addEventListener: add, removeEventListener: remove });
    expect(page.element.childElementCount).toBe(0);
    expect(document.querySelectorAll('canvas')).toHaveLength(0);
    expect(document.adoptedStyleSheets).toHaveLength(sheets);
    expect([...listening].filter(([, left]) => left !== 0)).toEqual([]);
  });
});

describe('OrderflowChart', () => {
  it('makes a chart, follows its properties, and takes it away', async () => {
    let chart: Visualizer | undefined;
    const [theme, setTheme] = createSignal<'dark' | 'light'>('dark');
    const [runs, setRuns] = createSignal<readonly ChartRun[]>([]);
    const dispose = render(
      () => (
        <OrderflowChart
          source={source}
          instrument="BTC-USDT"
          theme={theme()}
          runs={runs()}
          ref={(made) => {
            chart = made;
          }}
        />
      ),
      page.element,
    );
    await until(() => chart?.viewport() != null);
    expect(root().style.colorScheme).toBe('dark');
    setTheme('light');
    expect(root().style.colorScheme).toBe('light');
    setRuns([RUN]);
    await until(() => page.element.querySelectorAll('.of-pane').length === 5);
    setRuns([]);
    await until(() => page.element.querySelectorAll('.of-pane').length === 4);
    dispose();
    expect(page.element.childElementCount).toBe(0);
  });

  it('reads nothing anew where a property is worked out to the same value', async () => {
    const [state, setState] = createSignal({ seconds: 60 });
    let reads = 0;
    const counted: typeof source.readSeries = (query: never) => {
      reads++;
      return source.readSeries(query) as never;
    };
    let chart: Visualizer | undefined;
    const dispose = render(
      () => (
        <OrderflowChart
          source={{ readSeries: counted }}
          instrument="BTC-USDT"
          windowSeconds={state().seconds}
          ref={(made) => {
            chart = made;
          }}
        />
      ),
      page.element,
    );
    await until(() => chart?.viewport() != null);
    await chart?.draw();
    const before = reads;
    setState({ seconds: 60 });
    await chart?.draw();
    expect(reads).toBe(before);
    setState({ seconds: 120 });
    await chart?.draw();
    expect(reads).toBeGreaterThan(before);
    dispose();
  });
});
