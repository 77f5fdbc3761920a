import { readFileSync } from 'node:fs';
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
