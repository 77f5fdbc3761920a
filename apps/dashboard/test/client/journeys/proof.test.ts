import { describe, expect, it } from 'vitest';
import { readRows, sampleFile, storedFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { exactChart, openPage, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

type Page = Awaited<ReturnType<typeof openPage>>;

/** The number beside a name in the proof. */
async function sumValue(page: Page, proof: 'obi' | 'cvd', name: RegExp): Promise<number> {
  const list = page.locator(`[data-proof="${proof}"] .sum`);
  const names = await list.locator('dt').allInnerTexts();
  const values = await list.locator('dd:not(.formula)').allInnerTexts();
  const at = names.findIndex((text) => name.test(text));
  return Number(values[at]?.replace('\u2212', '-'));
}

describe('the proof of a point', () => {
  it('adds up the very rows of the database', async () => {
    const path = await storedFile(temporaryFolder(), 'sample.db', { snapshots: 300, levels: 5, seed: 3 });
    const { origin } = await serveClient([path]);
    const page = await openPage(origin);
    await exactChart(page);
    await page.mouse.click(700, 300);
    const panel = page.getByRole('complementary', { name: 'Proof' });
    await panel.getByText('✓ The stored value is the same.').nth(1).waitFor();
    for (let step = 0; step < 3; step++) {
      const id = Number(await panel.locator('.facts dd').nth(2).textContent());
      const [book] = readRows(path, `SELECT bids, asks FROM book WHERE id = ${id}`);
      const [metric] = readRows(path, `SELECT obi, cvd FROM metrics WHERE snapshot_id = ${id}`);
      const [before] = readRows(path, `SELECT cvd FROM metrics WHERE snapshot_id < ${id} ORDER BY id DESC LIMIT 1`);
      const volume = (side: unknown) =>
        (JSON.parse(String(side).replaceAll("'", '"')) as readonly (readonly [unknown, unknown])[]).reduce(
          (sum, [, size]) => sum + Number(size),
          0,
        );
      const [bids, asks] = [volume(book?.bids), volume(book?.asks)];
      expect(await sumValue(page, 'obi', /^Bids/)).toBeCloseTo(bids, 9);
      expect(await sumValue(page, 'obi', /^Asks/)).toBeCloseTo(asks, 9);
      expect(await sumValue(page, 'obi', /^OBI/)).toBeCloseTo((bids - asks) / (bids + asks), 9);
      expect(await sumValue(page, 'obi', /^OBI/)).toBeCloseTo(Number(metric?.obi), 9);
      expect(await sumValue(page, 'cvd', /^CVD/)).toBeCloseTo(Number(metric?.cvd), 9);
      expect(await sumValue(page, 'cvd', /^Before/)).toBeCloseTo(Number(before?.cvd), 9);
      const sides = await panel
        .locator('.small-table tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
        );
      for (const [, side, price, size, row] of sides) {
        const [trade] = readRows(path, `SELECT price, size, side FROM trades WHERE id = ${Number(row)}`);
        expect([side?.slice(2), Number(price?.replaceAll(',', '')), Number(size)]).toEqual([
          String(trade?.side).toLowerCase(),
          trade?.price,
          trade?.size,
        ]);
      }
      await panel.getByRole('button', { name: 'Next snapshot' }).click();
      await expect.poll(() => panel.locator('.facts dd').nth(2).textContent()).toBe(String(id + 1));
    }
  });

  it('says that nothing is stored to compare with where the file is not processed', async () => {
    const { origin } = await serveClient([await sampleFile(temporaryFolder(), 'sample.db')]);
    const page = await openPage(`${origin}/?proof=2025-07-01T00:02:00.000Z`);
    await page.getByText('Nothing is stored to compare with').first().waitFor();
  });

  it('follows the crosshair with the ladder, and says what changed since the pinned moment', async () => {
    const { origin } = await serveClient([await storedFile(temporaryFolder(), 'sample.db')]);
    const page = await openPage(`${origin}/?ladder=on&pin=2025-07-01T00:00:30.000Z`);
    await exactChart(page);
    const ladder = page.getByRole('complementary', { name: 'Ladder' });
    const clock = () => ladder.locator('.section-head .mono').textContent();
    await page.mouse.move(300, 300);
    await expect.poll(clock).toMatch(/^00:0[01]:/);
    const first = await clock();
    await page.mouse.move(700, 300);
    await expect.poll(clock).not.toBe(first);
    await ladder.getByRole('columnheader', { name: 'Since pin' }).waitFor();
    await ladder.getByRole('button', { name: /^Pinned/ }).click();
    await expect.poll(() => ladder.getByRole('columnheader', { name: 'Since pin' }).count()).toBe(0);
  });
});
