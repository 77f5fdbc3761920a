import type { ChildProcess } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows } from '../sample-files.ts';
import { expectSentence } from '../support/expect-sentence.ts';
import { fileState } from '../support/file-state.ts';
import { expectMended, makeSpecimen, placeSpecimen, type Specimen } from '../support/specimen.ts';

const PAGE = 4096;
const TABLE_LEAF = 13;

const tally = makeTally('faults', 'files');
const random = makeRandom(SEED);
const folder = temporaryFolder();
const path = join(folder, 'x.db');
const output = join(folder, 'metrics.db');

const specimens: { readonly mode: string; readonly specimen: Specimen }[] = [];
let other: Specimen;

beforeAll(async () => {
  for (const journalMode of ['delete', 'wal']) {
    const market = { snapshots: 6000, levels: 3, journalMode };
    specimens.push({ mode: journalMode, specimen: await makeSpecimen(folder, `${journalMode}.db`, market) });
  }
  other = await makeSpecimen(folder, 'other.db', { snapshots: 5000, levels: 3, seed: 9 });
}, TIMEOUT);

const oneOf = <Value>(...values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
const upTo = (most: number) => Math.floor(random() * most);

/** A run of the command to which something happens at a random place, while it stands still. */
async function runAndSpoil(spoil: (specimen: Specimen) => void) {
  const { mode, specimen } = oneOf(...specimens);
  placeSpecimen(specimen, path);
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(output + suffix, { force: true });
  const isApart = random() < 0.4;
  const percent = 1 + upTo(97);
  const words = ['--threads', '2', '--batch-size', '20', '--log-frequency', '200'];
  let isTooLate = false;
  const act = (child: ChildProcess) => {
    child.kill('SIGSTOP');
    isTooLate = isAllStored(isApart ? output : path);
    spoil(specimen);
    child.kill('SIGCONT');
  };
  const at = { text: `x.db · ${percent} %`, act };
  const result = await orderflow(['process', path, ...words, ...(isApart ? ['--output', output] : [])], { at });
  const context = `${mode}, at ${percent} %, ${isApart ? 'with' : 'without'} --output: ${result.stderr.split('\n').filter((line) => !line.includes('%'))}`;
  expect(result.hasActed, context).toBe(true);
  return { result, specimen, context, isTooLate, ...(isApart && { output }) };
}

type SpoiltRun = Awaited<ReturnType<typeof runAndSpoil>>;

/** Whether every metric stands in a file that a run which stands still is writing. */
function isAllStored(file: string): boolean {
  const seen = join(folder, 'seen.db');
  for (const suffix of ['', '-journal', '-wal']) {
    rmSync(seen + suffix, { force: true });
    if (existsSync(file + suffix)) copyFileSync(file + suffix, seen + suffix);
  }
  rmSync(`${seen}-shm`, { force: true });
  // Takes back what is not committed.
  changeFile(seen, 'SELECT 1 FROM sqlite_schema');
  const isThere = readRows(seen, "SELECT 1 FROM sqlite_schema WHERE name = 'metrics'").length > 0;
  return isThere && readRows(seen, 'SELECT 1 FROM metrics LIMIT 1').length > 0;
}

/** A run ends by what was spoilt, or stores what an undisturbed one does; true where it ended. */
function expectOutcome(run: SpoiltRun, code: number, message: RegExp): boolean {
  const { result, specimen, context, isTooLate, output: apart } = run;
  if (result.exitCode === 0) {
    if (apart !== undefined) expect(fileState(apart).output, context).toEqual(specimen.whole.output);
    else if (!isTooLate) expect(fileState(path), context).toEqual(specimen.whole);
    return false;
  }
  expectSentence(result, code, message, context);
  tally.count('runs ended with a sentence');
  return true;
}

/** Spoils runs until so many have ended by it. */
async function untilEnded(wanted: number, spoilRun: () => Promise<boolean>): Promise<void> {
  for (let ended = 0, runs = 0; ended < wanted; runs++) {
    if (await spoilRun()) ended++;
    expect(runs, `runs, of which ${ended} ended`).toBeLessThan(5 * wanted);
  }
}

describe(`a file that changes while it is processed (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('ends the run where it is cut short', async () => {
    await untilEnded(times(3), async () => {
      const share = random();
      const spoil = () => truncateSync(path, Math.floor(share * share * readFileSync(path).length));
      const run = await runAndSpoil(spoil);
      const hasEnded = expectOutcome(run, 3, /x\.db: .+[;:] .+/);
      if (hasEnded) tally.count('files cut short');
      placeSpecimen(run.specimen, path);
      await expectMended(path, run.specimen, run.context, run.output);
      return hasEnded;
    });
  });

  it('ends the run where a page of it is damaged', async () => {
    await untilEnded(times(3), async () => {
      let page = 0;
      const kept = Buffer.alloc(PAGE);
      const spoil = ({ bytes }: Specimen) => {
        page = pickLeaf(bytes);
        const file = openSync(path, 'r+');
        readSync(file, kept, 0, PAGE, page * PAGE);
        writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, page * PAGE);
        closeSync(file);
      };
      const run = await runAndSpoil(spoil);
      const file = openSync(path, 'r+');
      writeSync(file, kept, 0, PAGE, page * PAGE);
      closeSync(file);
      const hasEnded = expectOutcome(run, 3, /x\.db: .*damaged/);
      if (hasEnded) tally.count('pages damaged');
      await expectMended(path, run.specimen, `page ${page}, ${run.context}`, run.output);
      return hasEnded;
    });
  });

  it('ends the run where another file takes its place', async () => {
    let round = 0;
    await untilEnded(times(3), async () => {
      const aside = join(folder, 'aside.db');
      const isRemoved = round++ % 3 === 0;
      const spoil = () => {
        renameSync(path, aside);
        if (!isRemoved) copyFileSync(other.path, path);
      };
      const run = await runAndSpoil(spoil);
      const hasEnded = expectOutcome(run, 3, /x\.db: it was moved, removed or replaced/);
      if (hasEnded) tally.count(isRemoved ? 'files removed' : 'files replaced');
      if (!isRemoved) expect(fileState(path).input, run.context).toEqual(other.whole.input);
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      renameSync(aside, path);
      await expectMended(path, run.specimen, run.context, run.output);
      return hasEnded;
    });
  });

  it('ends the run where it is overwritten', async () => {
    await untilEnded(times(2), async () => {
      const run = await runAndSpoil(() => writeFileSync(path, readFileSync(other.path)));
      const hasEnded = expectOutcome(run, 3, /x\.db: .+[;:] .+/);
      if (hasEnded) tally.count('files overwritten');
      placeSpecimen(run.specimen, path);
      await expectMended(path, run.specimen, run.context, run.output);
      return hasEnded;
    });
  });
});

/** A leaf of a table of the unprocessed file, which is so long, by chance. */
function pickLeaf(length: number): number {
  const bytes = readFileSync(path);
  while (true) {
    const page = 1 + upTo(length / PAGE - 1);
    if (bytes[page * PAGE] === TABLE_LEAF) return page;
  }
}
