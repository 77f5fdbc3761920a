import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { JsonObject, NewRun } from '@orderflow/core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playRun, storeRuns } from '../../server/support/run-files.ts';
import { sampleFile, storedFile } from '../../server/support/sample-files.ts';
import { expectSamePicture } from '../support/expect-same-picture.ts';
import {
  changedParameter,
  exactChart,
  openPage,
  type PageOptions,
  serveClient,
  useBrowser,
} from '../support/open-dashboard.ts';

useBrowser();

const folder = mkdtempSync(join(tmpdir(), 'orderflow-run-journeys-'));
const PHONE: PageOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };
const MODEL = 'risk-averse';

let data: string;
let runs: string;
let maker: NewRun;
let skewed: NewRun;
let trial: NewRun;

beforeAll(async () => {
  data = await storedFile(folder, 'sample.db', { snapshots: 600, levels: 5, tradesPerSecond: 4 });
  maker = await playRun(data);
  skewed = await playRun(data, { parameters: { obiSkew: 0.9 } });
  trial = withFees(await playRun(data, { strategy: 'obi-taker', withRows: false }), { makerFeeBps: 0, takerFeeBps: 1 });
  runs = await storeRuns(folder, [maker, skewed, trial]);
});
afterAll(() => rmSync(folder, { recursive: true }));

function withFees(run: NewRun, fees: JsonObject): NewRun {
  const { inputs } = run;
  return { ...run, inputs: { ...inputs, assumptions: { ...inputs.assumptions, fees } } };
}

const shortId = ({ id }: NewRun) => id.slice(0, 12);
const rowsOf = (run: NewRun) => run.rows![run.results.findIndex(({ makerModel }) => makerModel === MODEL)]!;

async function open(query: string, options: PageOptions = {}): Promise<Page> {
  const { origin } = await serveClient([data], { runs });
  return openPage(`${origin}/${query}`, options);
}

describe('the runs', () => {
  it('lead from the list to a run, its round trips, their place on the chart and the fill explained', async () => {
    const page = await open('');
    await exactChart(page);
    await page.keyboard.press('5');
    await page.getByText('3 runs in orderflow.runs').waitFor();
    for (const [run, fees] of [[maker, 'fees=−0.5,5'] as const, [trial, 'fees=0,1'] as const]) {
      await page
        .getByRole('row')
        .filter({ hasText: shortId(run) })
        .getByText(fees, { exact: true })
        .waitFor();
    }
    await page.getByRole('link', { name: shortId(maker) }).click();
    await page.getByRole('heading', { name: `Run ${shortId(maker)}` }).waitFor();
    await page.getByLabel('Maker model').selectOption(MODEL);
    const trips = page.getByRole('region', { name: 'Round trips' });
    const ended = [...rowsOf(maker).roundTrips].filter(({ isOpen }) => !isOpen);
    await page.getByRole('heading', { name: `${ended.length} round trips` }).waitFor();
    await trips.getByRole('link').nth(2).click();
    const [, , trip] = rowsOf(maker).roundTrips;
    await exactChart(page);
    const panel = page.getByRole('complementary', { name: 'Fill' });
    const fills = [...rowsOf(maker).fills];
    const facts = panel.locator('.facts').first();
    for (let number = trip!.firstFill; number < trip!.firstFill + 3; number++) {
      const fill = fills[number]!;
      await facts.getByText(`Fill ${number}`, { exact: true }).waitFor();
      expect(await facts.locator('dd').first().textContent()).toContain(`${fill.side} ${fill.size} at `);
      const row = panel.locator('.facts').nth(1).locator('dd').nth(1);
      expect(await row.textContent()).toBe(String(fill.bookId));
      if (fill.tradeId !== null) {
        expect(await panel.locator('.fill-own', { hasText: 'made it' }).textContent()).toContain(String(fill.tradeId));
      }
      await panel.getByRole('button', { name: 'Next fill' }).click();
    }
    expect(await page.locator('.of-legend').nth(4).textContent()).toContain('obi-market-maker, risk-averse');
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.count()).toBe(0);
    await page.getByRole('button', { name: 'off the chart' }).click();
    await expect.poll(() => page.locator('.of-pane').count()).toBe(4);
  });

  it('explain the fill whose mark is chosen on the chart by keyboard', async () => {
    const fill = [...rowsOf(maker).fills][10]!;
    const span = [-5000, 5000].map((by) => new Date(Math.floor(fill.timestamp) + by).toISOString());
    const page = await open(`?run=${shortId(maker)}.${MODEL}&from=${span[0]}&to=${span[1]}`);
    await exactChart(page);
    await page.locator('.of-pane').nth(4).waitFor();
    await page.locator('[aria-roledescription="chart"]').focus();
    for (let step = 0; step < 30 && !new URL(page.url()).searchParams.has('fill'); step++) {
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(300);
    }
    const chosen = await changedParameter(page, 'fill', null);
    const panel = page.getByRole('complementary', { name: 'Fill' });
    await panel.getByText(`Fill ${chosen!.split('.')[1]}`, { exact: true }).waitFor();
    await panel.getByText('Why it happened').waitFor();
  });

  it('are compared, two at a time, and shown together on the chart', async () => {
    const page = await open('?view=runs');
    for (const run of [maker, skewed]) await page.getByLabel(`Compare ${shortId(run)}`).check();
    await page.getByRole('link', { name: 'Compare the two' }).click();
    const given = page.getByRole('region', { name: 'What was given differently' });
    expect(await given.getByRole('row', { name: /obiSkew/ }).textContent()).toContain('0.9');
    await page.locator('summary', { hasText: 'risk-averse' }).click();
    await page
      .getByText(/fills? the same, \d+ changed/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Both on the chart' }).click();
    await exactChart(page);
    const legend = page.locator('.of-legend').nth(4);
    await legend.waitFor();
    for (const run of [maker, skewed]) {
      await expect.poll(() => legend.textContent()).toContain(`obi-market-maker, cross ${run.id.slice(0, 4)}`);
    }
    const address = page.url();
    await page.goto(address);
    await exactChart(page);
    await expect.poll(() => page.locator('.of-pane').count()).toBe(5);
  });
});

it('says which rows a run was played without, or how many where reasons were not kept', async () => {
  const problems = [
    { table: 'book', reason: 'unreadable-levels', rows: 2, exampleRowId: 17 },
    { table: 'trades', reason: 'bad-side', rows: 1, exampleRowId: 5 },
  ] as const;
  const told = { ...trial, data: { ...trial.data, skippedBooks: 2, skippedTrades: 1, problems } };
  const old = { ...skewed, data: { ...skewed.data, skippedBooks: 3, skippedTrades: null, problems: [] } };
  const { origin } = await serveClient([data], { runs: await storeRuns(folder, [told, old], 'skipped.runs') });
  const page = await openPage(`${origin}/?view=runs&run=${shortId(told)}.${MODEL}`);
  const lines = page.getByRole('list', { name: 'Rows that the run was played without' }).getByRole('listitem');
  await expect
    .poll(() => lines.allTextContents())
    .toEqual([
      '2 bad rows of \u201cbook\u201d: unreadable levels, such as row 17',
      '1 bad row of \u201ctrades\u201d: bad side, such as row 5',
    ]);
  await page.goto(`${origin}/?view=runs&run=${shortId(old)}.${MODEL}`);
  await expect.poll(() => lines.allTextContents()).toEqual(['3 bad rows of \u201cbook\u201d']);
});

it('opens the height and the axis of the equity again as they were dragged', async () => {
  const page = await open(`?run=${shortId(maker)}.${MODEL}`);
  await page.locator('.of-pane').nth(4).waitFor();
  await exactChart(page);
  const dragFrom = async (x: number, y: number, down: number) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + down, { steps: 6 });
    await page.mouse.up();
  };
  const edge = await page.getByRole('separator').nth(3).boundingBox();
  await dragFrom(600, edge!.y + edge!.height / 2, -50);
  expect(await changedParameter(page, 'heights', null)).toMatch(/^52,14,16,[\d.]+,[\d.]+$/);
  const equity = await page.locator('.of-pane').nth(4).boundingBox();
  await dragFrom(equity!.x + equity!.width - 20, equity!.y + 60, 30);
  expect(await changedParameter(page, 'scale', null)).toMatch(/^equity:-?[\d.]+\.\.-?[\d.]+$/);
  await page.mouse.move(600, 20);
  await exactChart(page);
  const again = await openPage(page.url());
  await again.locator('.of-pane').nth(4).waitFor();
  await exactChart(again);
  await again.mouse.move(600, 20);
  await expectSamePicture(page, again);
  expect(again.url()).toBe(page.url());
});

describe('what there is to say without runs', () => {
  it('is the command that makes one', async () => {
    const { origin } = await serveClient([data], { runs: join(folder, 'none.runs') });
    const page = await openPage(`${origin}/?view=runs`);
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    await page.getByText('orderflow backtest sample.db --strategy obi-market-maker --runs none.runs').waitFor();
    const without = await serveClient([data]);
    await page.goto(`${without.origin}/?view=runs`);
    await page.getByText('orderflow dashboard --runs orderflow.runs').waitFor();
  });

  it('is said of trials without rows, of data that are not open, and of runs that are not there', async () => {
    const page = await open(`?view=runs&run=${shortId(trial)}.cross`, { allowed: /status of 404/ });
    await page.getByRole('heading', { name: 'The rows of this run are not stored' }).waitFor();
    expect(await page.getByRole('link', { name: 'On the chart' }).count()).toBe(0);
    const origin = new URL(page.url()).origin;
    await page.goto(`${origin}/?view=runs&run=0000.cross`);
    await page.getByText('There is no run 0000').waitFor();
    const other = await sampleFile(folder, 'other.db', { instruments: ['ETH-USDT'] });
    const elsewhere = await serveClient([other], { runs });
    await page.goto(`${elsewhere.origin}/?view=runs&run=${shortId(maker)}.touch`);
    await page.getByRole('region', { name: 'Round trips' }).waitFor();
    expect(await page.getByRole('region', { name: 'Round trips' }).getByRole('link').count()).toBe(0);
  });
});

const PLACES = [
  ['the list', '', (page: Page) => page.getByText('3 runs in').waitFor()],
  ['a run', 'one', (page: Page) => page.getByRole('region', { name: 'Round trips' }).waitFor()],
  ['the comparison', 'two', (page: Page) => page.getByRole('heading', { name: 'Fill by fill' }).waitFor()],
  ['a fill', 'fill', (page: Page) => page.getByText('The trades that count').waitFor()],
] as const;

function queryOf(place: string): string {
  const [one, two] = [maker, skewed].map((run) => `${shortId(run)}.${MODEL}`);
  if (place === 'fill') return `?run=${one}&fill=1.4`;
  return `?view=runs${place === '' ? '' : `&run=${place === 'one' ? one : `${one},${two}`}`}`;
}

describe.each(['dark', 'light'] as const)('in %s', (colorScheme) => {
  it.each(PLACES)('axe finds nothing in %s, on a phone either, which it does not overflow', async (_, place, ready) => {
    for (const options of [{}, PHONE]) {
      const page = await open(queryOf(place), { colorScheme, ...options });
      await ready(page);
      await page.locator('.notice.waiting').waitFor({ state: 'detached' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
});
