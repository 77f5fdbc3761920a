import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../src/get-browser.ts');

it('says which browser there is, or that none could be had', () => {
  const empty = mkdtempSync(join(tmpdir(), 'orderflow-browser-'));
  onTestFinished(() => rmSync(empty, { recursive: true }));
  const say = (env: NodeJS.ProcessEnv) => spawnSync(process.execPath, [PROGRAM], { env, encoding: 'utf8' }).stderr;
  expect(say({ ORDERFLOW_BROWSER: process.execPath })).toBe(`Browser: ${process.execPath}\n`);
  const nowhere = { PATH: empty, PLAYWRIGHT_BROWSERS_PATH: empty, ORDERFLOW_NO_BROWSER_INSTALL: '1' };
  expect(say(nowhere)).toBe('No Chromium could be had: browser tests do not run.\n');
});
