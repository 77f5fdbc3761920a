import { describe, expect, it } from 'vitest';
import {
  type ChartClick,
  type ChartRun,
  type FillChoice,
  makeVisualizer,
  PALETTES,
  type PaneShares,
} from '../../src/index.ts';
import { book, ChartPage, OPTIONS, pixelsOf, source, until } from '../support/chart-page.ts';

const page = new ChartPage();
const MINUTE = 60_000;
const { timestamps } = book.metrics;
const [FIRST, LAST] = [timestamps[0]!, timestamps.at(-1)!];
const { buy, sell, equity, cvd } = PALETTES.dark;

/** A run that loses 1 every 10 s after it has won 20, with a fill every `everyMs`. */
function runOf(label: string, everyMs = 5 * MINUTE, scale = 1): ChartRun {
  const samples = Math.floor((LAST - FIRST) / 10_000) + 1;
  const count = Math.floor((LAST - FIRST) / everyMs);
  const times = Float64Array.from({ length: count }, (_, index) => FIRST + (index + 0.5) * everyMs);
  const priceAt = (time: number) => book.trades.prices[book.trades.timestamps.findIndex((at) => at >= time)]!;
  return {
    label,
    equity: {
      startTime: FIRST,
      intervalMs: 10_000,
      values: Float64Array.from({ length: samples }, (_, index) => 1000 + scale * (index < 20 ? index : 40 - index)),
    },
    fills: {
      timestamps: times,
      prices: times.map(priceAt),
      sizes: new Float64Array(count).fill(0.5),
      sides: Int8Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 1 : -1)),
      numbers: Uint32Array.from({ length: count }, (_, index) => 7 + index),
    },
  };
}

const legend = (pane: number) => page.element.querySelectorAll('.of-legend')[pane]?.textContent;

describe('setRuns', () => {
  it('adds a pane with equity and drawdown above the time axis, and takes it away again', async () => {
    const chart = await page.shown();
    const before = page.paneHeights();
    const picture = page.canvas(3).toDataURL();
    await chart.setRuns([runOf('maker')]);
    await chart.draw();
    // 0.22 / 1.22 of the 672 pixels without the time axis; the others share the rest.
    expect(page.paneHeights()).toEqual([286, 78, 88, 99, 121 + 28]);
    expect(page.element.querySelectorAll('.of-separator')).toHaveLength(4);
    expect(pixelsOf(page.canvas(4), equity)).toBeGreaterThan(200);
    await chart.setRuns([]);
    await chart.draw();
    expect(page.paneHeights()).toEqual(before);
    expect(page.canvas(3).toDataURL()).toBe(picture);
    expect(page.element.querySelectorAll('.of-separator')).toHaveLength(3);
  });

  it('gives equity and drawdown of both runs at the crosshair', async () => {
    const chart = await page.shown();
    await chart.setRuns([runOf('one'), runOf('two', 5 * MINUTE, 2)]);
    await chart.draw();
    // The 100th sample: 1000 + 40 - 100, which is 80 below the highest, 1020.
    chart.setCrosshair(FIRST + 1_000_000);
    await chart.draw();
    expect(legend(4)).toContain('one940.0');
    expect(legend(4)).toContain('DD\u22127.84%');
    expect(legend(4)).toContain('two880.0');
    expect(legend(4)).toContain('DD\u221215.38%');
    expect(pixelsOf(page.canvas(4), cvd)).toBeGreaterThan(50);
    await chart.setRuns([runOf('one')]);
    await chart.draw();
    expect(legend(4)).toContain('\u221280.0 (\u22127.84%)');
    chart.setCrosshair(FIRST - MINUTE);
    await chart.draw();
    expect(legend(4)).toContain('one\u2014');
  });

  it('marks buys and sells on the candles, and tells of the one that was clicked', async () => {
    const chart = await page.shown();
    const marked = () => pixelsOf(page.canvas(0), buy) + pixelsOf(page.canvas(0), sell);
    const before = marked();
    const run = runOf('maker');
    await chart.setRuns([run]);
    const at = run.fills.timestamps[7]!;
    chart.setViewport({ start: at - 5 * MINUTE, end: at + 5 * MINUTE });
    await chart.draw();
    expect(marked()).not.toBe(before);
    const [fills, clicks]: [FillChoice[], ChartClick[]] = [[], []];
    chart.on('fill', (fill) => fills.push(fill));
    chart.on('click', (click) => clicks.push(click));
    // The middle of the view is at 464 of the 928 pixels; the mark of a sell stands above its price.
    let y = 0;
    for (y = 40; fills.length === 0 && y < 287; y += 4) page.drag([464, y], [464, y]);
    expect(fills).toEqual([{ run: 0, number: 14, numbers: [14] }]);
    clicks.length = 0;
    chart.setCrosshair(at);
    page.press('Enter');
    expect(fills).toHaveLength(2);
    expect(clicks).toEqual([]);
    chart.setCrosshair(at - 2 * MINUTE);
    page.press('Enter');
    expect(fills).toHaveLength(2);
    expect(clicks).toHaveLength(1);
  });

  it('lets fills that lie close share a mark that holds them all', async () => {
    const chart = await page.shown();
    const run = runOf('maker', 1000);
    await chart.setRuns([run]);
    chart.fit();
    await chart.draw();
    const fills: FillChoice[] = [];
    chart.on('fill', (fill) => fills.push(fill));
    const at = run.fills.timestamps[1000]!;
    chart.setCrosshair(at);
    page.press('Enter');
    const [{ numbers, number } = { numbers: [], number: -1 }] = fills;
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers).toContain(number);
    // All of one side, without a gap: every other fill of the run.
    for (const [index, each] of numbers.entries()) expect(each).toBe(numbers[0]! + 2 * index);
  });

  it('says beside the crosshair what fills are there', async () => {
    const chart = await page.shown({ runs: [runOf('one'), runOf('two', 1000)] });
    await until(() => page.element.querySelectorAll('.of-pane').length === 5);
    const run = runOf('one');
    const tip = () => page.element.querySelector<HTMLElement>('.of-fill')!;
    const at = run.fills.timestamps[7]!;
    chart.setViewport({ start: at - 20_000, end: at + 20_000 });
    await chart.draw();
    expect(tip().hidden).toBe(true);
    chart.setCrosshair(at);
    await until(() => !tip().hidden);
    const price = run.fills.prices[7]!.toLocaleString('en-US', { minimumFractionDigits: 1 });
    expect(tip().textContent).toBe(`Sell 0.500 at ${price} \u00b7 one`);
    chart.setCrosshair(null);
    await until(() => tip().hidden === true);
    chart.setCrosshair(at);
    await until(() => !tip().hidden);
    await chart.setRuns([]);
    expect(tip()).toBeNull();
  });

  it('says in words what the run came to', async () => {
    const chart = await page.shown();
    await chart.setRuns([runOf('maker')]);
    await chart.draw();
    expect(page.text('.of-hidden')).toMatch(/Run maker: \d+ fills in view, equity [\d,.]+ at the end, [\d.]+ below/);
  });

  it('moves the edge between CVD and equity, and leaves the other panes as they are', async () => {
    const chart = await page.shown();
    await chart.setRuns([runOf('maker')]);
    const heard: PaneShares[] = [];
    chart.on('panes', (shares) => heard.push(shares));
    const separator = page.element.querySelectorAll<HTMLElement>('.of-separator')[3]!;
    separator.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
    expect(page.paneHeights()).toEqual([286, 78, 88, 87, 133 + 28]);
    expect(heard).toHaveLength(1);
    const upper = page.element.querySelectorAll<HTMLElement>('.of-separator')[0]!;
    upper.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    const moved = page.paneHeights();
    expect(heard[1]).toHaveLength(5);
    chart.setPaneShares([52, 14, 16, 18]);
    expect(page.paneHeights().at(-1)).toBe(121 + 28);
    await chart.setRuns([]);
    chart.setPaneShares(heard[1]!);
    await chart.setRuns([runOf('maker')]);
    expect(page.paneHeights()).toEqual(moved);
    expect(page.paneHeights()).toEqual([298, 66, 88, 87, 133 + 28]);
  });

  it('loads nothing without runs, and refuses more than two, and fills that are not columns in time order', async () => {
    const chart = await page.shown();
    await chart.setRuns([]);
    expect(page.element.querySelectorAll('.of-pane')).toHaveLength(4);
    const run = runOf('one');
    await expect(chart.setRuns([run, run, run])).rejects.toThrow('2 runs at most, not 3');
    const fills = { ...run.fills, prices: run.fills.prices.subarray(1) };
    await expect(chart.setRuns([{ ...run, fills }])).rejects.toThrow('differ in length');
    const timestamps = run.fills.timestamps.toReversed();
    await expect(chart.setRuns([{ ...run, fills: { ...run.fills, timestamps } }])).rejects.toThrow('not in time order');
    expect(page.element.querySelectorAll('.of-pane')).toHaveLength(4);
  });

  it('shows runs that are set before there are data', async () => {
    const chart = makeVisualizer(page.element, null, OPTIONS);
    page.visualizer = chart;
    await chart.setRuns([runOf('one')]);
    chart.setSource(source);
    await until(() => chart.viewport() !== null);
    await chart.draw();
    expect(pixelsOf(page.canvas(4), equity)).toBeGreaterThan(200);
    expect(legend(4)).toContain('Equity one');
  });
});
