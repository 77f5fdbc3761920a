import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { didNotRun } from '@orderflow/browser';
import { startDashboard } from '@orderflow/dashboard';
import { comparePictures, fontEnvironment, fontTrouble, MEASURE_PROBES } from '@orderflow/pictures';
import {
  PALETTES,
  PANE_SHARES,
  PANES,
  paneHeights,
  type ThemeName,
  TIME_AXIS_HEIGHT,
  VALUE_AXIS_WIDTH,
} from '@orderflow/viz-web/chart';
import { build } from 'vite';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, sampleFile } from '../sample-files.ts';
import { drawnChart, openAddress, useBrowser } from '../support/open-page.ts';

/**
 * Pixels that may differ by more than antialiasing, of 907,520. Measured: 88 in dark and 158 in light, all in the bold
 * text of tags, which two libraries set a little differently; a pane moved by one pixel differs in 1,089 or more.
 */
const MOST = 500;
/** The chart in the browser's window, below the bars of the page. */
const [WIDTH, HEIGHT] = [1280, 709];
/** The strip below the picture that holds its caption; a page has none. */
const CAPTION = 24;

const heights = paneHeights(
  PANES.map((pane) => PANE_SHARES[pane]),
  HEIGHT - TIME_AXIS_HEIGHT,
);
const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, height) => sum + height, 0));

/** What is text of the page in a browser, and drawn or left out in a picture: legends, the badge, the corner. */
const WITHOUT = [
  ...tops.map((top) => [0, top + 2, 700, 24] as const),
  [WIDTH - VALUE_AXIS_WIDTH - 250, tops[2]! + 2, 250, 24] as const,
  [WIDTH - VALUE_AXIS_WIDTH, HEIGHT - TIME_AXIS_HEIGHT, VALUE_AXIS_WIDTH, TIME_AXIS_HEIGHT] as const,
];

const folder = temporaryFolder();
const client = join(folder, 'client');

useBrowser({ args: ['--font-render-hinting=none', '--disable-lcd-text'], env: fontEnvironment(folder) });

beforeAll(async () => {
  const path = await sampleFile(folder, 'a.db', { snapshots: 3600, seed: 4 });
  const end = Date.UTC(2025, 6, 1, 1);
  // Both reach the last trade, which no snapshot follows.
  changeFile(path, tradeAt(end + 20_000), tradeAt(end + 200_250));
  await orderflow(['process', 'a.db'], { cwd: folder });
  const configFile = join(import.meta.dirname, '../../../dashboard/vite.config.ts');
  await build({ configFile, logLevel: 'error', mode: 'production', build: { outDir: client, emptyOutDir: true } });
}, 120_000);

function tradeAt(ms: number): string {
  return `INSERT INTO trades (instrument, trade_id, price, size, side, timestamp) VALUES ('BTC-USDT', '${ms}', 60000, 1, 'buy', '${ms}')`;
}

/** The chart of the dashboard, and what is wrong with the browser's fonts. */
async function drawnInBrowser(
  theme: ThemeName,
): Promise<{ readonly picture: Buffer; readonly trouble: string | null }> {
  const dashboard = await startDashboard({ sources: [join(folder, 'a.db')], port: 0, clientFolder: client });
  onTestFinished(() => dashboard.close());
  const page = await openAddress(`${dashboard.address}?bar=15&alerts=off&quality=off`, { colorScheme: theme });
  await drawnChart(page);
  const widths = await page.evaluate<number[]>(MEASURE_PROBES);
  return { picture: await page.locator('.chart-frame').screenshot(), trouble: fontTrouble(widths) };
}

/** The picture of `orderflow chart`, without its caption. */
async function drawnInNode(theme: ThemeName): Promise<Buffer> {
  const size = `${WIDTH / 100}x${(HEIGHT + CAPTION) / 100}`;
  const words = ['chart', 'a.db', '--window', '15', '--theme', theme, '--figure-size', size, '--out', `${theme}.png`];
  expect((await orderflow(words, { cwd: folder })).exitCode).toBe(0);
  return redrawn(readFileSync(join(folder, `${theme}.png`)));
}

/** A picture whose part `pane` is painted over, and then drawn `by` pixels to the right and down where that is given. */
async function redrawn(
  picture: Buffer,
  change?: { readonly pane: number; readonly color: string; readonly by: readonly [x: number, y: number] | null },
): Promise<Buffer> {
  const image = await loadImage(picture);
  const context = createCanvas(WIDTH, HEIGHT).getContext('2d');
  context.drawImage(image, 0, 0);
  if (change === undefined) return context.canvas.toBuffer('image/png');
  const [top, width, height] = [tops[change.pane]!, WIDTH - VALUE_AXIS_WIDTH, heights[change.pane]!];
  context.fillStyle = change.color;
  context.fillRect(0, top, width, height);
  if (change.by !== null) {
    const [x, y] = change.by;
    const size = [width - x, height - y] as const;
    context.drawImage(image, 0, top, ...size, x, top + y, ...size);
  }
  return context.canvas.toBuffer('image/png');
}

async function differing(first: Buffer, second: Buffer): Promise<number> {
  return (await comparePictures(first, second, { without: WITHOUT })).differing;
}

describe.each(['dark', 'light'] as const)('the picture in %s', (theme) => {
  it('is that of the browser, pane for pane and pixel for pixel', async ({ skip }) => {
    const { picture, trouble } = await drawnInBrowser(theme);
    if (trouble !== null) didNotRun(`THE PICTURE WAS NOT COMPARED: ${trouble}`);
    skip(trouble !== null);
    const drawn = await drawnInNode(theme);
    expect(await differing(picture, drawn)).toBeLessThanOrEqual(MOST);
    const color = PALETTES[theme].background;
    for (const pane of PANES.keys()) {
      for (const by of [null, [0, 1], [1, 0]] as const) {
        const changed = await redrawn(drawn, { pane, color, by });
        // Whatever pane is missing, or a pixel off, is found.
        expect({ pane, by, isFound: (await differing(picture, changed)) > MOST }).toMatchObject({ isFound: true });
      }
    }
  });
});
