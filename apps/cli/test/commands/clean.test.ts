import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const tables = (path: string) =>
  readRows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").map(
    ({ name }) => name,
  );
const run = (...words: readonly string[]) => orderflow(words, { cwd: folder });

describe('orderflow clean', () => {
  it('removes what orderflow wrote and nothing else', async () => {
    const path = await sampleFile(folder, 'a.db');
    changeFile(path, 'PRAGMA journal_mode = persist', 'CREATE TABLE mine (x)');
    await run('process', 'a.db');
    const dry = await run('clean', '--dry-run', 'a.db');
    expect(dry.stdout).toContain('tables would be removed: metrics, orderflow_');
    expect(tables(path)).toContain('metrics');
    const { exitCode, stdout } = await run('clean', 'a.db', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).files[0].tables).toContain('metrics');
    expect(tables(path)).toEqual(['book', 'trades', 'mine']);
    expect((await run('clean', 'a.db')).stdout).toContain('nothing of ours is in it');
  });

  it('takes folders as other commands do, and leaves out what --output wrote there', async () => {
    mkdirSync(join(folder, 'days'));
    const [one, two] = await Promise.all(['1.db', '2.db'].map((name) => sampleFile(join(folder, 'days'), name)));
    await run('process', '--data', 'days');
    await run('process', one!, '--output', join(folder, 'days/apart.db'));
    const dry = JSON.parse((await run('clean', '--data', 'days', '--dry-run', '--json')).stdout);
    expect(dry).toMatchObject({ dryRun: true, files: [{ path: one }, { path: two }] });
    expect(await run('clean', 'days')).toMatchObject({ exitCode: 0, stderr: '' });
    expect([tables(one!), tables(two!)]).toEqual([
      ['book', 'trades'],
      ['book', 'trades'],
    ]);
    expect(JSON.parse((await run('clean', 'days', '--json')).stdout)).toMatchObject({ dryRun: false });
  });

  it('leaves metrics of another tool', async () => {
    const path = await sampleFile(folder, 'foreign.db');
    changeFile(path, 'CREATE TABLE metrics (id INTEGER PRIMARY KEY, snapshot_id INTEGER)');
    expect((await run('clean', 'foreign.db')).exitCode).toBe(0);
    expect(tables(path)).toContain('metrics');
  });

  it('says of a file of metrics alone that the file itself can go', async () => {
    await sampleFile(folder, 'source.db');
    await run('process', 'source.db', '--output', 'metrics.db');
    const { exitCode, stderr } = await run('clean', 'metrics.db');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('delete the file itself');
  });

  it('goes on behind a bad file', async () => {
    await sampleFile(folder, 'good.db');
    const { exitCode, stdout, stderr } = await run('clean', 'none.db', 'good.db');
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/none\.db: there is no such file/);
    expect(stdout).toContain('good.db');
  });
});
