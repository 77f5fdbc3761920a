import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileInfo, ProcessingState } from '../../../src/client/api/api-types.ts';
import { changeFile, sampleFile, storedFile } from '../../server/support/sample-files.ts';
import { gappedFile } from '../support/gapped-file.ts';
import { exactChart, openPage, type PageOptions, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

const root = mkdtempSync(join(tmpdir(), 'orderflow-accessible-'));
const folderOf = (name: string) => join(root, name);

beforeAll(async () => {
  for (const name of ['gapped', 'clean', 'raw', 'overlapped', 'mixed', 'empty', 'trades']) mkdirSync(folderOf(name));
  await gappedFile(folderOf('gapped'));
  await storedFile(folderOf('clean'), 'clean.db');
  await sampleFile(folderOf('raw'), 'raw.db');
  await storedFile(folderOf('overlapped'), 'first.db');
  await storedFile(folderOf('overlapped'), 'second.db');
  await sampleFile(folderOf('mixed'), 'two.db', { instruments: ['BTC-USDT', 'ETH-USDT'] });
  changeFile(await sampleFile(folderOf('trades'), 'trades.db'), 'DELETE FROM book');
  writeFileSync(join(folderOf('mixed'), 'broken.db'), 'no database at all, whatever its name says');
});
afterAll(() => rmSync(root, { recursive: true }));

const PHONE: PageOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** A state of a view: where it is, and how one comes to it. */
interface Place {
  readonly name: string;
  readonly data?: string;
  readonly query?: string;
  readonly options?: PageOptions;
  readonly act?: (page: Page) => Promise<unknown>;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).waitFor();
const pressed = (key: string, name: string) => async (page: Page) => {
  await exactChart(page);
  await page.keyboard.press(key);
  await page.getByRole('dialog', { name }).waitFor();
};

/** Holds processing where it is half done: the first file is under way, the others wait. */
async function underWay(page: Page): Promise<void> {
  const { files } = await (await page.request.get(new URL('/api/v1/sources', page.url()).href)).json();
  const known = files.filter(({ instruments }: FileInfo) => instruments.length > 0);
  const state: ProcessingState = {
    status: 'running',
    fraction: 0.42,
    rate: 20_000,
    secondsLeft: 3,
    files: known.map(({ id, name }: FileInfo, index: number) => ({
      ...{ id, name, rows: index === 0 ? 126 : 0, totalRows: 300, writtenRows: null, skippedRows: null },
      ...{ status: index === 0 ? 'running' : 'waiting', warnings: [], problem: null },
    })),
  };
  const body = `event: state\ndata: ${JSON.stringify(state)}\n\n`;
  await page.route('**/processing/events', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
  await page.reload();
  await page
    .getByText('Processing 42%')
    .or(page.getByText(/^Processing \d file/))
    .first()
    .waitFor({ state: 'attached' });
}

const PLACES: readonly Place[] = [
  { name: 'the chart', act: exactChart },
  { name: 'the proof', query: '?proof=2025-07-01T00:02:00.000Z', act: (page) => page.getByText('✓').nth(1).waitFor() },
  {
    name: 'the ladder',
    query: '?ladder=on&pin=2025-07-01T00:02:00.000Z',
    act: (page) => page.getByText('Since pin').waitFor(),
  },
  {
    name: 'what the quality strip marks',
    act: async (page) => {
      await exactChart(page);
      await page.mouse.move(550, 300);
      await page.getByText(/^Gap ·/).waitFor();
    },
  },
  {
    name: 'the menu of what is shown',
    act: async (page) => {
      await exactChart(page);
      await page.getByRole('button', { name: 'Show' }).click();
    },
  },
  { name: 'the CVD as candles, scaled by hand', query: '?cvd=candles&scale=cvd:-50..50&obi=fixed', act: exactChart },
  { name: 'the help', act: pressed('?', 'Help') },
  { name: 'the help on a phone', options: PHONE, act: pressed('?', 'Help') },
  { name: 'the dialog for a date', act: pressed('g', 'Go to a date') },
  { name: 'the dialog for a date on a phone', options: PHONE, act: pressed('g', 'Go to a date') },
  {
    name: 'a date that is refused',
    act: async (page) => {
      await pressed('g', 'Go to a date')(page);
      await page.getByLabel('Date and time, UTC').fill('2020-01-01T00:00:00');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'a chart that is not processed', data: 'raw', act: (page) => page.getByText('Process now').waitFor() },
  { name: 'the summary', query: '?view=summary', act: heading(/^\d+ alerts?$/) },
  { name: 'the quality', query: '?view=quality', act: heading('Data are missing') },
  { name: 'good quality', data: 'clean', query: '?view=quality', act: heading('Nothing is wrong') },
  {
    name: 'the sources',
    query: '?view=sources',
    act: (page) => page.getByText('Processed', { exact: true }).waitFor(),
  },
  { name: 'sources of all kinds', data: 'mixed', query: '?view=sources', act: heading('Sources') },
  {
    name: 'what processing came to',
    data: 'mixed',
    query: '?view=sources',
    act: async (page) => {
      await page.getByRole('button', { name: 'Process: two.db' }).or(page.getByText('Process again')).first().click();
      await page.getByText(/^Done: /).waitFor();
    },
  },
  { name: 'files that hold the same time', data: 'overlapped', act: heading('Two files hold the same time') },
  { name: 'no data', data: 'empty', act: heading('No data yet') },
  { name: 'no such instrument', query: '?instrument=DOGE', act: heading('There is no DOGE here') },
  { name: 'files under way', data: 'mixed', query: '?view=sources', act: underWay },
  { name: 'files under way on a phone', data: 'mixed', query: '?view=sources', options: PHONE, act: underWay },
  { name: 'a chart while files are under way', data: 'raw', act: underWay },
  { name: 'trades alone', data: 'trades', act: exactChart },
  { name: 'trades alone among the sources', data: 'trades', query: '?view=sources', act: heading('Sources') },
  { name: 'the chart on a phone', options: PHONE, act: exactChart },
  {
    name: 'the menu of what is shown on a phone',
    options: PHONE,
    act: async (page) => {
      await exactChart(page);
      await page.getByRole('button', { name: 'Show' }).tap();
    },
  },
  {
    name: 'the proof on a phone',
    query: '?proof=2025-07-01T00:02:00.000Z',
    options: PHONE,
    act: (page) => page.getByText('✓').nth(1).waitFor(),
  },
  {
    name: 'the ladder on a phone',
    query: '?ladder=on',
    options: PHONE,
    act: (page) => page.getByText('Spread').waitFor(),
  },
  { name: 'the summary on a phone', query: '?view=summary', options: PHONE, act: heading(/^\d+ alerts?$/) },
  { name: 'the quality on a phone', query: '?view=quality', options: PHONE, act: heading('Data are missing') },
  { name: 'the sources on a phone', data: 'mixed', query: '?view=sources', options: PHONE, act: heading('Sources') },
];

async function complaintsOn(page: Page): Promise<readonly unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

describe.each(['dark', 'light'] as const)('in %s', (colorScheme) => {
  it.each(PLACES)('axe finds nothing in $name', async ({ data = 'gapped', query = '', options, act }) => {
    const { origin } = await serveClient([folderOf(data)], { allowProcessing: true });
    const page = await openPage(`${origin}/${query}`, { colorScheme, ...options });
    await act?.(page);
    await page.locator('.notice.waiting').waitFor({ state: 'detached' });
    expect(await complaintsOn(page)).toEqual([]);
  });

  it('axe finds nothing where the server is gone', async () => {
    const { origin, close } = await serveClient([folderOf('clean')]);
    const allowed = /ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING)/;
    const page = await openPage(origin, { colorScheme, allowed });
    await exactChart(page);
    await close();
    await page.mouse.click(600, 300);
    await page.getByRole('alert').waitFor();
    expect(await complaintsOn(page)).toEqual([]);
  });
});
