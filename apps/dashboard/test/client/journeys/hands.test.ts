import { describe, expect, it } from 'vitest';
import { storedFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { changedParameter, exactChart, openPage, rangeOf, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

const VIEWS = ['chart', 'summary', 'quality', 'sources'];

async function served(): Promise<string> {
  const { origin } = await serveClient([await storedFile(temporaryFolder(), 'sample.db', { snapshots: 600 })]);
  return origin;
}

describe('by keyboard alone', () => {
  it('moves, proves, pins, goes to a date and shows the help', async () => {
    const page = await openPage(`${await served()}/?from=2025-07-01T00:02:00.000Z&to=2025-07-01T00:04:00.000Z&bar=1`);
    await exactChart(page);
    const isChartFocused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-roledescription') === 'chart');
    for (let step = 0; step < 40 && !(await isChartFocused()); step++) await page.keyboard.press('Tab');
    expect(await isChartFocused()).toBe(true);
    await page.keyboard.press('ArrowLeft');
    await changedParameter(page, 'from', '2025-07-01T00:02:00.000Z');
    expect(rangeOf(page).start).toBe(Date.UTC(2025, 6, 1, 0, 1, 59));
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Proof' }).getByText('✓').first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0);
    await page.keyboard.press('g');
    await page.getByRole('dialog', { name: 'Go to a date' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await page.keyboard.press('Escape');
    for (const [key, heading] of [
      ['2', 'Summary'],
      ['3', 'Quality'],
      ['4', 'Sources'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    }
  });

  it('shows where the focus is', async () => {
    const page = await openPage(`${await served()}/?view=sources`);
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement ?? document.body);
        return `${style.outlineStyle} ${style.outlineWidth}`;
      });
      expect(outline).toBe('solid 2px');
    }
  });
});

describe('the colours', () => {
  it('follow the system, and a choice that stays', async () => {
    const origin = await served();
    const page = await openPage(`${origin}/?view=sources`, { colorScheme: 'light' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await expect.poll(background).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(background).toBe('rgb(14, 17, 22)');
    await page.getByLabel('Colours').selectOption('light');
    await expect.poll(background).toBe('rgb(255, 255, 255)');
    await page.goto(`${origin}/?view=summary`);
    await expect.poll(background).toBe('rgb(255, 255, 255)');
  });
});

describe('on a phone', () => {
  it('has its menus on the screen', async () => {
    const page = await openPage(await served(), { viewport: { width: 390, height: 844 }, hasTouch: true });
    await exactChart(page);
    await page.getByRole('button', { name: 'Show' }).tap();
    await page.getByLabel('Cumulative volume delta').tap();
    await changedParameter(page, 'panes', null);
    const box = await page.getByRole('group', { name: 'Show' }).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  });

  it.each(VIEWS)('fits the %s view', async (view) => {
    const page = await openPage(`${await served()}/?view=${view}`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  });
});
