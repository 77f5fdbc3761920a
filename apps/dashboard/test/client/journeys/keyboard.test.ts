import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { readRows, storedFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { changedParameter, exactChart, openPage, rangeOf, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

const MOST_TABS = 60;
const CHART = '[aria-roledescription="chart"]';

/** Presses Tab until the focus is on an element. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = () => page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  for (let step = 0; step < MOST_TABS && !(await isThere()); step++) await page.keyboard.press('Tab');
  expect({ selector, isThere: await isThere() }).toEqual({ selector, isThere: true });
}

it('opens a file, zooms, chooses a point, reads its proof and goes through the views, without a mouse', async () => {
  const path = await storedFile(temporaryFolder(), 'sample.db', { snapshots: 600 });
  const { origin } = await serveClient([path]);
  const page = await openPage(`${origin}/?view=sources`);
  await page.getByRole('heading', { name: 'Sources' }).waitFor();

  await tabTo(page, '.span-list a');
  await page.keyboard.press('Enter');
  await exactChart(page);
  await tabTo(page, CHART);
  for (let step = 0; step < 4; step++) await page.keyboard.press('+');
  await changedParameter(page, 'from', null);
  const zoomed = rangeOf(page);
  expect(zoomed.end - zoomed.start).toBeLessThan(400_000);

  const tag = page.locator('.of-tag-x');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => tag.isVisible()).toBe(true);
  for (let step = 0; step < 5; step++) {
    const before = await tag.textContent();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => tag.textContent()).not.toBe(before);
  }
  expect(rangeOf(page)).toEqual(zoomed);
  const at = Date.parse(`2025-07-01T${await tag.textContent()}Z`);
  await page.keyboard.press('Enter');

  const panel = page.getByRole('complementary', { name: 'Proof' });
  await panel.getByText('✓ The stored value is the same.').nth(1).waitFor();
  const rowId = async () => Number(await panel.locator('.facts dd').nth(2).textContent());
  const [row] = readRows(path, `SELECT max(id) AS id FROM book WHERE CAST(timestamp AS INTEGER) <= ${Math.ceil(at)}`);
  const id = await rowId();
  expect(id).toBe(Number(row?.id));
  await tabTo(page, '[aria-label="Next snapshot"]');
  await page.keyboard.press('Enter');
  await expect.poll(rowId).toBe(id + 1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('complementary').count()).toBe(0);

  await page.keyboard.press('2');
  await page.getByRole('heading', { name: 'Summary', exact: true }).waitFor();
  await tabTo(page, '.tab[href*="view=quality"]');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Quality', exact: true }).waitFor();
  await page.keyboard.press('1');
  await exactChart(page);
  expect(rangeOf(page)).toEqual(zoomed);
});
