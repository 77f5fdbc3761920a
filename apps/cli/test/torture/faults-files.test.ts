import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { readRows, sampleFile } from '../sample-files.ts';
import { expectSentence } from '../support/expect-sentence.ts';
import { expectMended, makeSpecimen, placeSpecimen, type Specimen } from '../support/specimen.ts';

const PAGE = 4096;
/** Worker threads read up to 64 batches ahead of the main thread; it takes some more, to be safe. */
const MOST_BATCHES_AHEAD = 66;

/** At which percents something happens, so that rows are unread and metrics not written: in the first transaction, or behind it. */
const KINDS = [
  { snapshots: 6000, batchSize: 20, first: 1, last: 75 },
  { snapshots: 80_000, batchSize: 50, first: 83, last: 94 },
] as const;

const tally = makeTally('faults', 'files');
const random = makeRandom(SEED);
const folder = temporaryFolder();
const path = join(folder, 'x.db');
const output = join(folder, 'metrics.db');

/** A page of the table of books. */
interface Leaf {
  readonly page: number;
  readonly firstRow: number;
}

interface Case {
  readonly mode: string;
  readonly kind: (typeof KINDS)[number];
  readonly specimen: Specimen;
  readonly leaves: readonly Leaf[];
}

const cases: Case[] = [];
const others: string[] = [];

beforeAll(async () => {
  for (const mode of ['delete', 'wal']) {
    for (const kind of KINDS) {
      const market = { snapshots: kind.snapshots, levels: 1, journalMode: mode };
      const specimen = await makeSpecimen(folder, `${mode}-${kind.snapshots}.db`, market);
      cases.push({ mode, kind, specimen, leaves: leavesOf(specimen) });
    }
  }
  for (const { snapshots } of KINDS) {
    others.push(await sampleFile(folder, `other-${snapshots}.db`, { snapshots, levels: 1, seed: 9 }));
  }
}, TIMEOUT);

const { oneOf, upTo } = makeChoice(random);

/** The pages of books in the order of their rows. */
function leavesOf({ path: file }: Specimen): readonly Leaf[] {
  const query = "SELECT pageno, ncell FROM dbstat WHERE name = 'book' AND pagetype = 'leaf' ORDER BY path";
  let firstRow = 1;
  return readRows(file, query).map(({ pageno, ncell }) => {
    const leaf = { page: Number(pageno) - 1, firstRow };
    firstRow += Number(ncell);
    return leaf;
  });
}

/** A run of the command to which something happens at a random place, with books that nobody has read; it must end by it. */
async function expectEnded(message: RegExp, spoil: (unread: readonly Leaf[]) => void) {
  const { mode, kind, specimen, leaves } = oneOf(...cases);
  placeSpecimen(specimen, path);
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(output + suffix, { force: true });
  const isApart = random() < 0.4;
  const percent = kind.first + upTo(1 + kind.last - kind.first);
  const lastRead = ((percent + 1) / 100) * kind.snapshots + MOST_BATCHES_AHEAD * kind.batchSize;
  const unread = leaves.filter(({ firstRow }) => firstRow > lastRead);
  expect(unread.length).toBeGreaterThan(0);
  const words = ['--threads', '2', '--batch-size', String(kind.batchSize), '--log-frequency', '200'];
  const at = { text: `x.db · ${percent} %`, act: () => spoil(unread) };
  const result = await orderflow(['process', path, ...words, ...(isApart ? ['--output', output] : [])], { at });
  const context = `${mode}, ${kind.snapshots} snapshots, at ${percent} %, ${isApart ? 'with' : 'without'} --output: ${result.stderr.split('\n').filter((line) => !line.includes('%'))}`;
  expect(result.hasActed, context).toBe(true);
  expectSentence(result, 3, message, context);
  tally.count('runs ended with a sentence');
  return { specimen, context, ...(isApart && { output }) };
}

describe(`a file that changes while it is processed (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('ends the run where it is cut short', async () => {
    for (let round = 0; round < times(3); round++) {
      const share = random();
      const run = await expectEnded(/x\.db: .+[;:] .+/, (unread) => {
        truncateSync(path, Math.floor(share * share * oneOf(...unread).page * PAGE));
      });
      tally.count('files cut short');
      placeSpecimen(run.specimen, path);
      await expectMended(path, run.specimen, run.context, run.output);
    }
  });

  it('ends the run where a page of it is damaged', async () => {
    for (let round = 0; round < times(3); round++) {
      let page = 0;
      const run = await expectEnded(/x\.db: .*damaged/, (unread) => {
        ({ page } = oneOf(...unread));
        writePage(page, Buffer.alloc(PAGE, 0xa5));
      });
      tally.count('pages damaged');
      writePage(page, readFileSync(run.specimen.path).subarray(page * PAGE, (page + 1) * PAGE));
      await expectMended(path, run.specimen, `page ${page}, ${run.context}`, run.output);
    }
  });

  it('ends the run where another file takes its place', async () => {
    const aside = join(folder, 'aside.db');
    for (let round = 0; round < times(3); round++) {
      const isRemoved = round % 3 === 0;
      const other = oneOf(...others);
      const run = await expectEnded(/x\.db: it was moved, removed or replaced/, () => {
        renameSync(path, aside);
        if (!isRemoved) copyFileSync(other, path);
      });
      tally.count(isRemoved ? 'files removed' : 'files replaced');
      if (!isRemoved) expect(readFileSync(path).equals(readFileSync(other)), run.context).toBe(true);
      renameSync(aside, path);
      await expectMended(path, run.specimen, run.context, run.output);
    }
  });

  it('ends the run where it is overwritten', async () => {
    for (let round = 0; round < times(2); round++) {
      const other = oneOf(...others);
      const run = await expectEnded(/x\.db: .+[;:] .+/, () => writeFileSync(path, readFileSync(other)));
      tally.count('files overwritten');
      placeSpecimen(run.specimen, path);
      await expectMended(path, run.specimen, run.context, run.output);
    }
  });
});

function writePage(page: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, PAGE, page * PAGE);
  closeSync(file);
}
