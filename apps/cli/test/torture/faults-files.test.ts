import {
  closeSync,
  copyFileSync,
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
import { type CommandResult, orderflow, temporaryFolder } from '../run-command.ts';
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

/** A run of the command to which something happens at a random place. */
async function runAndSpoil(spoil: () => void) {
  const { mode, specimen } = oneOf(...specimens);
  placeSpecimen(specimen, path);
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(output + suffix, { force: true });
  const isApart = random() < 0.4;
  const percent = 1 + upTo(97);
  const words = ['--threads', '2', '--batch-size', '20', '--log-frequency', '100'];
  const at = { text: `x.db · ${percent} %`, act: spoil };
  const result = await orderflow(['process', path, ...words, ...(isApart ? ['--output', output] : [])], { at });
  const context = `${mode}, at ${percent} %, ${isApart ? 'with' : 'without'} --output: ${result.stderr.split('\n').filter((line) => !line.includes('%'))}`;
  return { result, specimen, context, ...(isApart && { output }) };
}

/** A run that is done before it comes to what is broken does no harm. */
function expectOutcome(result: CommandResult, code: number, message: RegExp, context: string): void {
  if (result.exitCode === 0) return;
  expectSentence(result, code, message, context);
  tally.count('runs ended with a sentence');
}

describe(`a file that changes while it is processed (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('ends the run where it is cut short', async () => {
    for (let round = 0; round < times(3); round++) {
      const share = random();
      const spoil = () => truncateSync(path, Math.floor(share * share * readFileSync(path).length));
      const { result, specimen, context, output: apart } = await runAndSpoil(spoil);
      expectOutcome(result, 3, /x\.db: .+[;:] .+/, context);
      tally.count('files cut short');
      placeSpecimen(specimen, path);
      await expectMended(path, specimen, context, apart);
    }
  });

  it('ends the run where a page of it is damaged', async () => {
    for (let round = 0; round < times(3); round++) {
      let page = 0;
      const kept = Buffer.alloc(PAGE);
      const spoil = () => {
        page = pickLeaf();
        const file = openSync(path, 'r+');
        readSync(file, kept, 0, PAGE, page * PAGE);
        writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, page * PAGE);
        closeSync(file);
      };
      const { result, specimen, context, output: apart } = await runAndSpoil(spoil);
      expectOutcome(result, 3, /x\.db: .*damaged/, context);
      tally.count('pages damaged');
      const file = openSync(path, 'r+');
      writeSync(file, kept, 0, PAGE, page * PAGE);
      closeSync(file);
      await expectMended(path, specimen, `page ${page}, ${context}`, apart);
    }
  });

  it('ends the run where another file takes its place', async () => {
    for (let round = 0; round < times(3); round++) {
      const aside = join(folder, 'aside.db');
      const isRemoved = random() < 0.3;
      const spoil = () => {
        renameSync(path, aside);
        if (!isRemoved) copyFileSync(other.path, path);
      };
      const { result, specimen, context, output: apart } = await runAndSpoil(spoil);
      expectOutcome(result, 3, /x\.db: it was moved, removed or replaced/, context);
      tally.count(isRemoved ? 'files removed' : 'files replaced');
      if (!isRemoved) expect(fileState(path).input, context).toEqual(other.whole.input);
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      renameSync(aside, path);
      await expectMended(path, specimen, context, apart);
    }
  });

  it('ends the run where it is overwritten', async () => {
    for (let round = 0; round < times(2); round++) {
      const spoil = () => writeFileSync(path, readFileSync(other.path));
      const { result, specimen, context, output: apart } = await runAndSpoil(spoil);
      expectOutcome(result, 3, /x\.db: .+[;:] .+/, context);
      tally.count('files overwritten');
      placeSpecimen(specimen, path);
      await expectMended(path, specimen, context, apart);
    }
  });
});

/** A leaf of a table of the unprocessed file, by chance. */
function pickLeaf(): number {
  const bytes = readFileSync(path);
  while (true) {
    const page = 1 + upTo(bytes.length / PAGE - 1);
    if (bytes[page * PAGE] === TABLE_LEAF) return page;
  }
}
