import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, startOrderflow, temporaryFolder } from '../run-command.ts';
import { readRows, sampleFile } from '../sample-files.ts';
import { watchPeak } from '../support/peak-memory.ts';
import { expectMended, makeSpecimen, placeSpecimen, processHere, type Specimen } from '../support/specimen.ts';

const tally = makeTally('bounds', 'memory');
const random = makeRandom(SEED);
const folder = temporaryFolder();

describe(`a small heap (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  const path = join(folder, 'x.db');
  const stored = join(folder, 'stored.db');
  const READS: readonly (readonly [name: string, words: readonly string[]])[] = [
    ['an analysis of stored metrics', ['analyze', stored, '--json']],
    ['an analysis of books', ['analyze', path, '--json']],
    ['exported metrics', ['export', stored]],
    ['exported bars', ['export', stored, '--what', 'bars']],
  ];
  let specimen: Specimen;

  /** The command where its program may keep so little in memory. */
  const runSmall = (words: readonly string[], megabytes: number) => {
    const environment = { NODE_OPTIONS: `--max-old-space-size=${megabytes} --max-semi-space-size=1` };
    return orderflow([...words, '--batch-size', '1000000'], { environment });
  };
  const someMegabytes = () => 28 + Math.floor(random() * 12);

  beforeAll(async () => {
    specimen = await makeSpecimen(folder, 'market.db', { snapshots: 80_000, levels: 1, oddities: 0.001 });
    for (const place of [path, stored]) placeSpecimen(specimen, place);
    await processHere(stored);
  }, TIMEOUT);

  it.each(READS)('changes nothing of %s, however large batches may be', async (_, words) => {
    const whole = await orderflow(words);
    expect(whole.exitCode, whole.stderr).toBe(0);
    for (let round = 0; round < times(1); round++) {
      const megabytes = someMegabytes();
      const { exitCode, stdout, stderr } = await runSmall(words, megabytes);
      expect(exitCode, `${words}, ${megabytes} MB: ${stderr.slice(-500)}`).toBe(0);
      expect(stdout === whole.stdout, `${words}, ${megabytes} MB`).toBe(true);
      tally.count('commands in a small heap');
    }
  });

  it('changes nothing of what is stored', async () => {
    for (let round = 0; round < times(2); round++) {
      placeSpecimen(specimen, path);
      const [megabytes, threads] = [someMegabytes(), String(1 + (round % 2))];
      const result = await runSmall(['process', path, '--threads', threads], megabytes);
      expect(result.exitCode, `${megabytes} MB: ${result.stderr.slice(-500)}`).toBe(0);
      await expectMended(path, specimen, `${megabytes} MB`);
      tally.count('commands in a small heap');
    }
  });
});

describe('snapshots with sides as large as may be', { timeout: TIMEOUT }, () => {
  const MOST_MEGABYTES = 300;

  it(`take less than ${MOST_MEGABYTES} MB`, async () => {
    const path = await sampleFile(folder, 'large.db', { snapshots: 1 });
    const sideOf = (sign: number) => {
      const levels = Array.from({ length: 900_000 }, (_, level) => `[${(5e6 + sign * level) / 100},1.5,0,1]`);
      return `[${levels.join()}`.slice(0, DEFAULT_CONFIGURATION.maxLevelBytes).replace(/,?(\[[^\]]*)?$/, ']');
    };
    const [bids, asks] = [sideOf(-1), sideOf(1)];
    expect(bids.length).toBeGreaterThan(15e6);
    const database = new DatabaseSync(path);
    const add = database.prepare('INSERT INTO book (instrument, bids, asks, timestamp) VALUES (?, ?, ?, ?)');
    for (let row = 1; row <= 4; row++) add.run('BTC-USDT', bids, asks, String(Date.UTC(2025, 7, 1) + row));
    database.close();
    for (const threads of ['1', '2']) {
      const { child, ended } = startOrderflow(['process', path, '--force', '--threads', threads]);
      const peak = watchPeak(child);
      expect(await ended).toMatchObject({ exitCode: 0 });
      expect(readRows(path, 'SELECT count(*) AS rows FROM metrics')).toEqual([{ rows: 5 }]);
      const megabytes = peak.read();
      if (Number.isNaN(megabytes)) tally.leaveOut('peaks of memory', 'this system has no /proc');
      else expect(megabytes).toBeLessThan(MOST_MEGABYTES);
      tally.count('runs over snapshots of 32 MB');
    }
  });
});
