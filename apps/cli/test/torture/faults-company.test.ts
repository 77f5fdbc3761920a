import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeSeries } from '@orderflow/core';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, orderflow, startOrderflow, temporaryFolder } from '../run-command.ts';
import { readRows } from '../sample-files.ts';
import { expectSentence } from '../support/expect-sentence.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { type ServedDashboard, serveDashboard } from '../support/serve-dashboard.ts';
import {
  expectMended,
  expectNothingBeside,
  makeSpecimen,
  placeSpecimen,
  processHere,
  type Specimen,
} from '../support/specimen.ts';

const tally = makeTally('faults', 'company');
const random = makeRandom(SEED);
const folder = temporaryFolder();

/** Of the larger files, which take more than one transaction: 65,536 rows fill the first. */
const SNAPSHOTS = 67_000;
const BEHIND_FIRST_COMMIT = ' · 98 %';
/** Snapshot id, OBI, CVD and both best prices. */
const BYTES_A_ROW = 5 * Float64Array.BYTES_PER_ELEMENT;

const specimens: { readonly mode: string; readonly specimen: Specimen }[] = [];
let large: Specimen;
let largeAhead: Specimen;

beforeAll(async () => {
  for (const journalMode of ['delete', 'wal']) {
    const market = { snapshots: 6000, levels: 1, journalMode };
    specimens.push({ mode: journalMode, specimen: await makeSpecimen(folder, `${journalMode}.db`, market) });
  }
  const market = { snapshots: SNAPSHOTS, levels: 1, instruments: ['BTC-USDT', 'ETH-USDT'] };
  large = await makeSpecimen(folder, 'large.db', market);
  largeAhead = await makeSpecimen(folder, 'large-wal.db', { ...market, journalMode: 'wal' });
}, TIMEOUT);

const { oneOf, upTo } = makeChoice(random);

/** Holds a lock as another program does, until it is let go. */
function holdLock(path: string, begin: string): () => void {
  const database = new DatabaseSync(path, { timeout: 5000 });
  database.exec(begin);
  return () => database.close();
}

const EXCLUSIVE = 'BEGIN EXCLUSIVE';
const WRITING = 'BEGIN IMMEDIATE';
const READING = 'BEGIN; SELECT id FROM book LIMIT 1';

describe(`a lock of another program (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  const words = ['--threads', '2', '--batch-size', '20', '--log-frequency', '200'];

  it('is waited for where it is short', async () => {
    const path = join(folder, 'short.db');
    for (let round = 0; round < times(4); round++) {
      const { mode, specimen } = oneOf(...specimens);
      placeSpecimen(specimen, path);
      const [begin, percent, heldMs] = [oneOf(EXCLUSIVE, WRITING, READING), 1 + upTo(97), upTo(1500)];
      let release = Promise.resolve();
      const act = () => {
        const letGo = holdLock(path, begin);
        release = sleep(heldMs).then(letGo);
      };
      const result = await orderflow(['process', path, ...words], { at: { text: `short.db · ${percent} %`, act } });
      await release;
      const context = `${mode}, ${begin} at ${percent} % for ${heldMs} ms: ${result.stderr.slice(-300)}`;
      expect(result, context).toMatchObject({ exitCode: 0, hasActed: true });
      expectNothingBeside(path, context);
      tally.count('short locks waited for');
      await expectMended(path, specimen, context);
    }
  });

  it('ends the run with a sentence where it is long', async () => {
    const cases = [
      { begin: EXCLUSIVE, percent: null, mode: 'delete' },
      { begin: EXCLUSIVE, percent: 20, mode: 'delete' },
      { begin: READING, percent: 50, mode: 'delete' },
      { begin: WRITING, percent: 70, mode: 'wal' },
    ];
    // The wait of ten seconds is all that they cost.
    const runs = cases.map(async ({ begin, percent, mode }, index) => {
      const path = join(folder, `long-${index}.db`);
      const { specimen } = specimens.find((one) => one.mode === mode)!;
      placeSpecimen(specimen, path);
      let letGo = percent === null ? holdLock(path, begin) : () => undefined;
      const act = () => {
        letGo = holdLock(path, begin);
      };
      const options = percent === null ? {} : { at: { text: `long-${index}.db · ${percent} %`, act } };
      const result = await orderflow(['process', path, ...words], options);
      letGo();
      const context = `${mode}, ${begin} at ${percent} %`;
      if (percent !== null) expect(result.hasActed, context).toBe(true);
      expectSentence(result, 3, /long-\d\.db: another program holds a lock; wait for it or end it, then run/, context);
      tally.count('long locks refused');
      await expectMended(path, specimen, context);
    });
    await Promise.all(runs);
  });
});

describe(`two runs at once on one file (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  const REFUSED = /x\.db: another (run is writing metrics to this file|program holds a lock)/;

  it('let one finish and refuse the other, or find all done', async () => {
    const path = join(folder, 'x.db');
    for (let round = 0; round < times(3); round++) {
      const specimen = oneOf(large, largeAhead, specimens[0]!.specimen);
      placeSpecimen(specimen, path);
      const starts = Array.from({ length: 2 + upTo(2) }, () => ({
        afterMs: upTo(400),
        words: ['process', path, '--threads', String(1 + upTo(2)), ...(random() < 0.3 ? ['--force'] : [])],
      }));
      const results = await Promise.all(
        starts.map(({ afterMs, words }) => sleep(afterMs).then(() => orderflow(words))),
      );
      const context = JSON.stringify([starts, results.map(({ exitCode, stderr }) => [exitCode, stderr.slice(-200)])]);
      expect(results.some(isDone), context).toBe(true);
      for (const result of results) if (!isDone(result)) expectSentence(result, 3, REFUSED, context);
      tally.count('runs at once', starts.length);
      tally.count('runs refused', results.filter((result) => !isDone(result)).length);
      const rows = 'SELECT count(*) - count(DISTINCT snapshot_id) AS repeated FROM metrics';
      expect(readRows(path, rows), context).toEqual([{ repeated: 0 }]);
      await expectMended(path, specimen, context);
    }
  });
});

function isDone({ exitCode }: CommandResult): boolean {
  return exitCode === 0;
}

describe(`readers while process writes (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('find rows as they will be, from the first on, whether the run ends or is killed', async () => {
    const path = join(folder, 'read.db');
    let partial = 0;
    for (let round = 0; round < times(2) || partial === 0; round++) {
      expect(round, 'rounds, in which no read found a part').toBeLessThan(times(6));
      const specimen = oneOf(large, largeAhead);
      placeSpecimen(specimen, path);
      const whole = join(folder, 'whole.db');
      placeSpecimen(specimen, whole);
      await processHere(whole);
      const metrics = await readMetrics(whole);
      const { child, ended } = startOrderflow(['process', path, '--threads', '2', '--batch-size', '200']);
      const isKilled = random() < 0.5;
      let isRunning = true;
      const end = ended.finally(() => {
        isRunning = false;
      });
      if (isKilled) setTimeout(() => child.kill('SIGKILL'), 200 + upTo(1000));
      do {
        const found = await readMetrics(path);
        expect(metrics.subarray(0, found.length).equals(found)).toBe(true);
        tally.count('reads of metrics while they were written');
        if (found.length > 0 && found.length < metrics.length) partial++;
        await sleep(5);
      } while (isRunning);
      const { exitCode } = await end;
      expect(exitCode).toBe(isKilled ? null : 0);
      await expectMended(path, specimen, `killed: ${isKilled}`);
    }
    tally.count('reads that found a part of the metrics', partial);
  });

  it('are answered by the dashboard with the values of a file that is done', async ({ onTestFinished }) => {
    for (let round = 0; round < times(1); round++) {
      // A file of its own: that another takes the place of one that is served is told, not hidden.
      const path = join(folder, `shown-${round}.db`);
      const specimen = oneOf(large, largeAhead);
      placeSpecimen(specimen, path);
      const values = await valuesOfDone(specimen);
      const dashboard = await serveDashboard(path);
      onTestFinished(() => dashboard.stop());
      const askAll = async (kind: string) => {
        for (const [index, request] of REQUESTS.entries()) {
          expect(await askDashboard(dashboard, request), request).toEqual(values[index]);
          tally.count(kind);
        }
      };
      const act = async () => {
        const stored = (await readMetrics(path)).length / BYTES_A_ROW;
        expect(stored).toBeGreaterThan(0);
        expect(stored).toBeLessThan(SNAPSHOTS);
        await askAll('dashboard requests while a part of the metrics was stored');
      };
      let isRunning = true;
      const words = ['--threads', '2', '--batch-size', '100', '--log-frequency', '200'];
      const run = orderflow(['process', path, ...words], { at: { text: BEHIND_FIRST_COMMIT, act } }).finally(() => {
        isRunning = false;
      });
      while (isRunning) await askAll('dashboard requests while metrics were written');
      expect(await run).toMatchObject({ exitCode: 0, hasActed: true });
      await dashboard.stop();
    }
  });
});

/** What the dashboard answers on a file that has all its metrics. */
async function valuesOfDone(specimen: Specimen): Promise<readonly object[]> {
  const path = join(folder, 'done.db');
  placeSpecimen(specimen, path);
  await processHere(path);
  const dashboard = await serveDashboard(path);
  try {
    return await Promise.all(REQUESTS.map((request) => askDashboard(dashboard, request)));
  } finally {
    await dashboard.stop();
  }
}

/** The values of an answer; whether they are stored or computed is no part of them. */
async function askDashboard({ address }: ServedDashboard, request: string): Promise<object> {
  const response = await fetch(new URL(`api/v1/${request}`, address));
  const body = new Uint8Array(await response.arrayBuffer());
  const text = () => Buffer.from(body).toString();
  expect([response.status, response.ok ? '' : text()], request).toEqual([200, '']);
  if (request === 'summary') return { ...JSON.parse(text()), reasons: [] };
  if (request === 'sources') return JSON.parse(text()).files[0].instruments;
  return { ...decodeSeries(body), live: null };
}

const REQUESTS = [
  'sources',
  'series/BTC-USDT?series=obi&pixels=500',
  'series/BTC-USDT?series=cvd&pixels=100',
  'series/ETH-USDT?series=candles&pixels=500',
  'summary',
];
