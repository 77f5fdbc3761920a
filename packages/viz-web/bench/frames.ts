import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGUMENTS, findBrowser } from '@orderflow/browser';
import { chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import { frameCosts, quantile, type TraceEvent } from './frame-costs.ts';

const WHEEL_STEPS = 120;
const DRAG_STEPS = 200;
const FRAME_MS = 16;
const SLOW_MS = 25;

const found = findBrowser();
if (found === null) throw new Error('there is no browser to measure in');
const server = await createServer({
  configFile: join(import.meta.dirname, '../demo/vite.config.ts'),
  logLevel: 'error',
});
await server.listen(0);
const browser = await chromium.launch({ executablePath: found, args: BROWSER_ARGUMENTS });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const opened = performance.now();
await page.goto(`${server.resolvedUrls!.local[0]}?theme=dark&big=1`);
await page.waitForFunction(() => window.visualizer?.viewport() != null);
await page.evaluate(() => window.visualizer.draw());
print('first exact picture after opening', performance.now() - opened);

const trace = join(tmpdir(), `orderflow-frames-${process.pid}.json`);
await browser.startTracing(page, { path: trace, categories: ['devtools.timeline', 'toplevel', 'cc'] });
await zoomAndPan(page);
await browser.stopTracing();
const { traceEvents } = JSON.parse(readFileSync(trace, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
rmSync(trace);
const { workMs, wallMs } = frameCosts(traceEvents);
process.stdout.write(`${workMs.length} frames\n`);
print('work a frame, median', quantile(workMs, 0.5));
print('work a frame, 95th percentile', quantile(workMs, 0.95));
print('work a frame, worst', quantile(workMs, 1));
print('the same by the clock on the wall, 95th percentile', quantile(wallMs, 0.95));
const slow = wallMs.filter((length) => length > SLOW_MS).length / wallMs.length;
process.stdout.write(`frames above ${SLOW_MS} ms: ${(100 * slow).toFixed(1)} %\n`);
print('exact picture after a gesture, median', quantile(await settleTimes(page), 0.5));
await browser.close();
await server.close();

/** Bursts of wheel zooms in and out and of drags to and fro, an event a frame. */
async function zoomAndPan({ mouse, waitForTimeout }: Page): Promise<void> {
  await mouse.move(700, 300);
  for (let step = 0; step < 2 * WHEEL_STEPS; step++) {
    await mouse.wheel(0, step < WHEEL_STEPS / 2 || step >= 1.5 * WHEEL_STEPS ? -100 : 100);
    await waitForTimeout.call(page, FRAME_MS);
  }
  await mouse.down();
  for (let step = 0; step < DRAG_STEPS; step++) {
    await mouse.move(700 + 400 * Math.sin(step / 20), 300);
    await waitForTimeout.call(page, FRAME_MS);
  }
  await mouse.up();
}

/** Milliseconds from the last wheel event of a gesture to its exact picture. */
function settleTimes(chart: Page): Promise<readonly number[]> {
  return chart.evaluate(async () => {
    const times: number[] = [];
    const root = document.querySelector('.of-chart')!;
    for (let round = 0; round < 10; round++) {
      for (let step = 0; step < 5; step++) {
        root.dispatchEvent(new WheelEvent('wheel', { deltaY: round % 2 ? 100 : -100, clientX: 500, cancelable: true }));
      }
      const before = performance.now();
      await window.visualizer.draw();
      times.push(performance.now() - before);
    }
    return times;
  });
}

function print(what: string, ms: number): void {
  process.stdout.write(`${what}: ${ms.toFixed(1)} ms\n`);
}
