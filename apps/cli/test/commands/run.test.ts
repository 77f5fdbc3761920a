import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const run = (...words: readonly string[]) => orderflow(['run', ...words], { cwd: folder });

describe('orderflow run', () => {
  it('processes, analyses and reports in one go', async () => {
    const path = await sampleFile(folder, 'a.db');
    const { exitCode, stdout, stderr } = await run('a.db', '--out', 'a.html');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/400 snapshots written[\s\S]*Order-book imbalance[\s\S]*Report\n.*a\.html\n$/);
    expect(stderr).toContain('a.db, BTC-USDT: reading stored metrics');
    expect(readRows(path, 'SELECT count(*) AS n FROM metrics')).toEqual([{ n: 400 }]);
    expect(readFileSync(join(folder, 'a.html'), 'utf8')).toContain('Order-flow report');
  });

  it('prints one JSON document', async () => {
    await sampleFile(folder, 'json.db');
    const document = JSON.parse((await run('json.db', '--json', '--log-level', 'error')).stdout);
    expect(document).toMatchObject({
      processing: { total: { writtenRows: 400 } },
      analysis: { strategy: 'default' },
      report: join(folder, 'orderflow-report.html'),
    });
  });

  it('checks what it was told before it processes', async () => {
    const path = await sampleFile(folder, 'early.db');
    mkdirSync(join(folder, 'pages'));
    writeFileSync(join(folder, 'bad.json'), '{ "depht": 3 }');
    writeFileSync(join(folder, 'broken.ts'), 'export const strategy = 1;');
    for (const [words, code, message] of [
      [['--strategy', 'defualt'], 2, "unknown strategy 'defualt' (did you mean default?)"],
      [['--strategy', './none.ts'], 3, 'none.ts: there is no such strategy file'],
      [['--strategy', './broken.ts'], 3, "'strategy' is of type number"],
      [['--out', 'pages'], 2, 'pages is a folder: name a file in it'],
      [['--out', 'nowhere/r.html'], 2, 'r.html cannot be written'],
      [['--out', 'early.db'], 2, 'early.db is a database and is not overwritten'],
      [['--out', 'm.db', '--output', 'm.db'], 2, 'cannot be both the report (--out) and the metrics (--output)'],
      [['--config', 'bad.json'], 2, 'depht is no setting'],
    ] as const) {
      const { exitCode, stdout, stderr } = await run('early.db', ...words);
      expect({ exitCode, stdout }, words.join(' ')).toEqual({ exitCode: code, stdout: '' });
      expect(stderr).toContain(message);
    }
    expect(readRows(path, "SELECT name FROM sqlite_schema WHERE name = 'metrics'")).toEqual([]);
  });

  it('computes live where the metrics belong to another tool, and leaves them', async () => {
    const path = await sampleFile(folder, 'foreign.db');
    changeFile(path, 'CREATE TABLE metrics (mine TEXT)', "INSERT INTO metrics VALUES ('x')");
    const { exitCode, stdout, stderr } = await run('foreign.db');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^warning: .*foreign\.db/m);
    expect(stderr).toContain('computing metrics live');
    expect(stdout).toContain('Order-book imbalance');
    expect(readRows(path, 'SELECT * FROM metrics')).toEqual([{ mine: 'x' }]);
  });
});
