import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSER_ARGUMENTS, findBrowser } from '@orderflow/browser';
import { type Browser, chromium, type Page } from 'playwright';
import { dropCaches } from '../drop-caches.ts';
import { buildClient } from './build-client.ts';
import { type FrameCost, frameCosts, TRACE_CATEGORIES, type TraceEvent } from './frame-costs.ts';
import { frameIntervals, settleTimes } from './gesture-times.ts';
import { climbLadder, type Gesture } from './gestures.ts';
import { openDashboard } from './open-dashboard.ts';
import { type Server, startServer } from './server.ts';

/** From everything, nearly fivefold each, to about ten seconds of a month. */
const RUNGS = 8;

/** What a dashboard took, milliseconds. */
export interface DashboardTimes {
  /** From the start of the navigation to the first chart, of a server that has just started on files not in memory. */
  readonly firstChartCold: readonly number[];
  /** The same with files that the system has in its memory. */
  readonly firstChartFresh: readonly number[];
  /** The same of a server that has shown them before. */
  readonly firstChartWarm: readonly number[];
  readonly frames: readonly FrameCost[];
  /** Between the starts of frames while events came. */
  readonly intervals: readonly number[];
  /** From the last event to the exact picture. */
  readonly exactAfterZoom: readonly number[];
  readonly exactAfterPan: readonly number[];
}

/** Opens the dashboard on files, zooms and pans in it, so many rounds; a folder takes the page and the traces. */
export async function runDashboard(
  paths: readonly string[],
  { folder, rounds }: { readonly folder: string; readonly rounds: number },
): Promise<DashboardTimes> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('there is no Chromium to measure in; install one');
  const client = join(folder, 'client');
  await buildClient(client);
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
  try {
    const all: DashboardTimes[] = [];
    for (let round = 0; round < rounds; round++) all.push(await runRound(browser, paths, { client, folder }));
    return joined(all);
  } finally {
    await browser.close();
  }
}

async function runRound(
  browser: Browser,
  paths: readonly string[],
  { client, folder }: { readonly client: string; readonly folder: string },
): Promise<DashboardTimes> {
  const start = () => startServer(paths, client);
  const firstChartCold = dropCaches(paths) ? [await withServer(start, (server) => firstChart(browser, server))] : [];
  return withServer(start, async (server) => {
    const firstChartFresh = [await firstChart(browser, server)];
    const { page, firstChartMs } = await openDashboard(browser, server.address);
    const { gestures, frames } = await traceGestures(browser, page, join(folder, 'trace.json'));
    await page.context().close();
    return {
      firstChartCold,
      firstChartFresh,
      firstChartWarm: [firstChartMs],
      frames,
      intervals: frameIntervals(gestures),
      exactAfterZoom: settleTimes(gestures.filter(({ kind }) => kind === 'zoom')),
      exactAfterPan: settleTimes(gestures.filter(({ kind }) => kind === 'pan')),
    };
  });
}

async function withServer<Result>(start: () => Promise<Server>, use: (server: Server) => Promise<Result>) {
  const server = await start();
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

async function firstChart(browser: Browser, { address }: Server): Promise<number> {
  const { page, firstChartMs } = await openDashboard(browser, address);
  await page.context().close();
  return firstChartMs;
}

async function traceGestures(
  browser: Browser,
  page: Page,
  path: string,
): Promise<{ readonly gestures: readonly Gesture[]; readonly frames: readonly FrameCost[] }> {
  await browser.startTracing(page, { path, categories: [...TRACE_CATEGORIES] });
  const gestures = await climbLadder(page, RUNGS);
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  return { gestures, frames: frameCosts(traceEvents) };
}

function joined(all: readonly DashboardTimes[]): DashboardTimes {
  return {
    firstChartCold: all.flatMap(({ firstChartCold }) => firstChartCold),
    firstChartFresh: all.flatMap(({ firstChartFresh }) => firstChartFresh),
    firstChartWarm: all.flatMap(({ firstChartWarm }) => firstChartWarm),
    frames: all.flatMap(({ frames }) => frames),
    intervals: all.flatMap(({ intervals }) => intervals),
    exactAfterZoom: all.flatMap(({ exactAfterZoom }) => exactAfterZoom),
    exactAfterPan: all.flatMap(({ exactAfterPan }) => exactAfterPan),
  };
}
