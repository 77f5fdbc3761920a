import { pathToFileURL } from 'node:url';
import { BROWSER_ARGUMENTS, findBrowser } from '@orderflow/browser';
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';

let browser: Browser;

/** Starts one Chromium for the tests of a file, with more arguments and environment where they are given. */
export function useBrowser({ args = [], env = {} }: Pick<LaunchOptions, 'args' | 'env'> = {}): void {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findBrowser() ?? '',
      args: [...BROWSER_ARGUMENTS, ...args],
      env: { ...process.env, ...env },
    });
  });
  afterAll(() => browser.close());
}

/**
 * Opens a file from the disk where there is no network. The test fails where the page complains, of a script or the
 * security policy, or asks for anything but itself.
 */
export async function openFile(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const address = pathToFileURL(path).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark', ...options });
  await context.setOffline(true);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('data:image/png;base64,')) complaints.push(`asks for ${url}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(address);
  return page;
}

/** Opens an address of a server. */
export async function openAddress(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Waits until the chart shows all that it can. */
export async function drawnChart(page: Page): Promise<void> {
  await page.locator('.of-badge', { hasText: /exact|detail|the finest there is/ }).waitFor();
}

/** The number behind a label of a chart's legend. */
export async function legendValue(page: Page, label: string): Promise<number> {
  const texts = await page.locator('.of-legend > span').allInnerTexts();
  const text = texts.find((candidate) => candidate.startsWith(label)) ?? '';
  return Number(text.slice(label.length).trim().replaceAll(',', '').replace('\u2212', '-'));
}

/** The number of pixels in each pane that have some colour, to the last bit, for each of several colours. */
export function pixelsInPanes(page: Page, colors: readonly string[]): Promise<readonly (readonly number[])[]> {
  return page.locator('.of-pane canvas').evaluateAll((canvases, all) => {
    const pictures = canvases.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
      return copy.getImageData(0, 0, width, height).data;
    });
    return all.map((color) => {
      const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
      return pictures.map((data) => {
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count++;
        }
        return count;
      });
    });
  }, colors);
}
