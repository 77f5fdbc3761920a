import { chmodSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { orderflow, type RunOptions, temporaryFolder } from './run-command.ts';
import { changeFile, readRows, sampleFile } from './sample-files.ts';
import { expectSentence } from './support/expect-sentence.ts';

const folder = temporaryFolder();
const run = (words: readonly string[], options: RunOptions = {}) => orderflow(words, { cwd: folder, ...options });
/** Permissions mean nothing to root: somebody else must be refused. */
const asSomebodyElse = process.getuid?.() === 0 ? { uid: 65_534 } : {};

describe('bad input', () => {
  it('names a file that is no database', async () => {
    writeFileSync(join(folder, 'text.db'), 'these are no pages of SQLite');
    for (const command of ['process', 'analyze', 'inspect', 'clean', 'run', 'report', 'chart', 'export']) {
      expectSentence(await run([command, 'text.db']), 3, /text\.db: this is not a SQLite database; check the path/);
    }
  });

  it('names a path that does not exist', async () => {
    expectSentence(await run(['process', 'none.db']), 3, /there is no file or folder none\.db in /);
    expectSentence(await run(['analyze', '--data', 'nowhere']), 3, /there is no file or folder nowhere in /);
    expectSentence(await run(['inspect', 'none.db']), 3, /none\.db: there is no such file or folder; check the path/);
  });

  it('names a folder without databases', async () => {
    mkdirSync(join(folder, 'empty'));
    expectSentence(await run(['process', '--data', 'empty']), 3, /empty holds no database: name a folder with \*\.db/);
  });

  it('names a missing table or column', async () => {
    changeFile(
      join(folder, 'tables.db'),
      'CREATE TABLE book (id INTEGER PRIMARY KEY, instrument, bids, asks, timestamp)',
    );
    expectSentence(await run(['process', 'tables.db']), 3, /tables\.db: there is no table trades/);
    changeFile(join(folder, 'columns.db'), 'CREATE TABLE book (id INTEGER PRIMARY KEY, instrument, bids, timestamp)');
    expectSentence(await run(['process', 'columns.db']), 3, /columns\.db: the table book has no column asks/);
  });

  it('lists the instruments where one is unknown', async () => {
    await sampleFile(folder, 'instruments.db', { instruments: ['BTC-USDT', 'ETH-USDT'] });
    for (const command of ['process', 'analyze', 'report', 'chart', 'export', 'run']) {
      const result = await run([command, 'instruments.db', 'XRP']);
      expectSentence(result, 3, /no instrument XRP; the data hold BTC-USDT, ETH-USDT/);
      expect(result.stdout).toBe('');
    }
  });

  it('says what the data span where a range is empty', async () => {
    await sampleFile(folder, 'range.db');
    for (const command of ['process', 'analyze', 'export']) {
      const result = await run([command, 'range.db', 'BTC-USDT', '2024-01-01', '2024-01-02']);
      expectSentence(result, 3, /no snapshots? .*spans? 2025-07-01T00:00:00.* to 2025-07-01T00:0/);
    }
  });

  it('waits for a lock and then names the file that is locked', async () => {
    const path = await sampleFile(folder, 'locked.db');
    const holder = new DatabaseSync(path);
    holder.exec('BEGIN EXCLUSIVE');
    try {
      expectSentence(
        await run(['process', 'locked.db']),
        3,
        /locked\.db: another program holds a lock; wait for it or end it/,
      );
    } finally {
      holder.close();
    }
  });

  it('says how to go on where a file or its folder is read-only, and computes live', async () => {
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    const path = await sampleFile(kept, 'a.db');
    chmodSync(folder, 0o755);
    chmodSync(path, 0o444);
    chmodSync(kept, 0o555);
    const before = readFileSync(path);
    expectSentence(await run(['process', path], asSomebodyElse), 3, /a\.db: .*cannot be written.*--output FILE/);
    const report = join(folder, 'open');
    mkdirSync(report, { mode: 0o777 });
    chmodSync(report, 0o777);
    const live = await run(['run', path, '--out', join(report, 'r.html')], asSomebodyElse);
    chmodSync(kept, 0o755);
    expect(live.exitCode).toBe(0);
    expect(live.stderr).toMatch(/^warning: .*a\.db: .*cannot be written/m);
    expect(live.stderr).toContain('computing metrics live');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('names a file that may not be read', async () => {
    const path = await sampleFile(folder, 'secret.db');
    chmodSync(folder, 0o755);
    chmodSync(path, 0o000);
    expectSentence(await run(['analyze', path], asSomebodyElse), 3, /secret\.db: .*cannot be opened; check/);
  });

  it('keeps what is committed where the disk is full, and goes on later', async () => {
    const path = await sampleFile(folder, 'full.db', { snapshots: 140_000, levels: 1, intervalMs: 100 });
    // Metrics take some 16 MB, the first transaction of them less than half of that.
    const blocks = Math.ceil(statSync(path).size / 512) + 21_000;
    const full = await run(['process', 'full.db'], { shellPrefix: `ulimit -f ${blocks};` });
    expectSentence(full, 1, /full\.db: the disk .*what is committed is kept/);
    const stored = readRows(path, 'SELECT count(*) AS n FROM metrics')[0]?.n as number;
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(140_000);
    expect((await run(['process', 'full.db'])).exitCode).toBe(0);
    expect(readRows(path, 'SELECT count(*) AS n FROM metrics')).toEqual([{ n: 140_000 }]);
  });

  it('writes no half report where the disk is full', async () => {
    await sampleFile(folder, 'report.db');
    const { exitCode, stderr } = await run(['report', 'report.db', '--out', 'full.html'], {
      shellPrefix: 'ulimit -f 8;',
    });
    expect(stderr).toMatch(/^error: .*full\.html cannot be written: the disk is full; make room$/m);
    expect(exitCode).toBe(1);
  });

  it('ends with a sentence where standard output cannot be written', async () => {
    await sampleFile(folder, 'output.db', { snapshots: 2000, levels: 1 });
    const result = await run(['export', 'output.db'], { shellPrefix: 'ulimit -f 8; exec >output.csv;' });
    expectSentence(result, 1, /^error: standard output cannot be written: EFBIG/);
  });

  it('names a file that is cut short', async () => {
    const path = await sampleFile(folder, 'short.db', { snapshots: 2000 });
    truncateSync(path, 200_000);
    expectSentence(await run(['process', 'short.db']), 3, /short\.db: the file is damaged or cut short/);
    expectSentence(await run(['inspect', 'short.db']), 3, /short\.db: the file is damaged or cut short/);
  });

  it('skips and names rows that cannot be read, and loses no other', async () => {
    const path = await sampleFile(folder, 'rows.db');
    changeFile(
      path,
      'UPDATE book SET bids = \'[["x",1]]\' WHERE id = 5',
      "UPDATE book SET timestamp = 'soon' WHERE id = 6",
      'UPDATE book SET instrument = NULL WHERE id = 7',
      "UPDATE book SET asks = '[[-1,1]]' WHERE id = 8",
      "UPDATE trades SET side = 'hold' WHERE id = 1",
      "UPDATE trades SET timestamp = '' WHERE id = 2",
      'UPDATE trades SET size = 0 WHERE id = 3',
    );
    const { exitCode, stdout } = await run(['process', 'rows.db']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('396 snapshots written');
    for (const text of [
      'book row skipped: unreadable levels (row 5)',
      'book row skipped: unreadable timestamp (row 6)',
      'book row skipped: no instrument (row 7)',
      'book row skipped: a negative price or size (row 8)',
      'trade row skipped: a side other than buy or sell (row 1)',
      'trade row skipped: unreadable timestamp (row 2)',
      'trade row skipped: a size that is no number above 0 (row 3)',
    ]) {
      expect(stdout).toContain(`1 ${text}`);
    }
  });

  it('fails where not one book row of a file can be read, every time, and says how rows must look', async () => {
    const levels = '{"price": 1, "size": 2}'.repeat(9);
    const path = await sampleFile(folder, 'alien.db');
    changeFile(path, `UPDATE book SET asks = '${levels}'`, "UPDATE book SET timestamp = 'soon' WHERE id = 3");
    const message =
      /alien\.db: .*none of its 400 book rows can be read: .*399 with unreadable levels \(row 1: asks of 207 bytes\).*1 with unreadable timestamp \(row 3: soon\).* \[\[price, size, liquidation_count, order_count\], \.\.\.\]/;
    for (const command of ['process', 'process', 'run']) expectSentence(await run([command, 'alien.db']), 3, message);
    const good = await sampleFile(folder, 'beside.db');
    const both = await run(['process', 'alien.db', good]);
    expectSentence(both, 3, message);
    expect(both.stdout).toMatch(/alien\.db\n {2}not processed \(source-unreadable\)[\s\S]*400 snapshots written/);
  });

  it('shows where an error came from with --log-level debug only', async () => {
    writeFileSync(join(folder, 'trace.db'), 'no database at all');
    const { stderr } = await run(['process', 'trace.db', '--log-level', 'debug']);
    expect(stderr).toMatch(/^ {4}at .*open-database\.ts/m);
  });

  it('writes errors as JSON lines where asked', async () => {
    const { stderr } = await run(['process', 'none.db', '--log-format', 'json']);
    expect(JSON.parse(stderr)).toMatchObject({ level: 'error', message: expect.stringContaining('none.db') });
  });

  it('escapes and cuts hostile words', async () => {
    const { stderr } = await run(['process', '--data', `\u001b[2J${'x'.repeat(500)}`]);
    expect(stderr).toMatch(/^error: there is no file or folder \\x1b\[2Jx{75}… in /);
  });
});
