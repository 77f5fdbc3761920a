import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateMarket } from '@orderflow/core';
import { writeSourceFile } from '@orderflow/sqlite-repo';
import { makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { expect, it } from 'vitest';
import { startOrderflow, temporaryFolder } from '../run-command.ts';
import { watchPeak } from '../support/peak-memory.ts';
import { type ServedDashboard, serveDashboard } from '../support/serve-dashboard.ts';

const DAYS_OF_A_YEAR = 365;
const FILES = 12;
const DAY_MS = 86_400_000;
const START = Date.UTC(2025, 0, 1);
/** More than a file's share, since a market may go on for some minutes more. */
const SPACING = 1.01;

/** 183 times the short form is a year. */
const days = Math.min(DAYS_OF_A_YEAR, times(2));
const fileMs = (days * DAY_MS) / FILES;
/** What is promised of a year, and less where there is less: programs and what they always hold, and a share of the rest. */
const MOST_MEGABYTES = 600 + 1400 * (days / DAYS_OF_A_YEAR);

const tally = makeTally('bounds', 'year');
const folder = temporaryFolder();

async function makeFiles(): Promise<readonly string[]> {
  const paths = Array.from({ length: FILES }, (_, index) => join(folder, `BTC-USDT-part-${index + 1}.db`));
  for (const [index, path] of paths.entries()) {
    const snapshots = Math.round(fileMs / 1000);
    const start = START + index * SPACING * fileMs;
    const market = { seed: SEED + index, snapshots, levels: 2, intervalMs: 1000, start, tradesPerSecond: 1 };
    await writeSourceFile(path, generateMarket(market));
    tally.count('snapshots in many files', snapshots);
  }
  return paths;
}

const end = START + FILES * SPACING * fileMs;
const middle = `start=${START + 3.5 * fileMs}&end=${START + 5.5 * fileMs}`;
const minutes = `start=${START + 3.5 * fileMs}&end=${START + 3.5 * fileMs + 600_000}`;

/** What a look at everything, at a part and at some minutes asks for. */
const VIEWS = ['', `&${middle}`, `&${minutes}`].flatMap((range) =>
  ['price', 'obi', 'cvd', 'candles'].map((series) => `series/BTC-USDT?series=${series}&pixels=3840${range}`),
);
const WHOLE = [`summary?start=${START}&end=${end}`, 'summary', 'quality', `proof/BTC-USDT?at=${START + 3.5 * fileMs}`];

/** Waits as long as it takes, which `fetch` does not. */
async function ask({ address }: ServedDashboard, request: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(new URL(`api/v1/${request}`, address), resolve).on('error', reject);
  const response = await promise;
  const body = await buffer(response);
  expect([response.statusCode, response.statusCode === 200 ? '' : body.toString()], request).toEqual([200, '']);
  tally.count('dashboard requests over all files');
}

it(
  `${days} days of snapshots a second apart stay under ${Math.round(MOST_MEGABYTES)} MB, dashboard included (seed ${SEED})`,
  async ({ onTestFinished }) => {
    const paths = await makeFiles();
    const dashboard = await serveDashboard(folder);
    onTestFinished(() => dashboard.stop());
    const served = watchPeak(dashboard.child);
    const { child, ended } = startOrderflow(['process', ...paths]);
    const processed = watchPeak(child);
    let isRunning = true;
    const finished = ended.finally(() => {
      isRunning = false;
    });
    while (isRunning) {
      for (const request of ['sources', VIEWS.at(-1)!]) await ask(dashboard, request);
      await sleep(200);
    }
    const processMegabytes = processed.read();
    expect(await finished).toMatchObject({ exitCode: 0 });
    for (const request of [...VIEWS, ...WHOLE]) await ask(dashboard, request);
    await Promise.all([...VIEWS, ...WHOLE].map((request) => ask(dashboard, request)));
    const dashboardMegabytes = served.read();
    if (Number.isNaN(dashboardMegabytes)) tally.leaveOut('peaks of memory', 'this system has no /proc');
    else {
      // The peaks of both, whenever each was.
      expect(processMegabytes + dashboardMegabytes).toBeLessThan(MOST_MEGABYTES);
      tally.count('megabytes at most, process', Math.round(processMegabytes));
      tally.count('megabytes at most, dashboard', Math.round(dashboardMegabytes));
    }
  },
  TIMEOUT,
);
