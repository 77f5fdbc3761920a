import { BROWSER_ARGUMENTS, findBrowser } from '@orderflow/browser';
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';
import type { DashboardOptions } from '../../../src/server/index.ts';
import { type ServedDashboard, serve } from '../../server/support/serve.ts';

const DESKTOP = { width: 1280, height: 800 };

let browser: Browser;

/** Starts one Chromium for the tests of a file, with more arguments and environment where they are given. */
export function useBrowser({ args = [], env }: Pick<LaunchOptions, 'args' | 'env'> = {}): void {
  beforeAll(async () => {
    const executablePath = findBrowser();
    if (executablePath === null) throw new Error('there is no Chromium');
    const variables = env === undefined ? {} : { env: { ...process.env, ...env } };
    browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS, ...args], ...variables });
  });
  afterAll(() => browser.close());
}

/** An empty page. */
export async function browserPage(): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** A real server with the built client. */
export function serveClient(
  sources: readonly string[],
  options: Partial<DashboardOptions> = {},
): Promise<ServedDashboard> {
  return serve(sources, { clientFolder: inject('clientFolder'), ...options });
}

/** How to open a page. */
export interface PageOptions extends BrowserContextOptions {
  /** Complaints of the page that the test expects. */
  readonly allowed?: RegExp;
}

/** A page that fails the test where it complains: errors of scripts, of the security policy, of missing files. */
export async function openPage(url: string, { allowed, ...options }: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, colorScheme: 'dark', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((text) => allowed === undefined || !allowed.test(text))).toEqual([]);
  });
  await page.goto(url);
  return page;
}

/** Waits until the chart shows its exact picture. */
export async function exactChart(page: Page): Promise<void> {
  await page.locator('.of-badge', { hasText: 'exact' }).waitFor();
}

const SCALES: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6 };

/** The number behind a label of a legend; NaN where it shows none. */
export async function legendValue(page: Page, label: string): Promise<number> {
  const items = await page
    .locator('.of-legend > span')
    .evaluateAll((boxes) => boxes.map((box) => [...box.children].map((part) => part.textContent?.trim() ?? '')));
  const text = items.find(([name]) => name === label)?.[1] ?? '';
  const [, digits, scale = ''] = /^([+\u2212]?[\d,.]+)([KM]?)$/.exec(text) ?? [];
  return Number(digits?.replaceAll(',', '').replace('\u2212', '-')) * (SCALES[scale] ?? Number.NaN);
}

/** The moment under the crosshair, read at once: the tag is empty while the chart is drawn anew. */
export async function crosshairTime(page: Page, day = '2025-07-01'): Promise<number> {
  let text: string | null = null;
  const read = async () => {
    text = await page.locator('.of-tag-x').textContent();
    return text;
  };
  await expect.poll(read).toMatch(/^[\d:]{8}\.\d{3}$/);
  return Date.parse(`${day}T${text}Z`);
}

/** The span in the address, epoch milliseconds. */
export function rangeOf(page: Page): { readonly start: number; readonly end: number } {
  const query = new URL(page.url()).searchParams;
  return { start: Date.parse(query.get('from') ?? ''), end: Date.parse(query.get('to') ?? '') };
}

/** Waits until the address says something else of a parameter; gives what it says. */
export async function changedParameter(page: Page, name: string, before: string | null): Promise<string | null> {
  const read = () => new URL(page.url()).searchParams.get(name);
  await expect.poll(read).not.toBe(before);
  return read();
}
