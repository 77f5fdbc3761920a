import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, startOrderflow, temporaryFolder } from '../run-command.ts';
import { readRows } from '../sample-files.ts';
import { fileState } from '../support/file-state.ts';
import { expectMended, expectNothingBeside, makeSpecimen, placeSpecimen, type Specimen } from '../support/specimen.ts';

const STOPS = times(6);
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const STOPPED = 'all that was done is stored';

const tally = makeTally('kill', 'signals');
const random = makeRandom(SEED);
const folder = temporaryFolder();
const work = join(folder, 'work');
const specimens = new Map<string, Specimen>();
let runMs = 0;

const { oneOf } = makeChoice(random);

beforeAll(async () => {
  const market = { snapshots: 12_000, levels: 1, instruments: ['BTC-USDT', 'ETH-USDT'], oddities: 0.01 };
  specimens.set('a.db', await makeSpecimen(folder, 'a.db', market));
  specimens.set('b.db', await makeSpecimen(folder, 'b.db', { ...market, seed: 2, journalMode: 'wal' }));
  specimens.set('c.db', await makeSpecimen(folder, 'c.db', { ...market, snapshots: 5000, disorder: 0.01 }));
  placeAll();
  const start = performance.now();
  await startProcess().ended;
  runMs = performance.now() - start;
}, TIMEOUT);

function placeAll(): void {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  for (const [name, specimen] of specimens) placeSpecimen(specimen, join(work, name));
}

function startProcess(...words: readonly string[]) {
  return startOrderflow(['process', ...specimens.keys(), '--threads', '2', '--batch-size', '50', ...words], {
    cwd: work,
  });
}

/** Rows that stand in a file. */
function storedRows(path: string): number {
  const [{ tables } = {}] = readRows(path, "SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'metrics'");
  return tables === 0 ? 0 : Number(readRows(path, 'SELECT count(*) AS rows FROM metrics')[0]!.rows);
}

/** Expects that what a stopped run says is true, and that what it advises goes on. */
async function expectAnnounced(stdout: string, stderr: string, context: string): Promise<void> {
  const names = [...specimens.keys()];
  for (const name of names) expectNothingBeside(join(work, name), context);
  const [, advised = ''] = /Go on with: orderflow (.+)/.exec(stderr) ?? [];
  expect(advised, context).toMatch(/^process a\.db b\.db c\.db --threads 2 --batch-size 50( --journal-mode wal)?$/);
  const said = [...stdout.matchAll(/\/(\w\.db)\n {2}.*?([\d,]+) stored/g)];
  expect(said.length, context).toBeGreaterThan(0);
  for (const [, name = '', stored = ''] of said) {
    expect(storedRows(join(work, name)), context).toBe(Number(stored.replaceAll(',', '')));
  }
  expect(await orderflow(advised.split(' '), { cwd: work }), context).toMatchObject({ exitCode: 0 });
  for (const [name, { whole }] of specimens) {
    expectNothingBeside(join(work, name), context);
    expect(fileState(join(work, name)), context).toEqual(whole);
  }
}

describe(`process, asked to stop (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('commits what is done, says how to go on, and ends with 130 or 143; the next run ends as if nothing had been', async () => {
    let announced = 0;
    for (let stops = 0; stops < STOPS || announced === 0; ) {
      expect(stops, 'stops, of which none was announced').toBeLessThan(5 * STOPS);
      placeAll();
      const { child, ended } = startProcess(...(random() < 0.3 ? ['--journal-mode', 'wal'] : []));
      const [first, second] = [oneOf('SIGINT', 'SIGTERM'), oneOf(null, null, 'SIGINT', 'SIGTERM')] as const;
      const [afterMs, betweenMs] = [random() * runMs, random() * 60];
      await sleep(afterMs);
      child.kill(first);
      if (second !== null) await sleep(betweenMs).then(() => child.kill(second));
      const { exitCode, signal, stdout, stderr } = await ended;
      const context = `${first} after ${afterMs} ms, ${second} ${betweenMs} ms later: ${stderr.slice(-300)}`;
      // Before the program is loaded, and once it has ended, the signal itself ends it.
      const codes = [CODES[first], ...(second === null ? [] : [CODES[second]]), 0];
      if (signal === undefined) expect(codes, context).toContain(exitCode);
      else expect([first, second], context).toContain(signal);
      // The end by one signal, of the program's own accord, is one that it tells.
      if (second === null && exitCode !== 0 && signal === undefined) expect(stderr, context).toContain(STOPPED);
      if (exitCode !== 0) {
        stops++;
        tally.count(second === null ? 'runs stopped by a signal' : 'runs stopped by two signals');
      }
      if (stderr.includes(STOPPED)) {
        announced++;
        tally.count('stops that were announced');
        await expectAnnounced(stdout, stderr, context);
      }
      for (const [name, specimen] of specimens) await expectMended(join(work, name), specimen, context);
      tally.count('files finished after signals', specimens.size);
    }
  });
});
