import { describe, expect, it } from 'vitest';
import { PALETTES, type PaneShares, type ValueScales, type Visualizer } from '../../src/index.ts';
import { ChartPage, pixelsOf, rowsOf } from '../support/chart-page.ts';

const page = new ChartPage();
/** Pixels of a pane without its axis. */
const PLOT = 928;
const ON_OBI_AXIS = [980, 500] as const;

/** Presses a separator, moves it and lets go. */
function dragSeparator(pane: number, pixels: number): void {
  const separator = page.element.querySelectorAll<HTMLElement>('[role=separator]')[pane]!;
  page.point('pointerdown', 100, 300, {}, separator);
  page.point('pointermove', 100, 300 + pixels, {}, separator);
  page.point('pointerup', 100, 300 + pixels, {}, separator);
}

function heardScales(chart: Visualizer): ValueScales[] {
  const heard: ValueScales[] = [];
  chart.on('scales', (scales) => heard.push(scales));
  return heard;
}

describe('the heights of the panes', () => {
  it('follow a drag of a separator, which is told and can be restored', async () => {
    const chart = await page.shown();
    const [candles, volume] = page.paneHeights();
    const heard: PaneShares[] = [];
    chart.on('panes', (shares) => heard.push(shares));
    dragSeparator(0, 60);
    const dragged = page.paneHeights();
    expect(dragged[0]! + dragged[1]!).toBe(candles! + volume!);
    // The volume pane stops at 40 pixels, the least that can be seen.
    expect(dragged[1]).toBe(40);
    expect(heard).toHaveLength(1);
    chart.setPaneShares([1, 1, 1, 1]);
    expect(page.paneHeights()).toEqual([168, 168, 168, 168 + 28]);
    chart.setPaneShares(heard[0]!);
    expect(page.paneHeights()).toEqual(dragged);
    // What the page sets it knows already.
    expect(heard).toHaveLength(1);
  });

  it('follow the arrow keys on a separator, twelve pixels a press', async () => {
    const chart = await page.shown();
    let told = 0;
    chart.on('panes', () => told++);
    const separator = page.element.querySelector<HTMLElement>('[role=separator]')!;
    separator.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    expect(page.paneHeights().slice(0, 2)).toEqual([361, 83]);
    separator.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp' }));
    expect(page.paneHeights().slice(0, 2)).toEqual([349, 95]);
    expect(told).toBe(2);
  });

  it('follow a drag of the separator between two panes that others are hidden between', async () => {
    const chart = await page.shown({ paneShares: [3, 0, 0, 1] });
    const hidden = [...page.element.querySelectorAll<HTMLElement>('[role=separator]')].map((line) => line.hidden);
    expect(hidden).toEqual([false, true, true]);
    const heard: PaneShares[] = [];
    chart.on('panes', (shares) => heard.push(shares));
    dragSeparator(0, -168);
    expect(page.paneHeights().filter((height) => height > 28)).toEqual([336, 336 + 28]);
    expect(heard.map((shares) => shares.map((share) => Number(share?.toFixed(9))))).toEqual([[2, 0, 0, 2]]);
  });

  it('are not changed by a pointer that only passes over a separator', async () => {
    await page.shown();
    const before = page.paneHeights();
    const separator = page.element.querySelector<HTMLElement>('[role=separator]')!;
    page.point('pointermove', 100, 400, {}, separator);
    expect(page.paneHeights()).toEqual(before);
  });

  it('can be set to nothing, which hides a pane with its legend and separators', async () => {
    const chart = await page.shown();
    chart.setPaneShares([1, 0, 0, 1]);
    expect(page.paneHeights()).toEqual([336, 0, 0, 336 + 28]);
    const legends = [...page.element.querySelectorAll<HTMLElement>('.of-legend')].map(({ hidden }) => hidden);
    expect(legends).toEqual([false, true, true, false]);
  });

  it('come from the options', async () => {
    await page.shown({ paneShares: [1, 1, 1, 1] });
    expect(page.paneHeights()).toEqual([168, 168, 168, 168 + 28]);
  });
});

describe('what panes show', () => {
  it('lies below their legends', async () => {
    const chart = await page.shown({ scales: { isObiFixed: true } });
    await chart.draw();
    const { buy, sell, obi, cvd } = PALETTES.dark;
    const highest = (pane: number, ...colors: readonly string[]) =>
      Math.min(...colors.map((color) => rowsOf(page.canvas(pane), color, PLOT).findIndex((count) => count > 0)));
    for (const [pane, colors] of [[buy, sell], [buy, sell], [obi], [cvd]].entries()) {
      expect(highest(pane, ...colors)).toBeGreaterThanOrEqual(22);
    }
  });
});

describe('the scale of a value axis', () => {
  it('is told when it is dragged and when it is reset by a double-click, and can be restored', async () => {
    const chart = await page.shown();
    const heard = heardScales(chart);
    page.drag(ON_OBI_AXIS, [980, 560]);
    expect(heard).toHaveLength(1);
    const { low, high } = heard[0]!.fixedRanges.obi!;
    // Zero stays where it was: in the middle of what the legend leaves of 107 pixels, 83.
    expect(high / (high - low)).toBeCloseTo((24 + 41.5) / 107, 9);
    expect(heard[0]!.fixedRanges).toEqual({ obi: { low, high } });
    await chart.draw();
    const scaled = page.canvas(2).toDataURL();
    page.doubleClick(...ON_OBI_AXIS);
    expect(heard.slice(1)).toEqual([{ fixedRanges: {}, isObiFixed: false }]);
    await chart.draw();
    expect(page.canvas(2).toDataURL()).not.toBe(scaled);
    chart.setScales(heard[0]!);
    await chart.draw();
    expect(page.canvas(2).toDataURL()).toBe(scaled);
    expect(heard).toHaveLength(2);
  });

  it('is told when it is moved by a drag of its pane, once it was scaled', async () => {
    const chart = await page.shown({ scales: { fixedRanges: { obi: { low: -2, high: 2 } } } });
    const heard = heardScales(chart);
    page.drag([300, 500], [300, 553.5]);
    // 53.5 of 107 pixels are half of what is shown.
    expect(heard.at(-1)!.fixedRanges.obi!.low).toBeCloseTo(0, 9);
    expect(heard.at(-1)!.fixedRanges.obi!.high).toBeCloseTo(4, 9);
  });

  it('is told of by key o, which fixes the OBI at -1 to 1, and by key r and reset, which let all follow the data', async () => {
    const chart = await page.shown();
    const heard = heardScales(chart);
    page.press('o');
    page.press('r');
    expect(heard).toEqual([
      { fixedRanges: {}, isObiFixed: true },
      { fixedRanges: {}, isObiFixed: false },
    ]);
    page.press('r');
    expect(heard).toHaveLength(2);
    chart.setScales({ fixedRanges: { candles: { low: 1, high: 2 } }, isObiFixed: true });
    expect(heard).toHaveLength(2);
    chart.reset();
    expect(heard.slice(2)).toEqual([{ fixedRanges: {}, isObiFixed: false }]);
  });

  it('is that of setObiFixed and of the options alike', async () => {
    const free = await page.shown();
    await free.draw();
    const followed = page.canvas(2).toDataURL();
    free.setObiFixed(true);
    await free.draw();
    const fixed = page.canvas(2).toDataURL();
    expect(fixed).not.toBe(followed);
    page.press('o');
    await free.draw();
    expect(page.canvas(2).toDataURL()).toBe(followed);
    free.destroy();
    const made = await page.shown({ scales: { isObiFixed: true } });
    await made.draw();
    expect(page.canvas(2).toDataURL()).toBe(fixed);
  });

  it('follows the data where the range has no height', async () => {
    const chart = await page.shown();
    const before = page.canvas(0).toDataURL();
    chart.setScales({ fixedRanges: { candles: { low: 5, high: 5 } } });
    await chart.draw();
    expect(page.canvas(0).toDataURL()).toBe(before);
    expect(pixelsOf(page.canvas(0), PALETTES.dark.buy)).toBeGreaterThan(200);
  });
});
