import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, type RunOptions, temporaryFolder } from '../run-command.ts';
import { expectSentence } from '../support/expect-sentence.ts';
import { canFailCalls, type FailingCall, failing, hasFailed } from '../support/failing-calls.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { expectMended, makeSpecimen, placeSpecimen, type Specimen } from '../support/specimen.ts';

const tally = makeTally('faults', 'storage');
const random = makeRandom(SEED);
const folder = temporaryFolder();
const isRoot = process.getuid?.() === 0;
/** Permissions mean nothing to root: somebody else runs the command. */
const SOMEBODY_ELSE = 65_534;

const specimens = new Map<string, Specimen>();

beforeAll(async () => {
  chmodSync(folder, 0o755);
  for (const journalMode of ['delete', 'wal']) {
    const market = { snapshots: 6000, levels: 1, oddities: 0.01, instruments: ['BTC-USDT', 'ETH-USDT'] };
    specimens.set(journalMode, await makeSpecimen(folder, `${journalMode}.db`, { ...market, journalMode }));
  }
}, TIMEOUT);

const { oneOf, upTo } = makeChoice(random);

function takeSpecimen(): Specimen & { readonly mode: string } {
  const mode = oneOf('delete', 'wal');
  return { ...specimens.get(mode)!, mode };
}

const processFile = (path: string, options: RunOptions, ...words: readonly string[]) =>
  orderflow(['process', path, '--threads', '2', ...words], options);

describe(`a disk that fills up (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  const FULL = /x\.db: the disk (is full|cannot be read or written); what is committed is kept: (free|check its) space/;
  let disk: SmallDisk | null = null;

  it('ends the run with a sentence, and keeps what is committed', async ({ onTestFinished }) => {
    disk = mountSmallDisk(folder, 1_000_000);
    if (disk === null) {
      tally.leaveOut('a full file system of its own', 'mounting one needs root');
      return;
    }
    onTestFinished(() => disk!.remove());
    const path = join(disk.folder, 'x.db');
    for (let round = 0; round < times(3); round++) {
      const specimen = takeSpecimen();
      disk.resize(10 * specimen.bytes);
      placeSpecimen(specimen, path);
      const room = upTo(0.9 * specimen.growth);
      disk.resize(specimen.bytes + room);
      const context = `${specimen.mode}, ${room} bytes free`;
      expectSentence(await processFile(path, {}), 1, FULL, context);
      tally.count('disks filled');
      disk.resize(10 * specimen.bytes);
      await expectMended(path, specimen, context);
    }
  });

  it('ends the run where a file may not grow any more', async () => {
    const path = join(folder, 'x.db');
    for (let hit = 0, runs = 0; hit < times(2); runs++) {
      expect(runs, `runs, of which ${hit} hit the limit`).toBeLessThan(times(20));
      const specimen = takeSpecimen();
      placeSpecimen(specimen, path);
      const blocks = Math.ceil((specimen.bytes + random() * 0.4 * specimen.growth) / 512);
      const context = `${specimen.mode}, ulimit -f ${blocks}`;
      const result = await processFile(path, { shellPrefix: `ulimit -f ${blocks};` });
      // A write-ahead log may be shorter than the file, and keeps what the file cannot take.
      if (specimen.mode !== 'wal' || result.exitCode !== 0) {
        expectSentence(result, 1, FULL, context);
        tally.count('file size limits hit');
        hit++;
      }
      await expectMended(path, specimen, context);
    }
  });
});

interface CallKind extends Omit<FailingCall, 'nth'> {
  /** The journal mode in which a run makes the call; either by default. */
  readonly mode?: string;
  /** The highest count of the call that is refused; 6 by default. */
  readonly most?: number;
}

describe(`a system call that fails (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  const CALLS: readonly CallKind[] = [
    { call: 'pread64', error: 'EIO', most: 150 },
    { call: 'pwrite64', error: 'EIO', most: 300 },
    { call: 'pwrite64', error: 'ENOSPC', most: 300 },
    { call: 'fsync,fdatasync', error: 'EIO', most: 20 },
    { call: 'ftruncate', error: 'EIO', mode: 'wal' },
    { call: 'unlink', error: 'EACCES' },
    { call: 'openat', error: 'EACCES' },
    { call: 'openat', error: 'EMFILE' },
    { call: 'fcntl', error: 'ENOLCK', most: 200 },
    { call: 'mmap', error: 'ENOMEM', mode: 'wal' },
  ];
  const path = join(folder, 'x.db');
  const log = join(folder, 'calls.log');

  /** Runs with a call that fails; whether a run came to it. */
  async function failCall({ call, error, mode = oneOf('delete', 'wal') }: CallKind, nth: number): Promise<boolean> {
    const specimen = specimens.get(mode)!;
    placeSpecimen(specimen, path);
    const context = `${mode}, ${call}, ${error}, ${nth}`;
    const result = await processFile(path, { wrapper: failing({ call, error, nth }, path, log) });
    const isRefused = hasFailed(log);
    if (result.exitCode !== 0) {
      expect(isRefused, context).toBe(true);
      expectSentence(result, oneOfCodes(result.exitCode), /x\.db: .+[;:] .+/, context);
      tally.count('runs ended by a failed call');
    }
    if (isRefused) tally.count(`${call.split(',')[0]} failed with ${error}`);
    await expectMended(path, specimen, context);
    return isRefused;
  }

  it.skipIf(!canFailCalls()).each(CALLS)(
    'ends the run with a sentence or does no harm ($call, $error)',
    async (kind) => {
      for (let round = 0; round < times(1); round++) {
        // A run that makes fewer calls than that is asked for an earlier one.
        for (let isRefused = false, most = kind.most ?? 6; !isRefused; ) {
          expect(most, 'counts of the call that are left').toBeGreaterThan(0);
          const nth = Math.ceil(most ** random());
          isRefused = await failCall(kind, nth);
          most = nth - 1;
        }
      }
    },
  );

  if (!canFailCalls()) tally.leaveOut('system calls that fail', 'strace is not installed, or may not trace here');
});

/** 1 where the disk is at fault, 3 where the file cannot be used. */
function oneOfCodes(code: number | null): number {
  return code === 3 ? 3 : 1;
}

describe(`permission that is lost (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  const home = join(folder, 'home');
  const path = join(home, 'x.db');
  const first = join(home, 'first.db');

  /** The folder, before the journal of the metrics is made in it; or a file that is still to come. */
  it.each([
    { kind: 'to write the folder', lost: home, mode: 0o555 },
    { kind: 'to read a file', lost: path, mode: 0o000 },
    { kind: 'to write a file', lost: path, mode: 0o444 },
  ])('ends the run with a sentence ($kind)', async ({ kind, lost, mode }) => {
    for (let round = 0; round < times(1); round++) {
      rmSync(home, { recursive: true, force: true });
      mkdirSync(home);
      const specimen = specimens.get('delete')!;
      const files = lost === home ? [path] : [first, path];
      for (const file of files) placeSpecimen(specimen, file);
      if (isRoot) for (const owned of [home, ...files]) chownSync(owned, SOMEBODY_ELSE, SOMEBODY_ELSE);
      const percent = 1 + upTo(40);
      const at = { text: ` · ${percent} %`, act: () => chmodSync(lost, mode) };
      const words = ['--threads', '1', '--log-frequency', '100', '--batch-size', '20'];
      const result = await orderflow(['process', ...files, ...words], { ...(isRoot && { uid: SOMEBODY_ELSE }), at });
      const context = `${kind}, at ${percent} %`;
      expect(result.hasActed, context).toBe(true);
      expectSentence(result, 3, /x\.db: .+[;:] .+/, context);
      tally.count('runs ended by lost permission');
      chmodSync(home, 0o755);
      chmodSync(path, 0o644);
      for (const file of files) await expectMended(file, specimen, context);
    }
  });
});

describe(`a folder that cannot be written (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it.each(['delete', 'wal'])(
    'keeps metrics from being stored there, and nothing else (journal mode %s)',
    async (mode) => {
      const [home, elsewhere] = [join(folder, `kept-${mode}`), join(folder, `elsewhere-${mode}`)];
      const [path, output] = [join(home, 'x.db'), join(elsewhere, 'metrics.db')];
      const specimen = specimens.get(mode)!;
      for (const made of [home, elsewhere]) mkdirSync(made);
      placeSpecimen(specimen, path);
      if (isRoot) for (const owned of [home, elsewhere, path]) chownSync(owned, SOMEBODY_ELSE, SOMEBODY_ELSE);
      const asSomebody = isRoot ? { uid: SOMEBODY_ELSE } : {};
      chmodSync(home, 0o555);
      expectSentence(await processFile(path, asSomebody), 3, /x\.db: .+[;:] .+/, mode);
      const apart = await processFile(path, asSomebody, '--output', output);
      chmodSync(home, 0o755);
      if (mode === 'delete') expect(apart).toMatchObject({ exitCode: 0 });
      else expectSentence(apart, 3, /x\.db: a file in journal mode wal can be read only where .+; copy it/, mode);
      tally.count('folders that cannot be written');
      await expectMended(path, specimen, `${mode}, in a file apart`, output);
      await expectMended(path, specimen, mode);
    },
  );
});
