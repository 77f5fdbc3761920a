import { describe, expect, it } from 'vitest';
import { makeVisualizer, PALETTES } from '../../src/index.ts';
import { ChartPage, OPTIONS, pixelsOf, rowsOf, source, until } from '../support/chart-page.ts';

const page = new ChartPage();
const TOUCH = { pointerType: 'touch' };
const TIME_AXIS = 690;
const SWIPE_MS = 70;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('shows everything by a double-click on a pane', async () => {
  const chart = await page.shown();
  page.doubleClick(400, 200);
  const { start, end } = chart.viewport()!;
  expect(start).toBe(chart.span()!.start);
  expect(end).toBeGreaterThan(chart.span()!.end);
});

it('scales time by a drag of its axis, the right edge staying where it is, and resets it by a double-click', async () => {
  const chart = await page.shown();
  const before = chart.viewport()!;
  page.drag([600, TIME_AXIS], [500, TIME_AXIS]);
  const scaled = chart.viewport()!;
  expect(scaled.end).toBeCloseTo(before.end, 3);
  expect((scaled.end - scaled.start) / (before.end - before.start)).toBeCloseTo(Math.exp(100 / (0.4 * 928)), 6);
  page.doubleClick(500, TIME_AXIS);
  expect(chart.viewport()).toEqual(before);
});

describe('a swipe', () => {
  async function swipeOnce(pointer: PointerEventInit): Promise<number> {
    page.point('pointerdown', 300, 200, pointer);
    const began = performance.now();
    for (const x of [320, 360, 400]) {
      await pause(10);
      page.point('pointermove', x, 200, pointer);
    }
    page.point('pointerup', 400, 200, pointer);
    return performance.now() - began;
  }

  /** A page that is busy meanwhile takes a swipe for a slow drag: then it is made again. */
  async function swipeRight(pointer: PointerEventInit): Promise<void> {
    for (let tries = 0; (await swipeOnce(pointer)) > SWIPE_MS; tries++) {
      if (tries > 50) throw new Error('no swipe was fast enough');
    }
  }

  /** Swipes, and gives by how much the view went on after the end. */
  async function rest(pointer: PointerEventInit): Promise<number> {
    const chart = await page.shown();
    await swipeRight(pointer);
    const { start } = chart.viewport()!;
    await pause(200);
    return start - chart.viewport()!.start;
  }

  it('of a finger goes on by itself', async () => {
    expect(await rest(TOUCH)).toBeGreaterThan(0);
  });

  it('of a mouse does not', async () => {
    expect(await rest({ pointerType: 'mouse' })).toBe(0);
  });

  it('ends where a finger comes down again', async () => {
    const chart = await page.shown();
    await swipeRight(TOUCH);
    const ended = chart.viewport()!.start;
    await until(() => chart.viewport()!.start < ended);
    page.point('pointerdown', 300, 200, TOUCH);
    const { start } = chart.viewport()!;
    await pause(100);
    expect(chart.viewport()!.start).toBe(start);
    page.point('pointerup', 300, 200, TOUCH);
  });
});

describe('the ruler', () => {
  it('measures bars, time, price and volume between two points, and goes with the next press', async () => {
    const chart = await page.shown();
    page.drag([650, 100], [800, 200], { shiftKey: true });
    await until(() => page.element.querySelector('.of-ruler') !== null);
    const { start, end } = chart.viewport()!;
    const minutes = (150 / 928) * ((end - start) / 60_000);
    const [price = '', bars = '', volume = ''] = page.text('.of-ruler-text').split('\n');
    // Down by 100 of 349 pixels of the price pane.
    expect(price).toMatch(/^\u2212[\d,.]+ \(\u2212\d+\.\d\d%\)$/);
    expect(bars).toMatch(
      new RegExp(`^(?:${Math.floor(minutes) + 1}|${Math.floor(minutes) + 2}) bars \u00b7 ${Math.floor(minutes)} min`),
    );
    expect(volume).toMatch(/^Vol [\d.]+K? \u00b7 \u0394 [+\u2212][\d.]+K?$/);
    expect(chart.viewport()).toEqual({ start, end });
    page.point('pointerdown', 300, 300);
    expect(page.element.querySelector('.of-ruler')).toBeNull();
    page.point('pointerup', 300, 300);
  });
});

describe('the keys', () => {
  it('+ and \u2212 zoom about the middle, End shows the last bars, PgUp and PgDn move by ten', async () => {
    const chart = await page.shown();
    const first = chart.viewport()!;
    page.press('+');
    const near = chart.viewport()!;
    expect((near.end - near.start) / (first.end - first.start)).toBeCloseTo(1 / 1.25, 9);
    expect(near.start + near.end).toBeCloseTo(first.start + first.end, 0);
    page.press('-');
    expect(chart.viewport()!.end - chart.viewport()!.start).toBeCloseTo(first.end - first.start, 3);
    page.press('PageUp');
    expect(first.start - chart.viewport()!.start).toBeCloseTo(600_000, 0);
    page.press('Home');
    page.press('End');
    const { start, end } = chart.viewport()!;
    expect((end - chart.span()!.end) / (end - start)).toBeCloseTo(0.02, 3);
  });

  it('are left alone with Ctrl, Alt and Meta, and where something else has the focus', async () => {
    const chart = await page.shown();
    const view = chart.viewport();
    for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) page.press('ArrowLeft', more);
    const corner = page.element.querySelector('button')!;
    corner.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    expect(chart.viewport()).toEqual(view);
  });
});

describe('what is drawn', () => {
  it('has shades where they were set, and none once they are gone', async () => {
    const chart = await page.shown();
    const { start, end } = chart.viewport()!;
    const before = page.canvas(0).toDataURL();
    const colorAt = (x: number) => [...page.canvas(0).getContext('2d')!.getImageData(x, 340, 1, 1).data];
    const [inside, outside] = [colorAt(480), colorAt(100)];
    chart.setShades([{ start: start + (end - start) * 0.5, end: start + (end - start) * 0.53 }]);
    await chart.draw();
    expect(colorAt(480)).not.toEqual(inside);
    expect(colorAt(100)).toEqual(outside);
    chart.setShades([]);
    await chart.draw();
    expect(page.canvas(0).toDataURL()).toBe(before);
  });

  it('is the CVD as candles where that was chosen, and as a line again', async () => {
    const chart = await page.shown();
    const line = page.canvas(3).toDataURL();
    expect(pixelsOf(page.canvas(3), PALETTES.dark.buy)).toBe(0);
    chart.setCvdAs('candles');
    await chart.draw();
    expect(pixelsOf(page.canvas(3), PALETTES.dark.buy)).toBeGreaterThan(100);
    expect(pixelsOf(page.canvas(3), PALETTES.dark.sell)).toBeGreaterThan(100);
    chart.setCvdAs('line');
    await chart.draw();
    expect(page.canvas(3).toDataURL()).toBe(line);
  });

  it('has a threshold of the OBI where it was set', async () => {
    const chart = await page.shown({ thresholds: [], scales: { isObiFixed: true } });
    const none = page.canvas(2).toDataURL();
    /** The row whose color changes most along the pane: a dashed line. */
    const changedRows = async (thresholds: readonly number[]) => {
      chart.setThresholds([]);
      await chart.draw();
      const read = () => page.canvas(2).getContext('2d')!.getImageData(1, 0, 1, 107).data;
      const before = read();
      chart.setThresholds(thresholds);
      await chart.draw();
      const now = read();
      return [...before.keys()].filter((at) => at % 4 === 2 && before[at] !== now[at]).map((at) => (at - 2) / 4);
    };
    // The pane shows -1.05 to 1.05 on the 83 of 107 pixels below its legend: 0.8 lies 9.9 below it, and -0.8 above the end.
    const rows = await changedRows([0.8]);
    expect(Math.max(...rows.filter((row) => row < 60))).toBeCloseTo(34, -1);
    expect(rows.some((row) => row > 40 && row < 92)).toBe(false);
    chart.setThresholds([]);
    await chart.draw();
    expect(page.canvas(2).toDataURL()).toBe(none);
  });

  it('has the flags of alerts at the foot of their pane, where no legend stands', async () => {
    const chart = await page.shown();
    const { start, end } = chart.viewport()!;
    const at = { timestamp: start + (end - start) * 0.05, nanoseconds: 0 };
    chart.setAlerts([{ rule: 'obi-level', at, message: 'OBI rose.' }]);
    await chart.draw();
    const rows = rowsOf(page.canvas(2), PALETTES.dark.alert);
    const widest = rows.indexOf(Math.max(...rows));
    expect(Math.max(...rows)).toBeGreaterThan(4);
    expect(widest).toBeGreaterThan(rows.length - 12);
  });

  it('leaves the legend of the CVD free of its line', async () => {
    await page.shown();
    const legend = page.element.querySelectorAll('.of-legend')[3]!.getBoundingClientRect();
    const canvas = page.canvas(3);
    const top = canvas.getBoundingClientRect().top;
    const rows = rowsOf(canvas, PALETTES.dark.cvd).slice(0, Math.floor(legend.bottom - top));
    expect(rows.every((count) => count === 0)).toBe(true);
  });
});

describe('the first view', () => {
  it('has no more bars than have room for a body of three pixels, unless it was said how many', async () => {
    page.element.style.width = '272px';
    const { maxBars: _, ...options } = OPTIONS;
    page.visualizer = makeVisualizer(page.element, source, options);
    const chart = page.visualizer;
    await chart.draw();
    const bars = () => (0.98 * (chart.viewport()!.end - chart.viewport()!.start)) / 60_000;
    // 200 pixels of panes.
    expect(bars()).toBeCloseTo(50, 1);
    chart.fit();
    page.press('r');
    expect(bars()).toBeCloseTo(50, 1);
    chart.destroy();
    const asked = await page.shown();
    expect((0.98 * (asked.viewport()!.end - asked.viewport()!.start)) / 60_000).toBeCloseTo(60, 1);
  });
});

it('follows the theme of the system while it is open, and no longer once one was chosen', async () => {
  const list = Object.assign(new EventTarget(), { matches: true });
  const { matchMedia } = window;
  window.matchMedia = ((query: string) =>
    query.includes('color-scheme') ? list : matchMedia.call(window, query)) as typeof matchMedia;
  try {
    const chart = await page.shown({ theme: 'system' });
    expect(pixelsOf(page.canvas(3), PALETTES.dark.cvd)).toBeGreaterThan(100);
    list.matches = false;
    list.dispatchEvent(new Event('change'));
    await chart.draw();
    expect(page.root.style.colorScheme).toBe('light');
    expect(pixelsOf(page.canvas(3), PALETTES.light.cvd)).toBeGreaterThan(100);
    chart.setTheme('light');
    list.matches = true;
    list.dispatchEvent(new Event('change'));
    expect(page.root.style.colorScheme).toBe('light');
  } finally {
    window.matchMedia = matchMedia;
  }
});
