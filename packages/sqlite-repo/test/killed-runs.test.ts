import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dumpOutput, makeSource, metricsOf, newPath, processFile, query } from './support/files.ts';
import { makeRandom, marketRows, permuteIds } from './support/rows.ts';

const CHILD = fileURLToPath(new URL('support/process-child.ts', import.meta.url));
const SEED = 2025;
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
      for (let attempt = 0; attempt < 4; attempt++) {
        expect(await killRun(path, options, 1 + Math.floor(random() * 20))).toBe('SIGKILL');
      }
      await processFile(path, output === true ? { connect: { output: target } } : {});
      expect(dumpOutput(target)).toEqual(dumpOutput(undisturbed));
      expect(metricsOf(target).length).toBeGreaterThan(4000);
      expect(query(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    },
  );
});
