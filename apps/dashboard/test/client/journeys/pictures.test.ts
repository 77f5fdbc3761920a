import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { didNotRun } from '@orderflow/browser';
import {
  checkKept,
  comparePictures,
  fontEnvironment,
  fontTrouble,
  KEPT_COLORS,
  MEASURE_PROBES,
} from '@orderflow/pictures';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPage, exactChart, openPage, serveClient, useBrowser } from '../support/open-dashboard.ts';
import { makePictureData, type PictureData } from '../support/picture-data.ts';

/** The share of pixels that may differ: 100 of a picture. Pictures drawn again on one machine differ in none. */
const MOST = 100 / (1280 * 800);
const ROOT = join(import.meta.dirname, '../../../../..');
const FOLDERS = { kept: join(ROOT, 'docs/pictures'), found: join(import.meta.dirname, '../../../.vitest/pictures') };
const RANGE = 'from=2025-07-01T17:00:00.000Z&to=2025-07-01T21:00:00.000Z&bar=60';

const folder = mkdtempSync(join(tmpdir(), 'orderflow-pictures-'));
let data: PictureData;

useBrowser({ args: ['--font-render-hinting=none', '--disable-lcd-text'], env: fontEnvironment(folder) });

let hasFonts = false;

beforeAll(async () => {
  data = await makePictureData(folder);
  const trouble = fontTrouble(await measuredProbes());
  hasFonts = trouble === null;
  if (trouble !== null) didNotRun(`PICTURES WERE NOT COMPARED: ${trouble}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Place {
  readonly name: string;
  readonly query: string;
  readonly source: Exclude<keyof PictureData, 'runs'>;
  readonly ready: (page: Page) => Promise<unknown>;
}

const PLACES: readonly Place[] = [
  { name: 'chart', query: `?${RANGE}`, source: 'day', ready: alertedChart },
  {
    name: 'proof',
    query: `?${RANGE}&proof=2025-07-01T19:08:20.000Z`,
    source: 'day',
    ready: async (page) => {
      await alertedChart(page);
      await page.getByText('✓').nth(1).waitFor();
    },
  },
  {
    name: 'ladder',
    query: `?${RANGE}&ladder=on&pin=2025-07-01T20:28:56.251Z`,
    source: 'day',
    ready: async (page) => {
      await alertedChart(page);
      await page.mouse.move(728, 300);
      await page.getByText('Since pin').waitFor();
    },
  },
  { name: 'summary', query: '?view=summary', source: 'day', ready: (page) => page.getByText('23 alerts').waitFor() },
  { name: 'quality', query: '?view=quality', source: 'spoilt', ready: (page) => page.getByText('Gaps').waitFor() },
  {
    name: 'sources',
    query: '?view=sources',
    source: 'mixed',
    ready: (page) => page.getByText('Partly processed').or(page.getByText('Not processed')).waitFor(),
  },
  { name: 'runs', query: '?view=runs', source: 'played', ready: (page) => page.getByText('3 runs in').waitFor() },
  {
    name: 'run',
    query: '?view=runs',
    source: 'played',
    ready: async (page) => {
      await openRun(page);
      await page.getByRole('region', { name: 'Round trips' }).waitFor();
    },
  },
  {
    name: 'fill',
    query: '?view=runs',
    source: 'played',
    ready: async (page) => {
      await openRun(page);
      await page.getByRole('region', { name: 'Round trips' }).getByRole('link').nth(3).click();
      await page.getByText('The trades that count').waitFor();
      await exactChart(page);
    },
  },
];

/** The page of the market maker that was played first. */
async function openRun(page: Page): Promise<void> {
  await page
    .getByRole('row', { name: /obiSkew=0.5/ })
    .getByRole('link')
    .click();
  await page.getByRole('combobox', { name: 'Maker model' }).selectOption('risk-averse');
}

/** The exact chart with its alerts. */
async function alertedChart(page: Page): Promise<void> {
  await exactChart(page);
  await page.getByText(/\d alerts, the last at /).waitFor({ state: 'attached' });
}

async function openPlace({ query, source, ready }: Place, colorScheme: 'dark' | 'light'): Promise<Page> {
  const { origin } = await serveClient([data[source]], {
    allowProcessing: source === 'mixed',
    ...(source === 'played' && { runs: data.runs }),
  });
  const still = { colorScheme, reducedMotion: 'reduce', timezoneId: 'UTC', locale: 'en-US' } as const;
  const page = await openPage(`${origin}/${query}`, still);
  await ready(page);
  // The stream of events about processing never ends.
  if (source !== 'mixed') await page.waitForLoadState('networkidle');
  return page;
}

async function measuredProbes(): Promise<readonly number[]> {
  const page = await browserPage();
  const widths = await page.evaluate<number[]>(MEASURE_PROBES);
  await page.context().close();
  return widths;
}

/** The page as soon as it does not change any more. */
async function pictureOf(page: Page): Promise<Buffer> {
  let last = await page.screenshot();
  await expect
    .poll(async () => {
      const before = last;
      last = await page.screenshot();
      return last.equals(before);
    })
    .toBe(true);
  return last;
}

describe.each(['dark', 'light'] as const)('in %s', (theme) => {
  it.for(PLACES)('$name looks as it is kept', async (place, { skip }) => {
    skip(!hasFonts);
    const page = await openPlace(place, theme);
    expect(await checkKept(`${place.name}-${theme}`, await pictureOf(page), MOST, FOLDERS)).toBeNull();
  });
});

const CHANGES = [
  ['a word', "document.querySelector('.tab').textContent = 'Charts'"],
  ['a shade', "document.querySelector('.segments').style.background = 'var(--raised)'"],
  ['a legend', "document.querySelector('.of-legend').style.left = '11px'"],
  ['a place', "document.querySelector('.toolbar').style.paddingBottom = '8px'"],
  ['a pane', "document.querySelectorAll('.of-pane')[3].style.visibility = 'hidden'"],
] as const;

it('finds a change of a word, of a shade and of a single pixel of room', async () => {
  const page = await openPlace(PLACES[0]!, 'dark');
  let before = await pictureOf(page);
  for (const [what, change] of CHANGES) {
    await page.evaluate(change);
    const after = await pictureOf(page);
    const { share } = await comparePictures(before, after, { colors: KEPT_COLORS });
    expect({ what, isFound: share > MOST }).toEqual({ what, isFound: true });
    before = after;
  }
});
