import { spawn } from 'node:child_process';
import { makeChoice, makeRandom, makeTally, peakMegabytes, SEED, TIMEOUT, TIMES, times } from '@orderflow/torture';
import { expect, it, onTestFinished } from 'vitest';
import { START, sampleFile, storedFile, temporaryFolder } from '../server/support/sample-files.ts';
import { LoadClient, type Visit, type Visited } from './support/load-client.ts';

const CLIENTS = 200;
/** The short form, and what a longer one lasts at least. */
const SECONDS = 3;
const LONG_SECONDS = 60;
const MOST_MEGABYTES = 1024;
const tally = makeTally('server', 'load');
const random = makeRandom(SEED);
const { pick } = makeChoice(random);

interface Child {
  readonly origin: string;
  readonly complaints: () => string;
  /** The most memory that it has held so far, in megabytes; NaN where this system does not say. */
  readonly peakMegabytes: () => number;
}

/** A server in a process of its own, so that its memory can be told from that of its clients. */
async function serveApart(sources: readonly string[]): Promise<Child> {
  const program = new URL('support/serve-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=@orderflow/source', program, ...sources]);
  onTestFinished(() => {
    child.kill();
  });
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text).trim()));
    child.once('exit', () => reject(new Error(complaints)));
  });
  return { origin, complaints: () => complaints, peakMegabytes: () => peakMegabytes(child.pid ?? 0) };
}

/** What people look at: charts mostly, of any part of the data, now and then all of it at once. */
function nextVisit(spanMs: number): Visit {
  const from = START + Math.floor(random() * spanMs);
  const to = from + 1000 + Math.floor((START + spanMs - from) * random());
  const range = random() < 0.2 ? '' : `&start=${from}&end=${to}`;
  const name = pick(['BTC-USDT', 'ETH-USDT']);
  const pixels = pick([300, 1200, 3840, 32_768]);
  const chart = () => `series/${name}?series=${pick(['price', 'obi', 'cvd', 'candles'])}&pixels=${pixels}${range}`;
  const minute = `start=${from}&end=${from + 60_000}`;
  const path = pick([
    ...[chart, chart, chart, chart, chart, chart],
    () => `proof/${name}?at=${from}`,
    () => `book/${name}?at=${from}&levels=10`,
    () => `summary?instrument=${name}&${minute}`,
    () => `quality?instrument=${name}&${minute}`,
    () => 'sources',
    () => 'settings',
    () => 'openapi.json',
  ])();
  const isCut = random() < 0.03;
  return random() < 0.1
    ? { path: `/api/v1/${path}`, headers: { accept: 'text/event-stream' }, isCut }
    : { path: `/api/v1/${path}`, isCut };
}

/** Whether there may be no snapshot in what is asked for: a part of the time, or a moment before the first. */
function mayBeEmpty({ path }: Visit): boolean {
  return /[?&](?:start|at)=/.test(path);
}

async function visitUntil(
  end: number,
  client: LoadClient,
  spanMs: number,
  seen: (visited: Visited) => void,
): Promise<void> {
  while (performance.now() < end) seen(await client.go(nextVisit(spanMs)));
  client.close();
}

it('serves two hundred clients at once, without an error and in bounded memory', { timeout: TIMEOUT }, async () => {
  const folder = temporaryFolder();
  const snapshots = times(500) + 3000;
  const stored = await storedFile(folder, 'stored.db', { snapshots, levels: 5 });
  const live = await sampleFile(folder, 'live.db', { snapshots: 1000, levels: 5, instruments: ['ETH-USDT'] });
  const { origin, complaints, peakMegabytes } = await serveApart([stored, live]);
  const clients = Array.from({ length: CLIENTS }, () => new LoadClient(origin));
  const seconds = TIMES === 1 ? SECONDS : Math.max(LONG_SECONDS, times(SECONDS));
  const end = performance.now() + seconds * 1000;
  const statuses: Record<string, number> = {};
  const took: number[] = [];
  const seen = ({ visit, status, milliseconds }: Visited) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status !== 'cut') took.push(milliseconds);
    if (status !== 200 && status !== 'cut' && !(status === 404 && mayBeEmpty(visit))) {
      throw new Error(`${status} for ${visit.path}`);
    }
  };
  await Promise.all(clients.map((client) => visitUntil(end, client, snapshots * 1000, seen)));
  expect(complaints()).toBe('');
  const peak = peakMegabytes();
  if (Number.isNaN(peak)) tally.leaveOut('peak memory of the server', 'this system does not tell it');
  else {
    expect(peak).toBeLessThan(MOST_MEGABYTES);
    tally.count('megabytes of memory at the peak', Math.round(peak));
  }
  tally.count('clients at once', CLIENTS);
  tally.count('seconds of load', seconds);
  tally.count('requests served', (statuses[200] ?? 0) + (statuses[404] ?? 0));
  tally.count('requests cut off by their client', statuses.cut ?? 0);
  took.sort((a, b) => a - b);
  for (const percent of [50, 95, 100]) {
    const at = Math.ceil((took.length * percent) / 100) - 1;
    tally.count(`milliseconds within which ${percent} % were served`, Math.round(took[at] ?? Number.NaN));
  }
  expect(statuses[200]).toBeGreaterThan(CLIENTS);
});
