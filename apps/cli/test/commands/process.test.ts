import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orderflow, type RunOptions, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const processFile = (words: readonly string[], options: RunOptions = {}) =>
  orderflow(['process', ...words], { cwd: folder, ...options });
const METRICS = 'SELECT id, snapshot_id, timestamp, obi, cvd, best_bid, best_ask FROM metrics ORDER BY id';

describe('orderflow process', () => {
  it('stores the metrics, says so, and has nothing to do the second time', async () => {
    const path = await sampleFile(folder, 'a.db');
    const first = await processFile(['a.db']);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toContain(`${path}\n  400 snapshots written, 400 stored`);
    expect(readRows(path, METRICS)).toHaveLength(400);
    expect((await processFile(['a.db'])).stdout).toContain('up to date: 400 snapshots stored');
  });

  it('prints one JSON document on standard output and lines of progress on standard error', async () => {
    const path = await sampleFile(folder, 'json.db', { oddities: 0.2, seed: 3 });
    const { stdout, stderr, exitCode } = await processFile([
      'json.db',
      '--json',
      '--log-format',
      'json',
      '--batch-size',
      '50',
      '--log-frequency',
      '4',
    ]);
    const document = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(document.files[0]).toMatchObject({ path, kind: 'done', warnings: expect.any(Array) });
    expect(document.files[0].problems).toContainEqual(
      expect.objectContaining({ table: 'book', reason: 'unreadable-levels' }),
    );
    expect(document.total).toMatchObject({ files: 1, failed: 0, writtenRows: document.files[0].writtenRows });
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const progress = lines.filter((line) => 'rowsPerSecond' in line);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.length).toBeLessThanOrEqual(4);
    expect(progress.at(-1)).toMatchObject({ level: 'info', totalRows: 400, fraction: 1 });
  });

  it('names bad rows by reason with an example', async () => {
    const path = await sampleFile(folder, 'bad.db');
    changeFile(
      path,
      "UPDATE book SET bids = 'no levels' WHERE id IN (17, 18)",
      "UPDATE book SET timestamp = 'yesterday' WHERE id = 20",
      "UPDATE trades SET side = 'both' WHERE id = 5",
    );
    const { stdout, exitCode } = await processFile(['bad.db']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('397 snapshots written');
    expect(stdout).toContain('2 book rows skipped: unreadable levels (first: row 17)');
    expect(stdout).toContain('1 book row skipped: unreadable timestamp (row 20)');
    expect(stdout).toContain('1 trade row skipped: a side other than buy or sell (row 5)');
  });

  it('stops at the first bad row with --strict', async () => {
    const path = await sampleFile(folder, 'strict.db');
    changeFile(path, "UPDATE book SET asks = '[[1,' WHERE id = 9");
    const { stderr, exitCode } = await processFile(['strict.db', '--strict']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: .*strict\.db: book row 9 cannot be used \(unreadable-levels\)/m);
    expect(stderr).not.toMatch(/^ {4}at /m);
    await sampleFile(folder, 'after.db');
    const { stdout } = await processFile(['strict.db', 'after.db', '--strict']);
    expect(stdout).not.toContain('after.db');
  });

  it('refuses other settings until --force', async () => {
    await sampleFile(folder, 'settings.db');
    await processFile(['settings.db', '--depth', '3']);
    const refused = await processFile(['settings.db']);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('--force');
    expect((await processFile(['settings.db', '--force'])).exitCode).toBe(0);
  });

  it('writes elsewhere with --output and leaves the source as it is', async () => {
    const path = await sampleFile(folder, 'apart.db');
    const before = readFileSync(path);
    const { exitCode, stdout } = await processFile(['apart.db', '--output', 'metrics.db', '--durability', 'fast']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`\n  metrics in ${join(folder, 'metrics.db')}\n`);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readRows(join(folder, 'metrics.db'), METRICS)).toHaveLength(400);
  });

  it.each(['self.db', './self.db', '../process-self/self.db', 'soft.db', 'hard.db'])(
    'refuses --output %s where that is the source',
    async (output) => {
      const cwd = join(folder, 'process-self');
      if (!existsSync(cwd)) {
        mkdirSync(cwd);
        const path = await sampleFile(cwd, 'self.db', { snapshots: 10 });
        symlinkSync(path, join(cwd, 'soft.db'));
        linkSync(path, join(cwd, 'hard.db'));
      }
      for (const command of ['process', 'run', 'analyze']) {
        const { exitCode, stderr } = await orderflow([command, 'self.db', '--output', output], { cwd });
        expect(stderr).toMatch(/^error: --output \S+ is the source itself: name another file/);
        expect(exitCode).toBe(2);
      }
      expect(readRows(join(cwd, 'self.db'), "SELECT 1 FROM sqlite_schema WHERE name = 'metrics'")).toEqual([]);
    },
  );

  it('wants --yes where speed endangers the only copy', async () => {
    await sampleFile(folder, 'fast.db');
    const refused = await processFile(['fast.db', '--durability', 'fast']);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/--output FILE .* or --yes/);
    expect((await processFile(['fast.db', '--durability', 'fast', '--yes'])).exitCode).toBe(0);
    const off = await processFile(['fast.db', '--journal-mode', 'off', '--force']);
    expect(off.exitCode).toBe(2);
    expect(off.stderr).toContain('journal mode off can destroy a file');
  });

  it('takes a folder, reports a bad file and processes the rest', async () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    const good = await sampleFile(data, 'day2.db');
    copyFileSync(good, join(data, 'day10.db'));
    writeFileSync(join(data, 'day1.db'), 'this is no database');
    writeFileSync(join(data, 'notes.txt'), 'x');
    await processFile([good, '--output', join(data, 'elsewhere.db')]);
    const { stdout, stderr, exitCode } = await processFile(['--data', 'data']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: .*day1\.db: this is not a SQLite database/m);
    expect(stdout).toMatch(/day1\.db\n {2}not processed \(source-unreadable\)[\s\S]*day2\.db\n[\s\S]*day10\.db\n/);
    expect(stdout).toContain('total: 3 files · 800 snapshots written, 800 stored');
    expect(stdout).toContain('1 file not processed');
  });

  it('chooses files by instrument and dates', async () => {
    const days = join(folder, 'days');
    mkdirSync(days);
    await sampleFile(days, 'one.db', { start: Date.UTC(2025, 6, 1) });
    await sampleFile(days, 'two.db', { start: Date.UTC(2025, 6, 2) });
    await sampleFile(days, 'eth.db', { start: Date.UTC(2025, 6, 2), instruments: ['ETH-USDT'] });
    const { stdout } = await processFile(['BTC-USDT', '2025-07-02', '2025-07-03', '--data', 'days', '--json']);
    expect(JSON.parse(stdout).files.map(({ path }: { path: string }) => path)).toEqual([join(days, 'two.db')]);
  });

  it('commits what is done on Ctrl-C, which npm hands on once more, and says how to go on', async () => {
    const path = await sampleFile(folder, 'long.db', { snapshots: 6000, intervalMs: 100 });
    const whole = await sampleFile(folder, 'whole.db', { snapshots: 6000, intervalMs: 100 });
    const stopped = await processFile(['long.db', '--force', '--batch-size', '20', '--log-frequency', '300'], {
      signalAt: { text: ' % ', signals: ['SIGINT', 'SIGINT'] },
    });
    expect(stopped.exitCode).toBe(130);
    expect(stopped.stdout).toMatch(/stopped: [\d,]+ snapshots? written/);
    expect(stopped.stderr).toContain('Go on with: orderflow process long.db --batch-size 20 --log-frequency 300');
    const stored = readRows(path, METRICS).length;
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(6000);
    expect((await processFile(['long.db', '--batch-size', '20'])).exitCode).toBe(0);
    await processFile(['whole.db']);
    expect(readRows(path, METRICS)).toEqual(readRows(whole, METRICS));
  });

  it('ends with 143 on SIGTERM', async () => {
    await sampleFile(folder, 'term.db', { snapshots: 6000, intervalMs: 100 });
    const { exitCode } = await processFile(['term.db', '--batch-size', '20', '--log-frequency', '300'], {
      signalAt: { text: ' % ', signals: ['SIGTERM'] },
    });
    expect(exitCode).toBe(143);
  });

  it('refuses --output that is a folder', async () => {
    mkdirSync(join(folder, 'a-folder'));
    const { exitCode, stderr } = await processFile(['a.db', '--output', 'a-folder']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `error: --output ${join(folder, 'a-folder')} is a folder: name a file in it\n`,
    });
  });

  it('refuses --output for many files', async () => {
    const { exitCode, stderr } = await processFile(['--data', 'days', '--output', 'all.db']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--output takes the metrics of one file, and these are 3');
    expect(existsSync(join(folder, 'all.db'))).toBe(false);
  });
});
