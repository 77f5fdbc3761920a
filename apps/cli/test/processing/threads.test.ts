import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const METRICS = 'SELECT * FROM metrics ORDER BY id';
const CHECKPOINTS = 'SELECT * FROM orderflow_checkpoints';
/** More than what is read without worker threads. */
const LARGE = { snapshots: 30_000, levels: 50, intervalMs: 100 };

const run = (words: readonly string[], options = {}) => orderflow(words, { cwd: folder, ...options });

function copies(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const copy = `${index}-${name}`;
    copyFileSync(join(folder, name), join(folder, copy));
    return copy;
  });
}

describe('--threads', () => {
  beforeAll(async () => {
    await sampleFile(folder, 'large.db', LARGE);
    await sampleFile(folder, 'small.db', { snapshots: 300 });
  });

  it('stores the same rows whatever their number', async () => {
    const dumps = new Set<string>();
    for (const threads of ['1', '2', '3']) {
      const output = `${threads}.metrics.db`;
      const { exitCode, stderr } = await run(['process', 'large.db', '--threads', threads, '-o', output]);
      expect(stderr).not.toMatch(/error|warning/i);
      expect(exitCode).toBe(0);
      const path = join(folder, output);
      dumps.add(JSON.stringify([readRows(path, METRICS), readRows(path, CHECKPOINTS)]));
    }
    expect(dumps.size).toBe(1);
  });

  it('must be a whole number above 0', async () => {
    const { exitCode, stderr } = await run(['process', 'small.db', '--threads', '0']);
    expect(stderr).toContain('--threads must be at least 1, not 0');
    expect(exitCode).toBe(2);
  });

  it('processes several files at once, says so in their order, and skips one that is bad', async () => {
    const [first = '', bad = '', third = ''] = copies('small.db', 3);
    copyFileSync(join(folder, 'large.db'), join(folder, first));
    changeFile(join(folder, bad), 'DROP TABLE trades');
    const words = [first, bad, third];
    const alone = await run(['process', ...words, '--threads', '1', '--json']);
    for (const name of [first, third]) changeFile(join(folder, name), 'DELETE FROM metrics');
    const together = await run(['process', ...words, '--threads', '3', '--force', '--json']);
    expect([alone.exitCode, together.exitCode]).toEqual([3, 3]);
    const outcomes = [alone, together].map(({ stdout }) =>
      JSON.parse(stdout).files.map(({ seconds: _, ...outcome }: { readonly seconds: number }) => outcome),
    );
    expect(outcomes[0].map(({ kind }: { readonly kind: string }) => kind)).toEqual(['done', 'failed', 'done']);
    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  it('processes two names of one file one after another', async () => {
    const [name = ''] = copies('small.db', 1);
    symlinkSync(join(folder, name), join(folder, 'link.db'));
    const { stdout, exitCode } = await run(['process', name, 'link.db', '--threads', '2', '--json']);
    expect(exitCode).toBe(0);
    const files: { readonly writtenRows: number }[] = JSON.parse(stdout).files;
    expect(files.map(({ writtenRows }) => writtenRows)).toEqual([300, 0]);
  });

  it('stops on a signal and goes on later to the same rows', async () => {
    const [name = ''] = copies('large.db', 1);
    const signalAt = { text: name, signals: ['SIGINT'] } as const;
    const stopped = await run(['process', name, '--threads', '2', '--log-frequency', '100'], { signalAt });
    expect(stopped).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('all that was done is stored') });
    expect(await run(['process', name, '--threads', '2'])).toMatchObject({ exitCode: 0 });
    expect(readRows(join(folder, name), METRICS)).toHaveLength(LARGE.snapshots);
  });
});
