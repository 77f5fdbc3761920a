import { statSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { PALETTES } from '@orderflow/viz-web/chart';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { readRows, sampleFile } from '../sample-files.ts';
import { drawnChart, legendValue, openFile, pixelsInPanes, useBrowser } from '../support/open-page.ts';

useBrowser();

const folder = temporaryFolder();
const START = Date.UTC(2025, 6, 1);
const PAGE = join(folder, 'small.html');
const MANY_ALERTS = ['--alert-obi-level', '0.4', '--alert-obi-hold-seconds', '3'];
const DATABASE = join(folder, 'small.db');

/** Processes what a market comes to, and reports on it. */
async function report(name: string, market: Parameters<typeof sampleFile>[2], ...flags: string[]): Promise<string> {
  await sampleFile(folder, `${name}.db`, market);
  const words = ['run', `${name}.db`, '--out', `${name}.html`, '--json', ...flags];
  expect((await orderflow(words, { cwd: folder })).exitCode).toBe(0);
  return join(folder, `${name}.html`);
}

beforeAll(async () => {
  await report('small', { snapshots: 3600, seed: 4, gaps: 1, gapSeconds: 300 }, ...MANY_ALERTS);
}, 120_000);

/** The middle of the chart's first pane. */
async function toTheMiddle(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  await page.locator('.chart-box').scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await page.locator('.chart-box').boundingBox())!;
  const middle = { x: x + width / 2, y: y + height / 4 };
  await page.mouse.move(middle.x, middle.y);
  return middle;
}

async function zoomIn(page: Page, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) await page.mouse.wheel(0, -100);
}

describe('a report from the disk, without a network', () => {
  it.each(['dark', 'light'] as const)('draws all four panes in %s', async (colorScheme) => {
    const page = await openFile(PAGE, { colorScheme });
    await drawnChart(page);
    const { buy, sell, obi, cvd } = PALETTES[colorScheme];
    const [bought, sold, imbalance, delta] = await pixelsInPanes(page, [buy, sell, obi, cvd]);
    const pixels = [bought?.[0], bought?.[1], sold?.[0], sold?.[1], imbalance?.[2], delta?.[3]];
    for (const count of pixels) expect(count).toBeGreaterThan(50);
    expect(await page.locator('.still').isVisible()).toBe(false);
    expect(await page.locator('.chart-note').textContent()).toContain('Every snapshot is in this page');
  });

  it('draws a backtest in a fifth pane', async () => {
    const played = ['backtest', 'small.db', '--strategy', 'obi-market-maker', '--maker-model', 'risk-averse'];
    expect((await orderflow(played, { cwd: folder })).exitCode).toBe(0);
    const words = ['report', 'small.db', '--run', 'latest', '--out', 'played.html'];
    expect((await orderflow(words, { cwd: folder })).exitCode).toBe(0);
    const page = await openFile(join(folder, 'played.html'), { colorScheme: 'dark' });
    await drawnChart(page);
    await page.locator('.of-pane').nth(4).waitFor();
    const panes = await pixelsInPanes(page, [PALETTES.dark.equity]);
    expect(panes[0]?.[4]).toBeGreaterThan(50);
    await page.getByRole('heading', { name: 'Backtest' }).waitFor();
  });

  it('zooms by the wheel to single snapshots, whose values are those of the database', async () => {
    const page = await openFile(PAGE);
    await drawnChart(page);
    await page.getByRole('button', { name: '1s', exact: true }).click();
    const { x, y } = await toTheMiddle(page);
    await zoomIn(page, 38);
    await page.locator('.of-badge', { hasText: /^1 snapshot = [\d.]+ px . exact$/ }).waitFor();
    for (const offset of [-300, 0, 200]) {
      await page.mouse.move(x + offset, y);
      await expect.poll(() => page.locator('.of-tag-x').textContent()).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
      const at = Date.parse(`2025-07-01T${await page.locator('.of-tag-x').textContent()}Z`);
      const [row] = readRows(
        DATABASE,
        `SELECT obi, cvd FROM metrics WHERE CAST(timestamp AS INTEGER) <= ${at} ORDER BY id DESC LIMIT 1`,
      );
      expect(await legendValue(page, 'OBI')).toBeCloseTo(Number(row?.obi), 3);
      expect(Math.abs((await legendValue(page, 'CVD')) / Number(row?.cvd) - 1)).toBeLessThan(0.005);
    }
  });

  it('has the volume of the database in bars of any length', async () => {
    const page = await openFile(PAGE);
    await drawnChart(page);
    await page.getByRole('button', { name: '15m', exact: true }).click();
    await page.locator('.of-title', { hasText: '15m' }).waitFor();
    const box = (await page.locator('.chart-box').boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + 100);
    const trades = `FROM trades WHERE CAST(timestamp AS INTEGER) < ${START + 900_000}`;
    const [row] = readRows(DATABASE, `SELECT sum(size) AS size, min(price) AS low, max(price) AS high ${trades}`);
    await expect.poll(() => legendValue(page, 'L')).toBe(Number(row?.low));
    expect(await legendValue(page, 'H')).toBe(Number(row?.high));
    expect(Math.abs((await legendValue(page, 'Vol')) / Number(row?.size) - 1)).toBeLessThan(0.005);
  });

  it('goes from the row of an alert to its place, by a click and by the keyboard', async () => {
    const page = await openFile(PAGE);
    await drawnChart(page);
    const rows = page.locator('tr:has(.place)');
    expect(await rows.count()).toBeGreaterThan(1);
    const said = await rows.last().locator('td').last().textContent();
    await rows.last().locator('td').last().click();
    await page.locator('.of-alert', { hasText: said ?? '?' }).waitFor();
    expect(await page.locator('.of-chart').evaluate((chart) => chart === document.activeElement)).toBe(true);
    await expect.poll(async () => (await page.locator('.chart-box').boundingBox())!.y).toBeGreaterThan(-1);
    const time = await rows.first().locator('time').textContent();
    await rows.first().getByRole('link').press('Enter');
    // The day, then the clock to the minute or finer.
    await expect.poll(() => page.locator('.of-tag-x').textContent()).toContain(time!.slice(11, 16));
    expect(new URL(page.url()).hash).toBe('');
  });

  it.each(['dark', 'light'] as const)('is accessible in %s', async (colorScheme) => {
    const page = await openFile(PAGE, { colorScheme });
    await drawnChart(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it('shows pictures and strips where scripts do not run', async () => {
    const page = await openFile(PAGE, { javaScriptEnabled: false });
    const picture = page.getByRole('img', { name: 'Candles, volume, order-book imbalance and CVD of BTC-USDT' });
    expect(await picture.isVisible()).toBe(true);
    expect(await page.locator('.strip').first().isVisible()).toBe(true);
    expect(await page.locator('#chart-live').isVisible()).toBe(false);
    expect((await picture.boundingBox())!.height).toBeGreaterThan(400);
  });

  it('is printed with a picture of all of it', async () => {
    const page = await openFile(PAGE);
    await drawnChart(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.still img').isVisible()).toBe(true);
    expect(await page.locator('#chart-live').isVisible()).toBe(false);
    const isDecoded = (image: HTMLImageElement | SVGElement) => (image as HTMLImageElement).naturalWidth > 1000;
    expect(await page.locator('.still img').evaluate(isDecoded)).toBe(true);
  });

  it('fits a phone', async () => {
    const page = await openFile(PAGE, { viewport: { width: 390, height: 780 } });
    await drawnChart(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

describe('a report on several instruments', () => {
  it('shows the one that is chosen, or that an alert belongs to', async () => {
    const instruments = ['BTC-USDT', 'ETH-USDT', '<b>&"SOL'];
    const path = await report('many', { snapshots: 3000, instruments, seed: 3 }, ...MANY_ALERTS);
    const page = await openFile(path);
    await drawnChart(page);
    const picker = page.getByLabel('Instrument');
    expect(await picker.locator('option').allInnerTexts()).toEqual([...instruments].sort());
    await picker.selectOption('ETH-USDT');
    await page.locator('.of-title', { hasText: 'ETH-USDT' }).waitFor();
    await drawnChart(page);
    const link = page.locator('tr', { hasText: '<b>&"SOL' }).locator('.place').first();
    await link.click();
    await page.locator('.of-title', { hasText: '<b>&"SOL' }).waitFor();
    expect(await picker.inputValue()).toBe('<b>&"SOL');
    await page.locator('.of-alert').waitFor();
  });
});

describe('a report on more than a page can hold', () => {
  it('stays below 5 MB, draws truly as far as it goes, and says where that ends', async () => {
    const market = { snapshots: 450_000, levels: 1, intervalMs: 100, tradesPerSecond: 2, seed: 8 };
    const path = await report('big', market);
    expect(statSync(path).size).toBeLessThan(5e6);
    const page = await openFile(path);
    await drawnChart(page);
    const note = page.locator('.chart-note');
    expect(await page.locator('.of-badge').textContent()).toMatch(/detail$/);
    expect(await note.textContent()).toMatch(/^This page holds lines in steps of /);
    await toTheMiddle(page);
    await zoomIn(page, 70);
    await expect.poll(() => note.textContent()).toMatch(/^Zooming in ends here: this page holds lines in steps of /);
    const end = await page.locator('.of-badge').textContent();
    expect(end).toContain('the finest there is');
    await zoomIn(page, 20);
    await drawnChart(page);
    expect(await page.locator('.of-badge').textContent()).toBe(end);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => note.textContent()).toMatch(/^This page holds lines in steps of /);
  }, 180_000);
});
