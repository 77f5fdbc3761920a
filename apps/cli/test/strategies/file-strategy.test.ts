import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

const ENTRY = new URL('../../src/orderflow.ts', import.meta.url).pathname;
const folder = temporaryFolder();

beforeAll(async () => {
  await sampleFile(folder, 'a.db');
  // It says who it is, and never comes back.
  writeFileSync(
    join(folder, 'endless.ts'),
    `import { renameSync, writeFileSync } from 'node:fs';
export const strategy = {
  name: 'endless',
  onBooktick() {
    writeFileSync('pid.new', String(process.pid));
    renameSync('pid.new', 'pid');
    for (;;) new Array(1000).map((x) => x);
  },
  finish: () => ({ strategy: 'endless', summaries: [], alerts: [] }),
};`,
  );
});

/** The process of the strategy, once it runs. */
async function strategyPid(): Promise<number> {
  await expect.poll(() => existsSync(join(folder, 'pid')), { timeout: 100_000 }).toBe(true);
  return Number(readFileSync(join(folder, 'pid'), 'utf8'));
}

/** Whether a process runs: one that nobody has taken leave of is dead too. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout.trim());
}

describe('a command whose strategy never ends', () => {
  it.each(['analyze', 'report', 'run'])('ends: %s', async (command) => {
    const words = [command, 'a.db', '--strategy', './endless.ts', '--strategy-timeout', '1'];
    const { exitCode, stdout, stderr } = await orderflow(words, { cwd: folder });
    const said = `error: ${folder}/endless.ts: onBooktick, from book row 1 on, did not end within 1 s; mend what never ends, or give it more time with --strategy-timeout`;
    expect(stderr.split('\n').filter((line) => /^error|^ +at /.test(line))).toEqual([said]);
    expect(exitCode).toBe(3);
    expect(stdout).not.toContain('Figures');
    expect(existsSync(join(folder, 'orderflow-report.html'))).toBe(false);
    expect(isAlive(await strategyPid())).toBe(false);
  });

  it('ends with its second signal, and its strategy with it', async () => {
    const words = ['analyze', 'a.db', '--strategy', './endless.ts', '--strategy-timeout', 'none'];
    const signalAt = { text: 'a.db, BTC-USDT: ', signals: ['SIGINT', 'SIGTERM'] as const };
    const { signal } = await orderflow(words, { cwd: folder, signalAt });
    // Two signals that wait together are told in either order.
    expect(['SIGINT', 'SIGTERM']).toContain(signal);
  });

  it('leaves no process behind where it is killed', async () => {
    const words = ['--conditions=@orderflow/source', ENTRY, 'analyze', 'a.db', '--strategy', './endless.ts'];
    writeFileSync(join(folder, 'pid'), '0');
    const command = spawn(process.execPath, words, { cwd: folder, stdio: 'ignore' });
    await expect.poll(strategyPid, { timeout: 100_000 }).not.toBe(0);
    const pid = await strategyPid();
    expect(isAlive(pid)).toBe(true);
    command.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 100_000 }).toBe(false);
  });
});

describe('--strategy-timeout', () => {
  it('is a number of seconds above 0, or none', async () => {
    for (const [value, wish] of [
      ['0', 'above 0, not 0'],
      ['soon', 'a number, not "soon"'],
      ['1e9', 'at most 1000000, not 1000000000'],
    ]) {
      const words = ['analyze', 'a.db', '--strategy-timeout', value ?? ''];
      const { exitCode, stderr } = await orderflow(words, { cwd: folder });
      expect([exitCode, stderr]).toEqual([2, `error: --strategy-timeout must be ${wish}\n`]);
    }
  });
});

describe('a strategy of a file', () => {
  it('writes to the output of the command, and keeps what V8 says of its end to itself', async () => {
    writeFileSync(
      join(folder, 'loud.ts'),
      `export const strategy = {
  name: 'loud',
  onBooktick() {
    console.log('seen');
    console.error('heard');
    process.abort();
  },
  finish: () => ({ strategy: 'loud', summaries: [], alerts: [] }),
};`,
    );
    const { exitCode, stdout, stderr } = await orderflow(['analyze', 'a.db', '--strategy', './loud.ts'], {
      cwd: folder,
    });
    expect([exitCode, stdout]).toEqual([3, 'seen\n']);
    expect(stderr).toMatch(/heard\nerror: .*loud\.ts: its process was ended by SIGABRT/);
  });
});

describe('thresholds of alerts that a strategy file never reads', () => {
  const FINISH = "finish: () => ({ strategy: 'own', summaries: [], alerts: [] })";
  const given = ['--alert-obi-level', '0.8', '--alert-spread-bps', '3', '--alert-cvd-change', 'none'];
  const warningsOf = async (command: string, code: string) => {
    writeFileSync(join(folder, 'own.ts'), `export const strategy = ${code};`);
    const words = [command, 'a.db', '--strategy', './own.ts', ...given];
    const { exitCode, stderr } = await orderflow(words, { cwd: folder });
    expect(exitCode).toBe(0);
    return stderr.match(/^warning: .*/gm) ?? [];
  };
  const unread = (name: string, key: string) =>
    `warning: --alert-${name} had no say in the alerts: the strategy never read alerts.${key}`;

  it.each(['analyze', 'chart', 'report', 'run'])('are warned of: %s', async (command) => {
    const late = `({ alerts }) => ({ name: 'own', onBooktick: () => alerts.obiLevel && alerts.cvdLevel, ${FINISH} })`;
    expect(await warningsOf(command, late)).toEqual([
      unread('cvd-change', 'cvdChange'),
      unread('spread-bps', 'spreadBps'),
    ]);
  });

  it('are all those of an object, and none where all are taken', async () => {
    expect(await warningsOf('analyze', `{ name: 'own', onBooktick() {}, ${FINISH} }`)).toHaveLength(3);
    const all = `({ alerts }) => ({ name: 'own', levels: { ...alerts }, onBooktick() {}, ${FINISH} })`;
    expect(await warningsOf('analyze', all)).toEqual([]);
  });
});
