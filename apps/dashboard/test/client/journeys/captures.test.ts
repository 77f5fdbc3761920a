import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseTimestamp } from '@orderflow/core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { readRows, storeMetrics, temporaryFolder } from '../../server/support/sample-files.ts';
import {
  crosshairTime,
  exactChart,
  legendValue,
  openPage,
  serveClient,
  useBrowser,
} from '../support/open-dashboard.ts';

useBrowser();

const folder = process.env.ORDERFLOW_CAPTURES ?? '';
const captures = folder === '' ? [] : readdirSync(folder).filter((name) => name.endsWith('.db'));
const METRICS = `
SELECT snapshot_id AS id, metrics.timestamp AS timestamp, obi, cvd, best_bid AS bid, best_ask AS ask, instrument
FROM metrics JOIN book ON book.id = snapshot_id ORDER BY metrics.id`;

interface Metric {
  readonly id: number;
  readonly at: number;
  readonly obi: number;
  readonly cvd: number;
  readonly bid: number;
  readonly ask: number;
}

/** The metrics of an instrument. */
function metricsOf(path: string, instrument: string): readonly Metric[] {
  return readRows(path, METRICS)
    .filter((row) => row.instrument === instrument)
    .map(({ id, timestamp, obi, cvd, bid, ask }) => ({
      ...{ id: Number(id), obi: Number(obi), cvd: Number(cvd), bid: Number(bid), ask: Number(ask) },
      at: parseTimestamp(String(timestamp))?.timestamp ?? Number.NaN,
    }));
}

/** The snapshots of the last moment at or before `at`: some exchanges send several in a millisecond. */
function snapshotsAt(metrics: readonly Metric[], at: number): readonly Metric[] {
  const last = Math.max(...metrics.map((metric) => (metric.at <= at ? metric.at : 0)));
  return metrics.filter((metric) => metric.at === last);
}

/** The best prices of the ladder. */
async function bestPrices(page: Page): Promise<readonly number[]> {
  const sides = [
    page.locator('.ladder .bid tr td').first(),
    page.locator('.ladder .ask tr').last().locator('td').first(),
  ];
  return Promise.all(sides.map(async (cell) => Number((await cell.textContent())?.replaceAll(',', ''))));
}

/** Whether a number of the legend is that of the database, to the digits that it shows. */
function isShown(shown: number, stored: number): boolean {
  return Math.abs(shown - stored) <= Math.max(0.0006, 0.005 * Math.abs(stored));
}

describe('the real captures', () => {
  it.skipIf(folder === '')('are looked at; they DO NOT RUN unless ORDERFLOW_CAPTURES names their folder', () => {
    expect(captures).not.toEqual([]);
  });
});

describe.each(captures)('the capture %s', { timeout: 120_000 }, (name) => {
  it('shows under the crosshair, in the ladder and in the proof what the database holds', async () => {
    const path = join(temporaryFolder(), name);
    copyFileSync(join(folder, name), path);
    await storeMetrics(path);
    const { origin, ask } = await serveClient([path]);
    const [{ instrument }] = (await ask('/api/v1/sources')).json.instruments;
    const metrics = metricsOf(path, instrument);
    const middle = metrics[Math.floor(metrics.length / 2)]!.at;
    const [from, to] = [middle - 4000, middle + 4000].map((ms) => new Date(ms).toISOString());
    const page = await openPage(`${origin}/?from=${from}&to=${to}&bar=1&ladder=on&alerts=off`);
    await exactChart(page);
    const proof = page.getByRole('complementary', { name: 'Proof' });
    for (const x of [250, 420, 610]) {
      await page.mouse.move(x, 300);
      const at = await crosshairTime(page, String(from).slice(0, 10));
      const there = snapshotsAt(metrics, at);
      const isThere = async () => {
        const [obi, cvd] = [await legendValue(page, 'OBI'), await legendValue(page, 'CVD')];
        const [bid, ask] = await bestPrices(page);
        return there.some(
          (row) => isShown(obi, row.obi) && isShown(cvd, row.cvd) && row.bid === bid && row.ask === ask,
        );
      };
      await expect.poll(isThere).toBe(true);
      await page.mouse.click(x, 300);
      await proof.getByText('✓ The stored value is the same.').nth(1).waitFor();
      const id = Number(await proof.locator('.facts dd').nth(2).textContent());
      expect(there.map((metric) => metric.id)).toContain(id);
      await page.keyboard.press('Escape');
      await page.getByRole('complementary', { name: 'Ladder' }).waitFor();
    }
  });
});
