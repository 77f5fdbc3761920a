import { join } from 'node:path';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { expectSentence } from '../support/expect-sentence.ts';
import { expectMended, makeSpecimen, placeSpecimen, type Specimen } from '../support/specimen.ts';

const SPOIL_WORKERS = new URL('../support/spoil-workers.ts', import.meta.url).href;
const DIED = /x\.db: a worker thread ended \(.+\); what is committed is kept: run again, with fewer threads/;

const tally = makeTally('faults', 'workers');
const random = makeRandom(SEED);
const folder = temporaryFolder();
const path = join(folder, 'x.db');
let specimen: Specimen;

beforeAll(async () => {
  specimen = await makeSpecimen(folder, 'market.db', { snapshots: 20_000, levels: 10, oddities: 0.01 });
}, TIMEOUT);

/** A run with worker threads that are spoilt. */
function runSpoilt(spoil: object) {
  placeSpecimen(specimen, path);
  const environment = { NODE_OPTIONS: `--import=${SPOIL_WORKERS}`, SPOIL_WORKERS: JSON.stringify(spoil) };
  return orderflow(['process', path, '--threads', '2', '--batch-size', '100'], { environment });
}

describe(`worker threads of a run (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  /** Spoils runs until so many have ended by it. */
  async function expectDeaths(wanted: number, kind: string, spoilt: () => object, message = DIED) {
    for (let deaths = 0, runs = 0; deaths < wanted; runs++) {
      const spoil = spoilt();
      const result = await runSpoilt(spoil);
      const context = JSON.stringify(spoil);
      if (result.exitCode !== 0) {
        expectSentence(result, 1, message, context);
        tally.count(kind);
        deaths++;
      }
      await expectMended(path, specimen, context);
      expect(runs, `runs, of which ${deaths} ended by ${kind}`).toBeLessThan(10 * wanted);
    }
  }

  it('that run out of memory end it with a sentence', async () => {
    const spoilt = () => ({ maxOldGenerationSizeMb: 3 + Math.floor(random() * 12), maxYoungGenerationSizeMb: 1 });
    await expectDeaths(times(2), 'workers out of memory', spoilt);
  });

  it.each([
    { death: 'throw', message: /x\.db: a worker thread ended \(spoilt\); what is committed is kept: run again/ },
    { death: 'exit', message: /x\.db: a worker thread ended \(it ended with code 7\); what is committed is kept: run/ },
  ])('that die end it with a sentence ($death)', async ({ death, message }) => {
    const spoilt = () => ({ answers: Math.floor(40 * random() ** 2), death });
    await expectDeaths(times(2), 'workers that died', spoilt, message);
  });
});

describe(`the whole program (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('loses nothing where it runs out of memory', async () => {
    for (let deaths = 0, runs = 0; deaths < times(2); runs++) {
      placeSpecimen(specimen, path);
      const megabytes = 12 + Math.floor(random() * 20);
      const environment = { NODE_OPTIONS: `--max-old-space-size=${megabytes} --max-semi-space-size=1` };
      const { exitCode, signal } = await orderflow(['process', path, '--threads', '2'], { environment });
      if (exitCode !== 0) {
        expect([134, 'SIGABRT', 'SIGTRAP', 'SIGILL'], `${megabytes} MB`).toContain(signal ?? exitCode);
        tally.count('programs out of memory');
        deaths++;
      }
      await expectMended(path, specimen, `${megabytes} MB`);
      expect(runs, `runs, of which ${deaths} ran out of memory`).toBeLessThan(times(20));
    }
  });
});
