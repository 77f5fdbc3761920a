import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const exportRows = (...words: readonly string[]) => orderflow(['export', ...words], { cwd: folder });
const lines = (text: string) => text.trimEnd().split('\n');
let path: string;

beforeAll(async () => {
  path = await sampleFile(folder, 'a.db', { seed: 9 });
  changeFile(path, "UPDATE book SET bids = '[]' WHERE id = 3");
  await orderflow(['process', path]);
});

describe('orderflow export', () => {
  it('writes the stored metrics as CSV, an empty field where there is no value', async () => {
    const { exitCode, stdout, stderr } = await exportRows('a.db');
    expect(exitCode).toBe(0);
    const [head, ...rows] = lines(stdout);
    expect(head).toBe('instrument,timestamp,snapshot_id,obi,cvd,best_bid,best_ask');
    const stored = readRows(path, 'SELECT snapshot_id, obi, cvd, best_bid, best_ask FROM metrics ORDER BY id');
    expect(rows.map((row) => row.split(',').slice(2))).toEqual(
      stored.map((row) => Object.values(row).map((value) => (value === null ? '' : String(value)))),
    );
    expect(rows[2]).toMatch(/^BTC-USDT,2025-07-01T00:00:.*Z,3,-1,[^,]*,,\d/);
    expect(stderr).toContain('400 metric rows written');
  });

  it('writes NDJSON, null where there is no value', async () => {
    const rows = lines((await exportRows('a.db', '--format', 'ndjson')).stdout).map((line) => JSON.parse(line));
    expect(rows).toHaveLength(400);
    expect(rows[2]).toMatchObject({ instrument: 'BTC-USDT', snapshot_id: 3, obi: -1, best_bid: null });
  });

  it('writes bars of a range to a file', async () => {
    const words = ['BTC-USDT', '2025-07-01T00:01', '2025-07-01T00:03', '--what', 'bars', '--window-seconds', '60'];
    const { exitCode, stdout } = await exportRows('a.db', ...words, '--out', 'bars.csv');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    const [head, ...rows] = lines(readFileSync(join(folder, 'bars.csv'), 'utf8'));
    expect(head).toBe('instrument,timestamp,open,high,low,close,volume,buy_volume,sell_volume,trade_count');
    expect(rows.map((row) => row.split(',')[1])).toEqual(['2025-07-01T00:01:00.000Z', '2025-07-01T00:02:00.000Z']);
    const trades = readRows(
      path,
      'SELECT count(*) AS n FROM trades WHERE timestamp BETWEEN 1751328060000 AND 1751328179999',
    );
    expect(rows.reduce((sum, row) => sum + Number(row.split(',').at(-1)), 0)).toBe(trades[0]?.n);
  });

  it('ends quietly where nobody reads on', () => {
    const script = `"$@" 2>errors.txt | head -1`;
    const entry = new URL('../../src/orderflow.ts', import.meta.url).pathname;
    const command = [
      process.execPath,
      '--conditions=@orderflow/source',
      entry,
      'export',
      'a.db',
      '--log-level',
      'error',
    ];
    const { stdout } = spawnSync('/bin/sh', ['-c', script, 'sh', ...command], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('instrument,timestamp,snapshot_id,obi,cvd,best_bid,best_ask\n');
    expect(readFileSync(join(folder, 'errors.txt'), 'utf8')).toBe('');
  });

  it('never writes over a database', async () => {
    const before = readFileSync(path);
    const { exitCode, stderr } = await exportRows('a.db', '--out', 'a.db');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is a database and is not overwritten');
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
