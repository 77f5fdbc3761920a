import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { storedFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { expectSamePicture } from '../support/expect-same-picture.ts';
import { changedParameter, exactChart, openPage, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

const RANGE = 'from=2025-07-01T00:01:00.000Z&to=2025-07-01T00:04:00.000Z&bar=5';
/** A place on the axis of prices. */
const PRICE_AXIS = { x: 1240, y: 300 };

async function openChart(query: string): Promise<Page> {
  const { origin } = await serveClient([await storedFile(temporaryFolder(), 'sample.db')]);
  const page = await openPage(`${origin}/?${query}`);
  await exactChart(page);
  return page;
}

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

async function drag(page: Page, from: { readonly x: number; readonly y: number }, down: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + down, { steps: 6 });
  await page.mouse.up();
}

/** Drags the line below the candles. */
async function dragEdge(page: Page, down: number): Promise<void> {
  const box = await page.getByRole('separator').first().boundingBox();
  await drag(page, { x: 600, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }, down);
}

const paneHeights = (page: Page) =>
  page.locator('.of-pane').evaluateAll((panes) => panes.map((pane) => pane.getBoundingClientRect().height));

it('opens panes and axes again as they were dragged', async () => {
  const page = await openChart(RANGE);
  const before = await paneHeights(page);
  await dragEdge(page, -90);
  const heights = await changedParameter(page, 'heights', null);
  expect(heights).toMatch(/^\d[\d.]*,\d[\d.]*,16,18$/);
  const after = await paneHeights(page);
  expect(after[0]).toBeCloseTo((before[0] ?? 0) - 90, -1);
  expect(after[1]).toBeCloseTo((before[1] ?? 0) + 90, -1);
  await drag(page, PRICE_AXIS, 70);
  expect(await changedParameter(page, 'scale', null)).toMatch(/^candles:\d+(\.\d+)?\.\.\d+(\.\d+)?$/);
  await page.mouse.move(600, 20);
  await exactChart(page);
  const again = await openPage(page.url());
  await exactChart(again);
  await again.mouse.move(600, 20);
  await expectSamePicture(page, again);
  expect(again.url()).toBe(page.url());
});

it('lets an axis follow its data again by a double-click, and all by a key; heights stay', async () => {
  const scale = 'candles:59000..61000,cvd:-50..50';
  const page = await openChart(`${RANGE}&heights=40,26,16,18&obi=fixed&scale=${scale}`);
  await page.mouse.dblclick(PRICE_AXIS.x, PRICE_AXIS.y);
  expect(await changedParameter(page, 'scale', scale)).toBe('cvd:-50..50');
  await page.keyboard.press('r');
  expect(await changedParameter(page, 'scale', 'cvd:-50..50')).toBeNull();
  expect([parameter(page, 'obi'), parameter(page, 'from'), parameter(page, 'heights')]).toEqual([
    null,
    null,
    '40,26,16,18',
  ]);
});

it('keeps the heights of panes that are hidden for a while', async () => {
  const page = await openChart(`${RANGE}&panes=obi,cvd&heights=40,26,16,18`);
  const line = page.getByRole('separator').and(page.locator(':visible'));
  const box = await line.boundingBox();
  await drag(page, { x: 600, y: (box?.y ?? 0) + 3 }, 60);
  expect(await changedParameter(page, 'heights', '40,26,16,18')).toMatch(/^40,26,[\d.]+,[\d.]+$/);
});

it('fixes the OBI axis that was scaled by hand', async () => {
  const page = await openChart(`${RANGE}&scale=obi:-3..3`);
  await page.keyboard.press('o');
  expect(await changedParameter(page, 'scale', 'obi:-3..3')).toBeNull();
  expect(parameter(page, 'obi')).toBe('fixed');
});
