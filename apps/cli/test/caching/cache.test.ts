import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const MAKER = ['--strategy', 'obi-market-maker', '--no-runs', '--json'];

async function play(file: string, cache: string | null, ...words: readonly string[]) {
  const kept = cache === null ? [] : ['--cache', cache];
  const { exitCode, stdout, stderr } = await orderflow(['backtest', file, ...words, ...MAKER, ...kept], {
    cwd: folder,
  });
  expect({ exitCode, stderr: stderr.match(/^error.*/m) }).toEqual({ exitCode: 0, stderr: null });
  return { stdout, stderr };
}

const files = (cache: string) => readdirSync(join(folder, cache)).map((name) => join(folder, cache, name));

beforeAll(async () => {
  const instruments = ['BTC-USDT', 'ETH-USDT'];
  await sampleFile(folder, 'a.db', { instruments, snapshots: 2000, intervalMs: 100, seed: 4, gaps: 1 });
  changeFile(join(folder, 'a.db'), "UPDATE book SET bids = '[[1' WHERE id IN (7, 900)");
});

describe('parsed columns that are kept', () => {
  it.each<[string, readonly string[]]>([
    ['all', []],
    ['one instrument', ['ETH-USDT']],
    ['a range', ['2025-07-01T00:00:20', '2025-07-01T00:09']],
    ['a range of one instrument', ['BTC-USDT', '2025-07-01T00:00:20', '2025-07-01T00:09:00.5']],
  ])('give the same document as parsing does: %s', async (_, words) => {
    const { stdout } = await play('a.db', null, ...words);
    expect(JSON.parse(stdout).results.at(-1).fills.length).toBeGreaterThan(5);
    expect((await play('a.db', 'kept', ...words)).stdout).toBe(stdout);
    const before = files('kept').length;
    expect((await play('a.db', 'kept', ...words)).stdout).toBe(stdout);
    expect(files('kept').length).toBe(before);
  });

  it('are parsed once for all ranges, and anew where the file was changed', async () => {
    cpSync(join(folder, 'a.db'), join(folder, 'b.db'));
    await play('b.db', 'ranges');
    await play('b.db', 'ranges', '2025-07-01T00:00:20', '2025-07-01T00:01');
    expect(files('ranges').length).toBe(1);
    const { mtime, atime } = statSync(join(folder, 'b.db'));
    changeFile(join(folder, 'b.db'), 'UPDATE trades SET size = size * 3 WHERE id = 5');
    // As a copy that keeps times would have it.
    utimesSync(join(folder, 'b.db'), atime, mtime);
    const { stdout } = await play('b.db', 'ranges');
    expect(files('ranges').length).toBe(2);
    expect(stdout).toBe((await play('b.db', null)).stdout);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a byte of a chunk', (bytes) => bytes.fill(bytes[5000]! ^ 1, 5000, 5001)],
    ['a byte of the head', (bytes) => bytes.fill(32, bytes.length - 50, bytes.length - 49)],
    ['its end', (bytes) => bytes.subarray(0, bytes.length - 5)],
    ['all of it', () => Buffer.alloc(0)],
    ['all but its end', (bytes) => bytes.subarray(bytes.length - 12)],
  ])('are parsed anew where %s is damaged', async (_, damage) => {
    const { stdout } = await play('a.db', 'damaged', 'ETH-USDT');
    const [path = ''] = files('damaged');
    const whole = readFileSync(path);
    writeFileSync(path, damage(Buffer.from(whole)));
    const again = await play('a.db', 'damaged', 'ETH-USDT');
    expect(again.stdout).toBe(stdout);
    expect(again.stderr).toContain('kept columns cannot be used and are parsed anew');
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it('stay within the limit: those that were used longest ago go', async () => {
    for (const name of ['one', 'two', 'three']) cpSync(join(folder, 'a.db'), join(folder, `${name}.db`));
    await play('one.db', 'limit');
    const [one = ''] = files('limit');
    const megabytes = String((2.5 * statSync(one).size) / 1e6);
    await play('two.db', 'limit', '--cache-limit', megabytes);
    const two = files('limit').find((path) => path !== one) ?? '';
    utimesSync(two, new Date(), new Date(Date.now() - 60_000));
    await play('one.db', 'limit', '--cache-limit', megabytes);
    await play('three.db', 'limit', '--cache-limit', megabytes);
    expect(files('limit').length).toBe(2);
    expect([existsSync(one), existsSync(two)]).toEqual([true, false]);
    const { stderr, stdout } = await play('two.db', 'limit', '--cache-limit', '0.1');
    expect(stderr).toContain('the columns are more than 100.0 kB, and are parsed each time');
    expect(stdout).toBe((await play('two.db', null)).stdout);
    expect(files('limit').every((path) => path.endsWith('.columns'))).toBe(true);
  });

  it('stay in memory where the folder cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const { stdout, stderr } = await play('a.db', 'a-file/cache');
    expect(stderr).toMatch(/nothing can be kept in .*a-file\/cache \(ENOTDIR\): what is parsed stays in memory/);
    expect(stdout).toBe((await play('a.db', null)).stdout);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'are read where the folder cannot be written; DOES NOT RUN but as root',
    async () => {
      const { stdout } = await play('a.db', 'read-only');
      chmodSync(folder, 0o755);
      chmodSync(join(folder, 'read-only'), 0o555);
      const words = ['backtest', 'a.db', ...MAKER, '--cache', 'read-only'];
      const again = await orderflow(words, { cwd: folder, uid: 65_534 });
      expect(again.stdout).toBe(stdout);
      expect(again.stderr).not.toContain('warn');
      const other = await orderflow([...words, '--gap-seconds', '1', 'ETH-USDT'], { cwd: folder, uid: 65_534 });
      expect(other.exitCode).toBe(0);
      expect(other.stderr).toContain('(EACCES): what is parsed stays in memory');
    },
  );
});
