import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';

const folder = temporaryFolder();
const generate = (...words: readonly string[]) => orderflow(['generate', ...words], { cwd: folder });

describe('orderflow generate', () => {
  it('writes the same file for the same seed and says what is in it', async () => {
    const options = ['-n', '300', '-l', '5', '--seed', '7', '-i', 'BTC-USDT', '-i', 'X-Y', '--timestamp-format', 'iso'];
    const first = await generate('--out', 'a.db', ...options, '--json');
    const second = await generate('--out', 'b.db', ...options);
    expect(JSON.parse(first.stdout)).toMatchObject({ path: join(folder, 'a.db'), snapshots: 300 });
    expect(second).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('300 snapshots and ') });
    expect(readFileSync(join(folder, 'a.db')).equals(readFileSync(join(folder, 'b.db')))).toBe(true);
  });

  it('replaces a file only with --force', async () => {
    writeFileSync(join(folder, 'old.db'), 'old');
    const refused = await generate('--out', 'old.db', '-n', '10');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `error: ${join(folder, 'old.db')} exists already: name another file, or add --force to replace it\n`,
    );
    expect(readFileSync(join(folder, 'old.db'), 'utf8')).toBe('old');
    expect((await generate('--out', 'old.db', '-n', '10', '--force')).exitCode).toBe(0);
    expect(readFileSync(join(folder, 'old.db'), 'latin1')).toMatch(/^SQLite format 3/);
    expect(existsSync(join(folder, 'old.db.new'))).toBe(false);
  });

  it.each([
    [['--levels', 'many'], /argument 'many' is invalid\. It must be a number, not many\./],
    [['--disorder', '2'], /^error: --disorder is 2; give a number from 0 to 1/],
    [['--snapshots', '-5'], /^error: --snapshots is -5; give a number from 0 to /],
    [['--trades-per-second', '-1'], /^error: --trades-per-second is -1; /],
    [['--start', 'soon'], /--start must be a UTC date or time, not soon/],
    [['--level-style', 'xml'], /Allowed choices are numbers, strings, python/],
  ])('names the wrong option of %j', async (words, message) => {
    const result = await generate('--out', 'wrong.db', ...words);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(message);
    expect(existsSync(join(folder, 'wrong.db'))).toBe(false);
  });

  it('makes the folders of its file, and wants no folder for a file', async () => {
    expect((await generate('--out', 'new/folder/a.db', '-n', '10')).exitCode).toBe(0);
    expect(existsSync(join(folder, 'new/folder/a.db'))).toBe(true);
    const refused = await generate('--out', 'new', '-n', '10', '--force');
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('new is a folder: name a file in it'),
    });
    const blocked = await generate('--out', 'new/folder/a.db/b.db', '-n', '10');
    expect(blocked).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('cannot be made') });
  });

  it('leaves no file behind where it is stopped', async () => {
    const { exitCode, stderr } = await orderflow(
      ['generate', '--out', 'stopped.db', '-n', '500000', '-l', '5', '--log-frequency', '1000'],
      { cwd: folder, signalAt: { text: ' % ', signals: ['SIGINT'] } },
    );
    expect(exitCode).toBe(130);
    expect(stderr).toContain('stopped; no file was written');
    expect(existsSync(join(folder, 'stopped.db'))).toBe(false);
    expect(existsSync(join(folder, 'stopped.db.partial'))).toBe(false);
  });
});
