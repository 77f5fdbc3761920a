import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dumpOutput, makeSource, metricsOf, newPath, processFile, query } from './support/files.ts';
import { makeRandom, marketRows, permuteIds } from './support/rows.ts';

const CHILD = fileURLToPath(new URL('support/process-child.ts', import.meta.url));
const SEED = 2025;
const market = marketRows({ seed: 8, snapshots: 5000, instruments: ['BTC-USDT', 'ETH-USDT'], oddities: 0.03 });

/** Starts a run in a process of its own; resolves when it has begun. */
async function startRun(path: string, options: object): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--conditions=@orderflow/source', CHILD, path, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve);
    child.once('exit', reject);
  });
  return child;
}

/** Kills a run after so many milliseconds; whether it was still at work. */
async function kill(child: ChildProcess, delayMs: number): Promise<boolean> {
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  const timer = setTimeout(() => child.kill('SIGKILL'), delayMs);
  const signal = await ended;
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

describe(`a run that is killed (seed ${SEED})`, { timeout: 30_000 }, () => {
  it.each([
    ['in journal mode delete', 'delete', false, {}],
    ['in journal mode wal', 'wal', false, {}],
    ['that turns the journal mode to wal', 'delete', false, { journalMode: 'wal' }],
    ['on rows out of order, with metrics elsewhere', 'delete', true, { output: true }],
  ])(
    '%s ends with the same rows as one that never died',
    async (_, mode, isPermuted, { output, ...connect }: { output?: boolean; journalMode?: string }) => {
      const random = makeRandom(SEED);
      const rows = isPermuted
        ? { book: permuteIds(market.book, random), trades: permuteIds(market.trades, random) }
        : market;
      const path = makeSource(rows, { before: [`PRAGMA journal_mode = ${mode}`] });
      const undisturbed = newPath();
      copyFileSync(path, undisturbed);
      await processFile(undisturbed);
      const target = output === true ? newPath() : path;
      const options = { ...connect, ...(output === true ? { output: target } : {}) };
      let kills = 0;
      for (let attempt = 0; attempt < 4; attempt++) {
        const child = await startRun(path, options);
        if (await kill(child, random() * 250)) kills++;
      }
      expect(kills).toBeGreaterThan(0);
      await processFile(path, output === true ? { connect: { output: target } } : {});
      expect(dumpOutput(target)).toEqual(dumpOutput(undisturbed));
      expect(metricsOf(target).length).toBeGreaterThan(4000);
      expect(query(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    },
  );
});
