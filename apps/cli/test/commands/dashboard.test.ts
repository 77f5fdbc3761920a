import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserCommand } from '../../src/serving/open-browser.ts';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

const ENTRY = new URL('../../src/orderflow.ts', import.meta.url).pathname;
const PAGE = new URL('../../../dashboard/dist/client/index.html', import.meta.url);
const folder = temporaryFolder();
const TOKEN = 'a-token-of-some-length';

/** Runs `use` while the dashboard of the folder listens, then stops it; what it came to. */
async function whileServing(
  words: readonly string[],
  use: (address: string, said: () => string) => Promise<void>,
  { signal = 'SIGINT', environment = {} }: { signal?: NodeJS.Signals; environment?: Record<string, string> } = {},
) {
  const command = ['--conditions=@orderflow/source', ENTRY, 'dashboard', '--port', '0', ...words];
  const child = spawn(process.execPath, command, { cwd: folder, env: { PATH: process.env.PATH, ...environment } });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => resolve(String(text).trim()));
    child.on('close', () => reject(new Error(`it ended: ${stderr}`)));
  });
  try {
    await use(address, () => stderr);
  } finally {
    child.kill(signal);
  }
  return { exitCode: await ended, stderr };
}

describe('orderflow dashboard', () => {
  it('prints the address, shows the files of the working folder, reads only, and ends with Ctrl-C', async () => {
    await sampleFile(folder, 'a.db');
    const { exitCode, stderr } = await whileServing([], async (address) => {
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      const sources = await (await fetch(`${address}api/v1/sources`)).json();
      expect(sources).toMatchObject({ canProcess: false, files: [{ name: 'a.db', state: 'live' }] });
    });
    expect(exitCode).toBe(130);
    expect(stderr).toContain('the dashboard listens; Ctrl-C ends it\n');
    // Tests of this command run where the page is built, and where it is not.
    const isBuilt = existsSync(PAGE);
    expect(stderr.includes('warning: the page is not built')).toBe(!isBuilt);
    expect(stderr.includes('`npm run dashboard -- FILE...` in the checkout builds it')).toBe(!isBuilt);
  });

  it('takes settings, and processes where it is allowed to', async () => {
    await sampleFile(folder, 'b.db');
    const words = ['--data', 'b.db', '--process', '--depth', '3', '--window-seconds', '5'];
    const { exitCode } = await whileServing(
      words,
      async (address) => {
        const settings = await (await fetch(`${address}api/v1/settings`)).json();
        expect(settings).toMatchObject({ canProcess: true, metrics: { depth: 3 }, windowSeconds: 5 });
      },
      { signal: 'SIGTERM' },
    );
    expect(exitCode).toBe(143);
  });

  it('shows the runs of the working folder, or of a file that is named', async () => {
    await sampleFile(folder, 'played.db', { snapshots: 300 });
    const played = ['backtest', 'played.db', '--strategy', 'obi-taker', '--maker-model', 'cross', '--json'];
    for (const words of [[], ['--runs', 'other.runs', '--param', 'size=0.02']]) {
      const { run } = JSON.parse((await orderflow([...played, ...words], { cwd: folder })).stdout);
      await whileServing(words.slice(0, 2), async (address) => {
        const { file, runs } = await (await fetch(`${address}api/v1/runs`)).json();
        expect([file, runs]).toEqual([words[1] ?? 'orderflow.runs', [expect.objectContaining({ id: run.id })]]);
      });
    }
    const { stderr } = await whileServing(['--runs', 'none.runs'], async (address) => {
      expect(await (await fetch(`${address}api/v1/runs`)).json()).toMatchObject({ file: 'none.runs', runs: [] });
    });
    expect(stderr).toContain('warning: ');
    expect(stderr).toContain('none.runs: there are no runs yet: `orderflow backtest`');
  });

  it('prints the token with the address, from the environment too, and opens the browser there', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > '${folder}/opened'\n`);
    chmodSync(join(bin, 'xdg-open'), 0o755);
    const environment = { PATH: `${bin}:${process.env.PATH}`, ORDERFLOW_TOKEN: TOKEN };
    await whileServing(
      ['--open'],
      async (address) => {
        expect(address).toContain(`/?token=${TOKEN}`);
        expect((await fetch(new URL('/api/v1/sources', address))).status).toBe(401);
        const headers = { authorization: `Bearer ${TOKEN}` };
        expect((await fetch(new URL('/api/v1/sources', address), { headers })).status).toBe(200);
        await expect.poll(() => readFileSync(join(folder, 'opened'), 'utf8'), { timeout: 100_000 }).toBe(address);
      },
      { environment },
    );
  });

  it('says where no browser can be opened', async () => {
    const warning = 'warning: no browser could be opened: open the address\n';
    const waitForIt = async (_: string, said: () => string) => {
      await expect.poll(said, { timeout: 100_000 }).toContain(warning);
    };
    const { stderr } = await whileServing(['--open'], waitForIt, { environment: { PATH: '/nowhere' } });
    expect(stderr.split(warning)).toHaveLength(2);
  });

  it('knows the command of each system', () => {
    expect([browserCommand('darwin')[0], browserCommand('win32')[0], browserCommand('linux')[0]]).toEqual([
      'open',
      'cmd',
      'xdg-open',
    ]);
  });

  it.each([
    [['--host', '0.0.0.0'], 2, 'everybody who reaches 0.0.0.0 could read the data: give a token'],
    [['--token', 'short'], 2, 'the token is too short: take 16 characters or more'],
    [['--port', '70000'], 2, '--port must be a whole number from 0 to 65535, not 70000'],
    [['--data', 'nowhere.db'], 3, `${join(folder, 'nowhere.db')}: there is no such file or folder; check the path`],
  ])('refuses %j', async (words, exitCode, message) => {
    const result = await orderflow(['dashboard', ...words], { cwd: folder });
    expect(result).toEqual({ exitCode, stdout: '', stderr: `error: ${message}\n` });
  });

  it('does not process with settings that can destroy a file', async () => {
    const settings = join(folder, 'fast.json');
    writeFileSync(settings, '{"durability":"fast"}');
    const result = await orderflow(['--config', settings, 'dashboard', '--process'], { cwd: folder });
    expect(result).toMatchObject({ exitCode: 2, stderr: 'error: durability fast and --process do not go together\n' });
  });
});
