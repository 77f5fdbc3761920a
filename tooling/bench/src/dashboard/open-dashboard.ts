import type { Browser, Page } from 'playwright';
import { recordPage } from './page-recorder.ts';

const WINDOW = { width: 1280, height: 800 };
const LONGEST_MS = 60_000;

/** A page that shows the first chart, with how long that took. */
export interface OpenedPage {
  readonly page: Page;
  /** Milliseconds from the start of the navigation to the end of the frame that shows the exact chart. */
  readonly firstChartMs: number;
}

/** Opens a dashboard in a browser that knows nothing of it yet, and waits for the first chart. */
export async function openDashboard(browser: Browser, address: string): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: WINDOW });
  const page = await context.newPage();
  await recordPage(page);
  await page.goto(address);
  const deadline = performance.now() + LONGEST_MS;
  while (true) {
    const end = await page.evaluate(() => window.pageLog.frames.find(({ isExact }) => isExact)?.end);
    if (end !== undefined) return { page, firstChartMs: end };
    if (performance.now() > deadline) throw new Error('the dashboard shows no chart');
    await page.waitForTimeout(100);
  }
}
