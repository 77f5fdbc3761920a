import type { MarketOptions } from '@orderflow/core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { readRows, START, storedFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { expectSamePicture } from '../support/expect-same-picture.ts';
import {
  changedParameter,
  crosshairTime,
  exactChart,
  legendValue,
  openPage,
  type PageOptions,
  rangeOf,
  serveClient,
  useBrowser,
} from '../support/open-dashboard.ts';

useBrowser();

const CLIPBOARD: PageOptions = { permissions: ['clipboard-read', 'clipboard-write'] };

async function openChart(query = '', market: MarketOptions = {}, options?: PageOptions) {
  const path = await storedFile(temporaryFolder(), 'sample.db', market);
  const { origin } = await serveClient([path]);
  const page = await openPage(`${origin}/${query}`, options);
  await exactChart(page);
  return { path, page };
}

type Levels = readonly (readonly [price: number, size: number])[];

function levelsOf(text: unknown): Levels {
  return (JSON.parse(String(text)) as readonly (readonly unknown[])[]).map(([price, size]) => [
    Number(price),
    Number(size),
  ]);
}

/** The row of a table at or before a moment. */
function rowAt(path: string, columns: string, table: string, at: number): Readonly<Record<string, unknown>> {
  const query = `SELECT ${columns} FROM ${table} WHERE CAST(timestamp AS INTEGER) <= ${at} ORDER BY id DESC LIMIT 1`;
  return readRows(path, query)[0] ?? {};
}

const volume = (levels: Levels) => levels.reduce((sum, [, size]) => sum + size, 0);
const numberOf = (text = '') => Number(text.replaceAll(',', '').replace('\u2212', '-'));

describe('the toolbar', () => {
  it('takes the OBI over the best levels that are chosen, and says that it is not the stored one', async () => {
    const { path, page } = await openChart();
    const picker = page.getByLabel('Levels a side that the OBI is taken over');
    await picker.selectOption('best 3');
    expect(await changedParameter(page, 'depth', null)).toBe('3');
    await page.getByText('it is not the stored one').waitFor();
    await page.mouse.move(640, 300);
    const { bids, asks } = rowAt(path, 'bids, asks', 'book', await crosshairTime(page));
    const [bid, ask] = [volume(levelsOf(bids).slice(0, 3)), volume(levelsOf(asks).slice(0, 3))];
    await expect.poll(() => legendValue(page, 'OBI')).toBeCloseTo((bid - ask) / (bid + ask), 3);
    await picker.selectOption('all levels');
    expect(await changedParameter(page, 'depth', '3')).toBeNull();
    const stored = rowAt(path, 'obi', 'metrics', await crosshairTime(page));
    await expect.poll(() => legendValue(page, 'OBI')).toBeCloseTo(Number(stored.obi), 3);
  });

  it('shows the last minute of what is shown, and everything', async () => {
    const { page } = await openChart('?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:04:00.000Z');
    await page.getByLabel('Range').selectOption('One minute');
    await expect.poll(() => rangeOf(page)).toEqual({ start: START + 180_000, end: START + 240_000 });
    const from = new URL(page.url()).searchParams.get('from');
    await page.getByLabel('Range').selectOption('Everything');
    await changedParameter(page, 'from', from);
    const { start, end } = rangeOf(page);
    expect(start).toBeLessThanOrEqual(START + 1000);
    expect(end).toBeGreaterThan(START + 299_000);
  });

  it('draws bars of a day, as the trades of the database make them', async () => {
    const day = 86_400_000;
    const { path, page } = await openChart('', { snapshots: 720, intervalMs: 300_000 });
    await page.getByRole('button', { name: '1d', exact: true }).click();
    expect(await changedParameter(page, 'bar', null)).toBe('86400');
    await expect.poll(() => page.locator('.of-legend').first().textContent()).toContain('BTC-USDT · 1d · UTC');
    await exactChart(page);
    const inDay = `CAST(timestamp AS INTEGER) >= ${START + 2 * day} AND CAST(timestamp AS INTEGER) < ${START + 3 * day}`;
    const [bar] = readRows(path, `SELECT max(price) AS high, min(price) AS low FROM trades WHERE ${inDay}`);
    const [bought] = readRows(path, `SELECT sum(size) AS size FROM trades WHERE ${inDay} AND side = 'buy'`);
    expect(await legendValue(page, 'H')).toBe(bar?.high);
    expect(await legendValue(page, 'L')).toBe(bar?.low);
    expect((await legendValue(page, 'B')) / Number(bought?.size)).toBeCloseTo(1, 2);
  });

  it('shows the other instrument, and lets go of what belonged to the first', async () => {
    const instruments = ['BTC-USDT', 'ETH-USDT'];
    const query = '?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:02:00.000Z&pin=2025-07-01T00:01:30.000Z';
    const { path, page } = await openChart(query, { instruments });
    await page.getByLabel('Instrument', { exact: true }).selectOption('ETH-USDT');
    expect(await changedParameter(page, 'instrument', null)).toBe('ETH-USDT');
    expect([...new URL(page.url()).searchParams.keys()]).not.toContain('pin');
    await expect.poll(() => page.locator('.of-legend').first().textContent()).toContain('ETH-USDT');
    await exactChart(page);
    const [last] = readRows(
      path,
      "SELECT cvd FROM metrics JOIN book ON book.id = snapshot_id WHERE instrument = 'ETH-USDT' ORDER BY metrics.id DESC LIMIT 1",
    );
    await expect.poll(async () => (await legendValue(page, 'CVD')) / Number(last?.cvd)).toBeCloseTo(1, 2);
  });

  it('draws the CVD as candles, and the link says so', async () => {
    const { page } = await openChart('?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:02:00.000Z&bar=5');
    await page.mouse.move(640, 20);
    const plain = await openPage(page.url());
    await exactChart(plain);
    await plain.mouse.move(640, 20);
    const toggle = async () => {
      await page.getByRole('button', { name: 'Show' }).click();
      await page.getByLabel('CVD as candles').click();
      await page.keyboard.press('Escape');
      await page.mouse.move(640, 20);
    };
    await toggle();
    expect(await changedParameter(page, 'cvd', null)).toBe('candles');
    await expect(expectSamePicture(page, plain, { timeout: 3000 })).rejects.toThrow();
    const again = await openPage(page.url());
    await exactChart(again);
    await again.mouse.move(640, 20);
    await expectSamePicture(page, again);
    await toggle();
    expect(await changedParameter(page, 'cvd', 'candles')).toBeNull();
    await expectSamePicture(page, plain);
  });
});

describe('the proof', () => {
  it('copies the id of its row, and of the trades', async () => {
    const { path, page } = await openChart('', {}, CLIPBOARD);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.mouse.click(700, 300);
    const panel = page.getByRole('complementary', { name: 'Proof' });
    const id = Number(await panel.locator('.facts dd').nth(2).textContent());
    await panel.getByRole('button', { name: 'Copy row id', exact: true }).click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await copied()).toBe(String(id));
    const [now, before] = [id, id - 1].map((row) => readRows(path, `SELECT timestamp FROM book WHERE id = ${row}`)[0]);
    const counted = readRows(
      path,
      `SELECT id FROM trades WHERE CAST(timestamp AS INTEGER) > ${Number(before?.timestamp)}
       AND CAST(timestamp AS INTEGER) <= ${Number(now?.timestamp)} ORDER BY id`,
    );
    expect(counted).not.toEqual([]);
    await panel.getByRole('button', { name: 'Copy row ids' }).click();
    await expect.poll(copied).toBe(counted.map(({ id: row }) => row).join('\n'));
  });

  it('starts the CVD at its snapshot by a click, and where the data begin by another', async () => {
    const { path, page } = await openChart();
    await page.mouse.click(500, 300);
    const panel = page.getByRole('complementary', { name: 'Proof' });
    const id = Number(await panel.locator('.facts dd').nth(2).textContent());
    await panel.getByRole('button', { name: 'Start CVD here' }).click();
    const at = await changedParameter(page, 'anchor', null);
    await panel.getByRole('button', { name: 'CVD from the start' }).waitFor();
    await exactChart(page);
    const [anchor] = readRows(path, `SELECT cvd FROM metrics WHERE snapshot_id = ${id}`);
    const expected = async () => {
      const { cvd } = rowAt(path, 'cvd', 'metrics', await crosshairTime(page));
      return Number(cvd);
    };
    await page.mouse.move(800, 300);
    const since = (await expected()) - Number(anchor?.cvd);
    await expect.poll(async () => (await legendValue(page, 'CVD')) - since).toBeCloseTo(0, 1);
    await panel.getByRole('button', { name: 'CVD from the start' }).click();
    await changedParameter(page, 'anchor', at);
    await page.mouse.move(801, 300);
    const all = await expected();
    await expect.poll(async () => (await legendValue(page, 'CVD')) - all).toBeCloseTo(0, 1);
  });
});

describe('the ladder at the cursor', () => {
  /** The lines of one side, top to bottom. */
  const linesOf = (page: Page, side: 'ask' | 'bid') =>
    page
      .locator(`.ladder .${side} tr`)
      .evaluateAll((lines) =>
        lines.map((line) => [...line.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
      );
  const levelsOn = async (page: Page, side: 'ask' | 'bid') =>
    (await linesOf(page, side)).map(([price, size]) => [numberOf(price), numberOf(size)]).filter(([, size]) => size);

  it('has the prices and sizes of the database, and what changed since the pinned moment', async () => {
    const pin = '2025-07-01T00:02:00.000Z';
    const { path, page } = await openChart(`?ladder=on&pin=${pin}`);
    await page.getByText('Since pin').waitFor();
    const then = rowAt(path, 'bids, asks', 'book', Date.parse(pin));
    const words = new Set<string>();
    for (const x of [340, 345, 360, 600]) {
      await page.mouse.move(x, 300);
      const now = rowAt(path, 'bids, asks', 'book', await crosshairTime(page));
      await expect.poll(() => levelsOn(page, 'ask')).toEqual([...levelsOf(now.asks)].reverse());
      await expect.poll(() => levelsOn(page, 'bid')).toEqual(levelsOf(now.bids));
      for (const side of ['ask', 'bid'] as const) {
        const before = new Map(levelsOf(then[`${side}s`]));
        for (const [price, size, , change = ''] of await linesOf(page, side)) {
          const was = before.get(numberOf(price)) ?? 0;
          const isNumber = /^[+\u2212]\d/.test(change);
          words.add(isNumber ? change.charAt(0) : change);
          if (isNumber) expect(numberOf(change)).toBeCloseTo(numberOf(size) - was, 6);
          else expect(was).toBe(change === '' ? numberOf(size) : 0);
        }
      }
    }
    expect(words).toEqual(new Set(['+', '\u2212', 'new', '—']));
    await page.getByRole('button', { name: /^Pinned/ }).click();
    expect(await changedParameter(page, 'pin', pin)).toBeNull();
  });
});

it.each([360, 412])(
  'folds the tools into rows on a phone %d pixels wide, and draws the bars that were chosen',
  async (width) => {
    const market = { snapshots: 12_000, levels: 2, intervalMs: 1000 };
    const { page } = await openChart('?bar=60', market, { viewport: { width, height: 780 }, hasTouch: true });
    const overflow = (selector: string) =>
      page.locator(selector).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect([await overflow('html'), await overflow('.toolbar')]).toEqual([0, 0]);
    const right = await page
      .locator('.toolbar button')
      .evaluateAll((tools) => tools.map((tool) => tool.getBoundingClientRect().right));
    expect(Math.max(...right)).toBeLessThanOrEqual(width);
    expect(await page.locator('.of-title').textContent()).toContain('1m');
  },
);
