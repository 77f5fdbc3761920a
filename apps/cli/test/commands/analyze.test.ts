import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { readRows, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const analyze = (...words: readonly string[]) => orderflow(['analyze', ...words], { cwd: folder });
let path: string;

beforeAll(async () => {
  path = await sampleFile(folder, 'a.db', { instruments: ['BTC-USDT', 'ETH-USDT'], seed: 4 });
});

describe('orderflow analyze', () => {
  it('computes live, says so on standard error, and writes nothing', async () => {
    const { exitCode, stdout, stderr } = await analyze('a.db');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('a.db, BTC-USDT: computing metrics live: there are no stored metrics');
    expect(stdout).toMatch(/^Snapshots\ninstrument +snapshots/);
    expect(stdout).toMatch(/^Order-book imbalance$/m);
    expect(readRows(path, "SELECT 1 FROM sqlite_schema WHERE name = 'metrics'")).toEqual([]);
  });

  it('says the same from stored metrics as from live ones', async () => {
    const stored = await sampleFile(folder, 'stored.db', { instruments: ['BTC-USDT', 'ETH-USDT'], seed: 4 });
    await orderflow(['process', stored]);
    const [fromStored, live] = await Promise.all([analyze('stored.db', '--json'), analyze('a.db', '--json')]);
    expect(fromStored.stderr).toContain('stored.db, ETH-USDT: reading stored metrics');
    expect(JSON.parse(fromStored.stdout)).toEqual(JSON.parse(live.stdout));
    expect(JSON.parse(live.stdout).summaries.map(({ instrument }: { instrument: string }) => instrument)).toEqual([
      'BTC-USDT',
      'ETH-USDT',
    ]);
  });

  it('reads the metrics that --output wrote', async () => {
    await orderflow(['process', path, '--output', join(folder, 'apart.db')]);
    const { stderr } = await analyze('a.db', '--output', 'apart.db');
    expect(stderr).toContain('a.db, BTC-USDT: reading stored metrics');
  });

  it('raises alerts on thresholds from flags and files, and prints as many as asked', async () => {
    writeFileSync(join(folder, 'thresholds.json'), '{ "alerts": { "obiHoldSeconds": 0, "obiLevel": 0.9 } }');
    const words = ['a.db', '--config', 'thresholds.json', '--alert-obi-level', '0.05', '--alert-rearm-ratio', '0.5'];
    const { alerts } = JSON.parse((await analyze(...words, '--json')).stdout);
    expect(alerts.length).toBeGreaterThan(3);
    expect(alerts[0]).toMatchObject({
      rule: 'obi-level',
      threshold: 0.05,
      at: expect.stringMatching(/^2025-07-01T.*Z$/),
    });
    const { stdout } = await analyze(...words, '--max-alerts', '2');
    expect(stdout).toContain(`Alerts (${alerts.length})`);
    expect(stdout).toContain(`${alerts.length - 2} more alerts`);
    expect(stdout.match(/obi-level/g)).toHaveLength(2);
  });

  it('tells only of what was asked for', async () => {
    const cwd = join(folder, 'asked');
    mkdirSync(cwd);
    await sampleFile(cwd, 'one.db', { instruments: ['BTC-USDT', 'ETH-USDT'] });
    await sampleFile(cwd, 'two.db', { instruments: ['BTC-USDT'], seed: 2 });
    await sampleFile(cwd, 'later.db', { instruments: ['ETH-USDT'], start: Date.UTC(2025, 6, 9) });
    const words = ['analyze', 'ETH-USDT', '2025-07-01', '2025-07-02', '--data', '.', '--json'];
    const { exitCode, stderr } = await orderflow(words, { cwd });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^one\.db, ETH-USDT: computing metrics live: .*\nstrategy default/);
    expect(stderr).not.toMatch(/BTC-USDT|later/);
    const all = await orderflow(['analyze', '--data', '.'], { cwd });
    expect(all.exitCode).toBe(3);
    expect(all.stderr).toMatch(/warning: .*hold the same time of BTC-USDT/);
  });

  it('takes an instrument and a range', async () => {
    const { stdout } = await analyze('a.db', 'ETH-USDT', '2025-07-01T00:01', '2025-07-01T00:02', '--json');
    const [summary, ...others] = JSON.parse(stdout).summaries;
    expect(others).toEqual([]);
    expect(summary.instrument).toBe('ETH-USDT');
    expect(Date.parse(summary.figures.first)).toBeGreaterThanOrEqual(Date.UTC(2025, 6, 1, 0, 1));
    expect(Date.parse(summary.figures.last)).toBeLessThan(Date.UTC(2025, 6, 1, 0, 2));
  });

  it("runs a user's strategy from any folder", async () => {
    writeFileSync(
      join(folder, 'count.ts'),
      `import type { Book, Strategy } from '@orderflow/core';
let books = 0;
export const strategy: Strategy = {
  name: 'count',
  reads: 'metrics',
  onBooktick(book: Book) { books += book.length; },
  finish: () => ({ strategy: 'count', summaries: [{ instrument: 'all', figures: { books } }], alerts: [] }),
};`,
    );
    const { stdout } = await analyze('a.db', '--strategy', './count.ts', '--json');
    expect(JSON.parse(stdout)).toEqual({
      strategy: 'count',
      summaries: [{ instrument: 'all', figures: { books: 400 } }],
      alerts: [],
    });
  });

  it('names an unknown strategy and those it knows', async () => {
    const { exitCode, stderr } = await analyze('a.db', '--strategy', 'none');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/unknown strategy 'none': choose one of default, imbalance-hit-rate/);
  });

  it('leaves out a file that is cut short and reads the others', async () => {
    const cut = join(folder, 'cut');
    mkdirSync(cut);
    await sampleFile(cut, 'good.db', { seed: 2 });
    truncateSync(await sampleFile(cut, 'short.db', { snapshots: 2000, start: Date.UTC(2025, 7, 1) }), 200_000);
    const { exitCode, stdout, stderr } = await analyze('--data', 'cut', '--json');
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: .*short\.db: the file is damaged or cut short/m);
    expect(JSON.parse(stdout).summaries[0].figures.snapshots).toBe(400);
  });

  it('reads a folder of days as one continuous CVD', async () => {
    const days = join(folder, 'days');
    mkdirSync(days);
    for (const day of [1, 2]) await sampleFile(days, `day${day}.db`, { start: Date.UTC(2025, 6, day), seed: day });
    const figuresOf = async (...words: readonly string[]) =>
      JSON.parse((await analyze(...words, '--json')).stdout).summaries[0].figures;
    const [first, second, both] = [
      await figuresOf('days/day1.db'),
      await figuresOf('days/day2.db'),
      await figuresOf('--data', 'days'),
    ];
    expect(both.snapshots).toBe(first.snapshots + second.snapshots);
    // Trades behind the last snapshot of a day count into the first of the next.
    const tradesOfDay1 = readRows(join(days, 'day1.db'), 'SELECT count(*) AS n FROM trades')[0]?.n as number;
    expect(both.trades).toBe(tradesOfDay1 + second.trades);
    expect(both.last).toBe(second.last);
    const reset = await figuresOf('--data', 'days', '--cvd-reset', 'day');
    expect(reset.cvdEnd).toBeCloseTo(second.cvdEnd, 9);
    expect(both.cvdEnd).not.toBeCloseTo(second.cvdEnd, 9);
  });
});
