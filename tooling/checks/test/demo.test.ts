import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../src/workspace-copy.ts';

const DEMO_TIMEOUT_MS = 300_000;
const REPORT = join(ROOT, 'sample', 'report.html');

function demo() {
  return spawnSync(process.execPath, ['tooling/bootstrap/src/demo.mjs'], { cwd: ROOT, encoding: 'utf8' });
}

it('makes a sample day, processes it, and says where the report lies', { timeout: DEMO_TIMEOUT_MS }, () => {
  const { status, stdout, stderr } = demo();
  expect(status, stderr).toBe(0);
  expect(stderr).toContain('100 %');
  expect(stdout).toContain('86,400 snapshots written');
  expect(stdout).toContain('Order-book imbalance');
  expect(stdout).toContain(REPORT);
  const page = readFileSync(REPORT, 'utf8');
  expect(page).toContain('BTC-USDT');
  expect(page).toContain('class="chart-series"');
  expect(page.length).toBeLessThan(5e6);
});

it('uses the sample day again the second time', { timeout: DEMO_TIMEOUT_MS }, () => {
  expect(existsSync(join(ROOT, 'sample', 'BTC-USDT-2025-07-01.db'))).toBe(true);
  const { status, stdout, stderr } = demo();
  expect(status, stderr).toBe(0);
  expect(stderr).not.toContain('Making a sample day');
  expect(stdout).toContain('86,400 snapshots written');
});

/** Starts `npm run dashboard` on any free port; the address that it prints, and what ends it. */
async function startDashboard() {
  const child = spawn('npm', ['run', 'dashboard', '--', '--port', '0'], { cwd: ROOT, detached: true });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, signal);
    return ended;
  };
  onTestFinished(async () => {
    await end('SIGKILL');
  });
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        said += text;
        const [printed] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
        if (printed !== undefined) resolve(printed);
      });
    }
    child.on('close', () => reject(new Error(`it ended: ${said}`)));
  });
  return { address, end };
}

it('shows the sample day in the dashboard until it is stopped', { timeout: DEMO_TIMEOUT_MS }, async () => {
  const { address, end } = await startDashboard();
  const page = await (await fetch(address)).text();
  const [, script = 'none'] = /<script[^>]* src="([^"]+)"/.exec(page) ?? [];
  const code = await fetch(new URL(script, address));
  expect([code.status, code.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  const { files } = await (await fetch(new URL('api/v1/sources', address))).json();
  expect(files).toMatchObject([{ name: 'BTC-USDT-2025-07-01.db', state: 'stored' }]);
  expect(await end('SIGINT')).toBe(130);
  await expect(fetch(address)).rejects.toThrow();
});
