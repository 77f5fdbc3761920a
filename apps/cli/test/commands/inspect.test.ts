import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const inspect = (...words: readonly string[]) => orderflow(['inspect', ...words], { cwd: folder });

describe('orderflow inspect', () => {
  it('says what is in a file and what is wrong with it', async () => {
    const path = await sampleFile(folder, 'a.db', { timestampFormat: 'iso', gaps: 1, gapSeconds: 300, seed: 8 });
    changeFile(
      path,
      'CREATE INDEX by_time ON book (timestamp)',
      'UPDATE trades SET price = -1 WHERE id = 2',
      'UPDATE book SET bids = asks WHERE id = 30',
    );
    const { exitCode, stdout } = await inspect('a.db');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^book +400 +by_time \(timestamp\)$/m);
    expect(stdout).toMatch(/^BTC-USDT +400 /m);
    expect(stdout).toContain('timestamps  book iso; trades iso');
    expect(stdout).toContain('levels      5 bids, 5 asks in the first 200 snapshots');
    expect(stdout).toContain('metrics     none; orderflow process stores them');
    expect(stdout).toContain('1 trade row skipped: a price that is no number above 0 (row 2)');
    expect(stdout).toMatch(/BTC-USDT: 1 gap, book row \d+ at 2025-07-01T.*, 5 min .*before it/);
    expect(stdout).toMatch(/BTC-USDT: 1 (locked|crossed) book, book row 30 at/);
  });

  it('tells current metrics from stale ones', async () => {
    const path = await sampleFile(folder, 'stored.db');
    await orderflow(['process', path, '--depth', '3']);
    expect((await inspect('stored.db')).stdout).toContain('400 rows, depth 3, trade matching window, current');
    changeFile(path, 'INSERT INTO book SELECT 9999, instrument, bids, asks, timestamp + 999999 FROM book WHERE id = 1');
    expect((await inspect('stored.db')).stdout).toContain('not current: rows have come since the metrics were stored');
  });

  it('prints one JSON document', async () => {
    const path = await sampleFile(folder, 'json.db');
    const { files } = JSON.parse((await inspect('json.db', '--json')).stdout);
    expect(files).toEqual([
      expect.objectContaining({
        path,
        kind: 'source',
        journalMode: 'delete',
        source: expect.objectContaining({
          snapshots: [
            expect.objectContaining({ instrument: 'BTC-USDT', rows: 400, first: expect.stringMatching(/Z$/) }),
          ],
          levels: { snapshots: 200, bids: { fewest: 5, most: 5 }, asks: { fewest: 5, most: 5 } },
          quality: expect.objectContaining({ isComplete: true }),
        }),
      }),
    ]);
  });

  it('takes folders as other commands do', async () => {
    mkdirSync(join(folder, 'days'));
    await sampleFile(join(folder, 'days'), '1.db', { snapshots: 10 });
    for (const words of [['days'], ['--data', 'days'], ['-d', 'days/1.db']]) {
      const { exitCode, stdout } = await inspect(...words);
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/days\/1\.db\n/) });
    }
  });

  it('goes on behind a bad file', async () => {
    await sampleFile(folder, 'good.db');
    writeFileSync(join(folder, 'bad.db'), 'no database');
    const { exitCode, stdout, stderr } = await inspect('bad.db', 'good.db');
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: .*bad\.db: this is not a SQLite database/m);
    expect(stdout).toContain('good.db');
  });
});
