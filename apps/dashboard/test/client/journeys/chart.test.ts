import { describe, expect, it } from 'vitest';
import { readRows, START, storedFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { expectSamePicture } from '../support/expect-same-picture.ts';
import {
  changedParameter,
  crosshairTime,
  exactChart,
  legendValue,
  openPage,
  rangeOf,
  serveClient,
  useBrowser,
} from '../support/open-dashboard.ts';

useBrowser();

const MINUTES_5 = 300_000;

async function openChart(query = '') {
  const path = await storedFile(temporaryFolder(), 'sample.db');
  const { origin } = await serveClient([path]);
  const page = await openPage(`${origin}/${query}`);
  await exactChart(page);
  return { path, origin, page };
}

describe('the chart', () => {
  it('opens on the data, and its values under the crosshair are those of the database', async () => {
    const { path, page } = await openChart();
    for (const x of [210, 640, 1000]) {
      await page.mouse.move(x, 300);
      const at = await crosshairTime(page);
      const [row] = readRows(
        path,
        `SELECT obi, cvd FROM metrics WHERE CAST(timestamp AS INTEGER) <= ${at} ORDER BY id DESC LIMIT 1`,
      );
      expect(await legendValue(page, 'OBI')).toBeCloseTo(Number(row?.obi), 3);
      expect(Math.abs((await legendValue(page, 'CVD')) / Number(row?.cvd) - 1)).toBeLessThan(0.005);
    }
  });

  it('zooms by the wheel at the cursor and pans by dragging, and the address follows', async () => {
    const { page } = await openChart();
    await page.mouse.move(600, 300);
    for (let step = 0; step < 5; step++) await page.mouse.wheel(0, -100);
    const from = await changedParameter(page, 'from', null);
    const zoomed = rangeOf(page);
    expect(zoomed.end - zoomed.start).toBeLessThan(MINUTES_5);
    expect(zoomed.start).toBeGreaterThan(START);
    await page.mouse.down();
    await page.mouse.move(800, 300, { steps: 5 });
    await page.mouse.up();
    await changedParameter(page, 'from', from);
    const panned = rangeOf(page);
    expect(panned.start).toBeLessThan(zoomed.start);
    expect(panned.end - panned.start).toBeCloseTo(zoomed.end - zoomed.start, -1);
  });

  it('fits everything on a double-click, and no proof slides under its second half', async () => {
    const { page } = await openChart('?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:02:00.000Z');
    const addresses: string[] = [];
    page.on('framenavigated', () => addresses.push(page.url()));
    await page.mouse.move(1150, 300);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForTimeout(120);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await changedParameter(page, 'from', '2025-07-01T00:01:00.000Z');
    await page.waitForTimeout(600);
    expect(addresses.filter((address) => address.includes('proof='))).toEqual([]);
    expect(await page.getByRole('complementary').count()).toBe(0);
    const { start, end } = rangeOf(page);
    expect(start).toBeLessThanOrEqual(START + 1000);
    expect(end).toBeGreaterThanOrEqual(START + MINUTES_5);
  });

  it('resets the view and every axis by a key, and address and menu follow', async () => {
    const { page, origin } = await openChart(
      '?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:02:00.000Z&bar=5&obi=fixed',
    );
    await page.getByRole('button', { name: 'Show' }).click();
    const isFixed = page.getByLabel('OBI axis fixed at −1 to 1');
    expect(await isFixed.isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('[aria-roledescription="chart"]').focus();
    await page.keyboard.press('r');
    await expect.poll(() => page.url()).toBe(`${origin}/?bar=5`);
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await isFixed.isChecked()).toBe(false);
    await page.keyboard.press('Escape');
    await exactChart(page);
    const again = await openPage(page.url());
    await exactChart(again);
    await expectSamePicture(page, again);
  });

  it('reads nothing and draws nothing anew when the address follows', async () => {
    const { page } = await openChart();
    await page.mouse.move(600, 300);
    await page.mouse.wheel(0, -100);
    const from = await changedParameter(page, 'from', null);
    await exactChart(page);
    const reads: string[] = [];
    page.on('request', (request) => reads.push(request.url()));
    await page.evaluate(() => {
      const clear = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (...place) {
        document.title = 'drawn';
        clear.apply(this, place);
      };
    });
    await page.evaluate(() => {
      history.replaceState(null, '', location.href);
      dispatchEvent(new PopStateEvent('popstate'));
    });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(await page.title()).not.toBe('drawn');
    expect(reads).toEqual([]);
    expect(await changedParameter(page, 'from', null)).toBe(from);
  });

  it('opens again from its address exactly as it was', async () => {
    const { page, origin } = await openChart(
      '?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:02:00.000Z&bar=5&panes=candles,cvd&obi=fixed',
    );
    await page.keyboard.press('l');
    await page.getByRole('complementary', { name: 'Ladder' }).getByText('Spread').waitFor();
    await page.mouse.move(400, 300);
    await page.keyboard.press('a');
    await page.keyboard.press('p');
    await changedParameter(page, 'pin', null);
    await page.mouse.move(600, 20);
    await exactChart(page);
    const again = await openPage(page.url());
    await again.getByRole('complementary', { name: 'Ladder' }).getByText('Since pin').waitFor();
    await exactChart(again);
    await expectSamePicture(page, again);
    expect(again.url()).toBe(page.url());
    expect(again.url()).toContain(`${origin}/?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:02:00.000Z&bar=5`);
  });

  it('goes back and forward', async () => {
    const { page } = await openChart();
    await page.getByRole('button', { name: '5s', exact: true }).click();
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    await page.goBack();
    await expect
      .poll(() => page.getByRole('button', { name: '5s', exact: true }).getAttribute('aria-pressed'))
      .toBe('true');
    await page.goBack();
    await expect
      .poll(() => page.getByRole('button', { name: '1s', exact: true }).getAttribute('aria-pressed'))
      .toBe('true');
    await page.goForward();
    await page.goForward();
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
  });

  it('goes to a date, and says where there are data', async () => {
    const { page } = await openChart('?from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:02:00.000Z');
    await page.getByRole('button', { name: 'Go to' }).click();
    const field = page.getByLabel('Date and time, UTC');
    await field.fill('2020-01-01T00:00:00');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await page.getByRole('alert').getByText('There are data from 2025-07-01').waitFor();
    await field.fill('2025-07-01T00:03:30');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await expect.poll(() => rangeOf(page)).toEqual({ start: START + 180_000, end: START + 240_000 });
  });

  it('starts the CVD anew at a chosen moment', async () => {
    const { page } = await openChart('?anchor=2025-07-01T00:06:00.000Z');
    await page.mouse.move(640, 20);
    // The last snapshot is the anchor, so the last CVD is zero.
    await expect.poll(() => legendValue(page, 'CVD')).toBe(0);
  });
});
