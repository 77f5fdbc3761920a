import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import {
  change,
  dumpOutput,
  filesBeside,
  inputChecksum,
  makeSource,
  metricsOf,
  newPath,
  processFile,
  query,
  withRepository,
} from '../support/files.ts';
import { marketRows, permuteIds } from '../support/rows.ts';

const CHILD = fileURLToPath(new URL('../support/process-child.ts', import.meta.url));
const KILLS = times(4);
const MOST_BATCHES = 20;
/** What a run goes by that goes on, and the id that the next metric would have. */
const RECORD = `SELECT depth, trade_matching, max_level_bytes, state, (SELECT seq FROM sqlite_sequence) AS lastId
FROM orderflow_runs`;

const tally = makeTally('kill', 'runs');
const market = marketRows({ seed: 8, snapshots: 5000, instruments: ['BTC-USDT', 'ETH-USDT'], oddities: 0.03 });

/** Starts a run in a process of its own and kills it when it has begun so many batches; the signal it died of. */
function killRun(path: string, options: object, batches: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--conditions=@orderflow/source', CHILD, path, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let begun = 0;
  child.stdout.on('data', (bytes: Buffer) => {
    begun += bytes.length;
    if (begun >= batches) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
}

interface Kind {
  readonly name: string;
  /** The file's own journal mode. */
  readonly mode?: string;
  readonly isPermuted?: boolean;
  readonly isApart?: boolean;
  /** Whether the pyramid is lost each time, so that the next run makes it anew from the stored rows. */
  readonly losesPyramid?: boolean;
  readonly connect?: { readonly threads?: number; readonly journalMode?: string };
}

const KINDS: readonly Kind[] = [
  { name: 'in journal mode delete' },
  { name: 'in journal mode wal, with worker threads', mode: 'wal', connect: { threads: 2 } },
  { name: 'that turns the journal mode to wal, with worker threads', connect: { journalMode: 'wal', threads: 2 } },
  { name: 'that turns the journal mode to delete', mode: 'wal', connect: { journalMode: 'delete' } },
  { name: 'that turns the journal mode to truncate', connect: { journalMode: 'truncate' } },
  { name: 'on rows out of order, with metrics elsewhere', isPermuted: true, isApart: true },
  { name: 'on a file whose pyramid is lost', losesPyramid: true },
];

describe(`a run that is killed (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it.each(KINDS)('$name ends with the same rows as one that never died', async (kind) => {
    const { mode = 'delete', isPermuted = false, isApart = false, connect = {} } = kind;
    const random = makeRandom(SEED);
    const rows = isPermuted
      ? { book: permuteIds(market.book, random), trades: permuteIds(market.trades, random) }
      : market;
    const path = makeSource(rows, { before: [`PRAGMA journal_mode = ${mode}`] });
    const undisturbed = newPath();
    copyFileSync(path, undisturbed);
    await processFile(undisturbed);
    const output = isApart ? { output: newPath() } : {};
    const target = output.output ?? path;
    for (let kill = 0; kill < KILLS; kill++) {
      const batches = 1 + Math.floor(random() * MOST_BATCHES);
      expect(await killRun(path, { ...connect, ...output }, batches)).toBe('SIGKILL');
      tally.count('runs killed');
      const state = await withRepository(path, output, (repository) => repository.loadState());
      if (kind.losesPyramid === true && state !== null) change(target, 'DELETE FROM orderflow_pyramid');
      if (state !== null && state.metricRows > 4000) await processFile(path, { force: true, connect: output });
    }
    await processFile(path, { connect: output });
    for (const file of new Set([path, target])) expect(filesBeside(file)).toEqual([basename(file)]);
    expect(dumpOutput(target)).toEqual(dumpOutput(undisturbed));
    expect(query(target, RECORD)).toEqual(query(undisturbed, RECORD));
    expect(metricsOf(target).length).toBeGreaterThan(4000);
    expect(inputChecksum(path)).toBe(inputChecksum(undisturbed));
    for (const file of new Set([path, target])) {
      expect(query(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(query(file, 'PRAGMA journal_mode')).toEqual([{ journal_mode: file === path ? mode : 'delete' }]);
    }
    tally.count('files finished after kills');
  });
});
