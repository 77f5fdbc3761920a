import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { expect, it } from 'vitest';
import {
  changeFile,
  readRows,
  sampleFile,
  storedFile,
  storeMetrics,
  temporaryFolder,
} from '../../server/support/sample-files.ts';
import { gappedFile } from '../support/gapped-file.ts';
import {
  changedParameter,
  exactChart,
  legendValue,
  openPage,
  rangeOf,
  serveClient,
  useBrowser,
} from '../support/open-dashboard.ts';

useBrowser();

it('says what to do where there are no data', async () => {
  const { origin } = await serveClient([temporaryFolder()]);
  const page = await openPage(origin);
  await page.getByRole('heading', { name: 'No data yet' }).waitFor();
  await page.getByText('orderflow generate').waitFor();
});

it('says why a file cannot be read', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'broken.db'), 'no database at all, whatever its name says');
  await storedFile(folder, 'good.db');
  const { origin } = await serveClient([folder]);
  const page = await openPage(`${origin}/?view=sources`);
  await page.getByText('Cannot be read').waitFor();
  await page.getByText('Processed', { exact: true }).waitFor();
});

it('names the instruments that there are where the link names another', async () => {
  const { origin } = await serveClient([await storedFile(temporaryFolder(), 'sample.db')]);
  const page = await openPage(`${origin}/?instrument=DOGE`);
  await page.getByRole('heading', { name: 'There is no DOGE here' }).waitFor();
  await page.getByRole('button', { name: 'Show BTC-USDT' }).click();
  await exactChart(page);
});

it('says that the server is gone, and goes on once it is back', async () => {
  const path = await storedFile(temporaryFolder(), 'sample.db');
  const { origin, close } = await serveClient([path]);
  const page = await openPage(origin, { allowed: /ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING)/ });
  await exactChart(page);
  await close();
  await page.mouse.click(600, 300);
  const alert = page.getByRole('alert');
  await alert.getByText('The dashboard server does not answer').waitFor();
  await serveClient([path], { port: Number(new URL(origin).port) });
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('complementary', { name: 'Proof' }).getByText('✓').first().waitFor();
});

it('says that two files hold the same time, and shows the one that is chosen', async () => {
  const folder = temporaryFolder();
  await storedFile(folder, 'first.db', { seed: 1 });
  const second = await storedFile(folder, 'second.db', { seed: 2 });
  const { origin } = await serveClient([folder]);
  const page = await openPage(`${origin}/?view=summary`);
  await page.getByRole('heading', { name: 'Two files hold the same time' }).waitFor();
  await page.getByRole('link', { name: 'Chart', exact: true }).click();
  await page.getByRole('link', { name: /^second\.db/ }).click();
  await exactChart(page);
  const shown = () => page.locator('.of-legend', { hasText: 'CVD' }).locator('span span').first().textContent();
  const [last] = readRows(second, 'SELECT cvd FROM metrics ORDER BY id DESC LIMIT 1');
  const before = await shown();
  expect(Math.abs(Number(before?.replace('\u2212', '-')) / Number(last?.cvd) - 1)).toBeLessThan(0.005);
  await page.getByLabel('File').selectOption('first.db');
  await expect.poll(shown).not.toBe(before);
  await page.keyboard.press('2');
  await page.getByText('snapshots', { exact: true }).waitFor();
});

it.each([
  ['no table book', 'DROP TABLE book'],
  ['an empty table book', 'DELETE FROM book'],
])('draws what trades alone can say, with %s, and says what is missing', async (_, change) => {
  const path = await sampleFile(temporaryFolder(), 'trades.db');
  const [last] = readRows(path, 'SELECT price FROM trades ORDER BY id DESC LIMIT 1');
  changeFile(path, change);
  const { origin } = await serveClient([path], { allowProcessing: true });
  const page = await openPage(origin);
  await exactChart(page);
  expect(await legendValue(page, 'C')).toBeCloseTo(Number(last?.price), 2);
  await page.getByText('No order-book snapshots: there is no imbalance to draw. Add a source that has them.').waitFor();
  await page.getByText('No order-book snapshots: CVD is counted from one to the next.').waitFor();
  await page.getByRole('status').getByText('There are trades and no snapshots').waitFor();
  await page.goto(`${origin}/?view=summary`);
  await page.getByText('has trades alone').waitFor();
  await page.goto(`${origin}/?view=sources`);
  await page.getByText('No snapshots', { exact: true }).waitFor();
  await page.getByText('trades alone, 2025').waitFor();
  expect(await page.getByRole('button', { name: /^Process/ }).count()).toBe(0);
});

it('draws stored metrics whose rows are gone, and says that they cannot be proven', async () => {
  const path = await storedFile(temporaryFolder(), 'metrics.db');
  const [last] = readRows(path, 'SELECT obi, cvd FROM metrics ORDER BY id DESC LIMIT 1');
  changeFile(path, 'PRAGMA foreign_keys = OFF; DROP TABLE book; DROP TABLE trades');
  const { origin } = await serveClient([path], { allowProcessing: true });
  const page = await openPage(origin, { allowed: /the server responded with a status of 404/ });
  await exactChart(page);
  expect(await legendValue(page, 'OBI')).toBeCloseTo(Number(last?.obi), 3);
  expect(Math.abs((await legendValue(page, 'CVD')) / Number(last?.cvd) - 1)).toBeLessThan(0.005);
  await page.getByRole('status').getByText('the rows they were computed from are not there').waitFor();
  await page.mouse.click(600, 300);
  const proof = page.getByRole('complementary', { name: 'Proof' });
  await proof.getByText('the rows they were computed from are not there').waitFor();
  await page.goto(`${origin}/?view=sources`);
  await page.getByText('Processed', { exact: true }).waitFor();
  await page.getByText('The metrics are stored, and the rows they were computed from are not there').waitFor();
  expect(await page.getByRole('button', { name: /^Process/ }).count()).toBe(0);
});

it('sends those who open metrics of another file to that file', async () => {
  const folder = temporaryFolder();
  const path = await storedFile(folder, 'rows.db');
  const metrics = join(folder, 'metrics.db');
  copyFileSync(path, metrics);
  changeFile(metrics, 'PRAGMA foreign_keys = OFF; DROP TABLE book; DROP TABLE trades');
  changeFile(metrics, "UPDATE orderflow_runs SET source = 'rows.db'");
  const { origin } = await serveClient([metrics]);
  const page = await openPage(`${origin}/?view=sources`);
  await page.getByText('Cannot be read').waitFor();
  await page.getByText('open that file instead').waitFor();
});

it('draws what books alone can say, and says what is missing', async () => {
  const path = await sampleFile(temporaryFolder(), 'books.db');
  changeFile(path, 'DELETE FROM trades');
  await storeMetrics(path);
  const { origin } = await serveClient([path]);
  const page = await openPage(origin);
  await exactChart(page);
  await page.getByText('No trades in this source: there is no volume. Candles are those of the mid.').waitFor();
  await page.getByText('No trades in this source: there is no CVD.').waitFor();
  const [last] = readRows(path, 'SELECT obi, (best_bid + best_ask) / 2 AS mid FROM metrics ORDER BY id DESC LIMIT 1');
  expect(await legendValue(page, 'OBI')).toBeCloseTo(Number(last?.obi), 3);
  expect(await legendValue(page, 'C')).toBeCloseTo(Number(last?.mid), 2);
});

it('says that a chart is computed as one looks, and where', async () => {
  const { origin } = await serveClient([await sampleFile(temporaryFolder(), 'sample.db')]);
  const page = await openPage(origin);
  await page.getByText('sample.db is not processed.').waitFor();
  await page.getByText('orderflow process').waitFor();
});

it('leads from an alert to its place in the chart', async () => {
  const path = await storedFile(temporaryFolder(), 'sample.db', { snapshots: 600 });
  const alerts = { ...DEFAULT_CONFIGURATION.alerts, obiLevel: 0.1 };
  const { origin } = await serveClient([path], { configuration: { ...DEFAULT_CONFIGURATION, alerts } });
  const page = await openPage(`${origin}/?view=summary`);
  const link = page.getByRole('region', { name: 'Alerts' }).getByRole('link').first();
  const at = Date.parse(`${String(await link.textContent()).replace(' ', 'T')}Z`);
  await link.click();
  await page.getByRole('complementary', { name: 'Proof' }).getByText('✓').first().waitFor();
  await changedParameter(page, 'from', null);
  const { start, end } = rangeOf(page);
  expect((start + end) / 2).toBeCloseTo(at, -2);
});

it('shows where data are missing, as a strip above the time axis and in a table', async () => {
  const { origin } = await serveClient([await gappedFile(temporaryFolder())]);
  const page = await openPage(`${origin}/?view=quality`);
  await page.getByRole('row', { name: /Gaps/ }).getByRole('link').click();
  await exactChart(page);
  const greyed = () =>
    page.locator('.quality-strip').evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, 1).data ?? [];
      return pixels.filter((_, index) => index % 4 === 3).filter((alpha) => alpha > 0).length;
    });
  await expect.poll(greyed).toBeGreaterThan(100);
  const { width } = (await page.locator('.quality-strip').boundingBox()) ?? { width: 0 };
  await page.mouse.move(width / 2, 300);
  await page.getByText(/^Gap · 2025-07-01 [\d:.]+ to [\d:.]+ · 2 min( [1-4] s)?$/).waitFor();
  await page.mouse.move(20, 300);
  await expect.poll(() => page.getByText(/^Gap ·/).count()).toBe(0);
});
