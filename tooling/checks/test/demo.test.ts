import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../src/workspace-copy.ts';

const DEMO_TIMEOUT_MS = 120_000;
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
