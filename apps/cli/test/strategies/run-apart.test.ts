import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orderflow, startOrderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const LONG = 'y'.repeat(500_000);
const COMMANDS = ['backtest', 'verify-lookahead'];

/** A strategy file whose code runs at a place: where it is loaded, made, or called. */
function writeStrategy(name: string, place: string, code: string): string {
  const body = place === 'loading it' ? 'onBook() {}' : `${place}(context) { ${code} }`;
  const top = place === 'loading it' ? code : '';
  writeFileSync(join(folder, name), `${top}\nexport const strategy = { name: 'misdeed', ${body} };\n`);
  return `./${name}`;
}

/** Says who it is, and never comes back. */
const ENDLESS = `const { renameSync, writeFileSync } = await import('node:fs');
writeFileSync('pid.new', String(process.pid));
renameSync('pid.new', 'pid');
export const strategy = { name: 'endless', onBook() { for (;;) new Array(1000).map((x) => x); } };`;

/** The process of the strategy, once it runs. */
async function strategyPid(): Promise<number> {
  await expect.poll(() => existsSync(join(folder, 'pid')), { timeout: 100_000 }).toBe(true);
  return Number(readFileSync(join(folder, 'pid'), 'utf8'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { snapshots: 300, tradesPerSecond: 2 });
  await sampleFile(folder, 'long.db', { snapshots: 9000 });
  writeFileSync(join(folder, 'endless.mjs'), ENDLESS);
});

beforeEach(() => rmSync(join(folder, 'pid'), { force: true }));

describe('a strategy that trades and never ends', () => {
  it.each([
    ...COMMANDS.map((command) => [command, 'onBook'] as const),
    ...['loading it', 'onStart', 'onTrade', 'onEnd'].map((place) => ['backtest', place] as const),
  ])('is ended with a clear word: %s, %s', async (command, place) => {
    const file = writeStrategy('endless-somewhere.mjs', place, 'for (;;);');
    const words = [command, 'a.db', '--strategy', file, '--strategy-timeout', '1'];
    const { exitCode, stdout, stderr } = await orderflow(words, { cwd: folder });
    const said = `error: ${folder}/endless-somewhere.mjs: ${place} did not end within 1 s; mend what never ends, or give it more time with --strategy-timeout`;
    expect(stderr.split('\n').filter((line) => /^error|^ +at /.test(line))).toEqual([said]);
    expect([exitCode, stdout]).toEqual([3, '']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with the command at a second signal: %s', async (signal) => {
    const words = ['backtest', 'a.db', '--strategy', './endless.mjs', '--strategy-timeout', 'none'];
    const { child, ended } = startOrderflow(words, { cwd: folder });
    const pid = await strategyPid();
    let said = '';
    child.stderr.on('data', (text: string) => {
      said += text;
    });
    child.kill(signal);
    await expect.poll(() => said, { timeout: 100_000 }).toContain('stopping;');
    // One that comes again within half a second is the same.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(isAlive(pid)).toBe(true);
    child.kill(signal);
    const { signal: endedBy, stderr } = await ended;
    expect(endedBy).toBe(signal);
    expect(stderr.match(/stopping;/g)).toHaveLength(1);
    await expect.poll(() => isAlive(pid), { timeout: 100_000 }).toBe(false);
  });

  it('is left behind by no command that is killed', async () => {
    const { child, ended } = startOrderflow(['backtest', 'a.db', '--strategy', './endless.mjs'], { cwd: folder });
    const pid = await strategyPid();
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 100_000 }).toBe(false);
    await ended;
  });
});

describe('a strategy that trades and takes all memory', () => {
  const play = (code: string, options: string) => {
    const words = ['backtest', 'a.db', '--strategy', writeStrategy('hoarder.mjs', 'onBook', code)];
    return orderflow(words, { cwd: folder, environment: { NODE_OPTIONS: options } });
  };

  it('is ended before the machine has none left, with a clear word', async () => {
    // A machine of 400 MB, as the process sees it.
    writeFileSync(join(folder, 'small.mjs'), 'process.constrainedMemory = () => 400 * 1024 * 1024;');
    const { exitCode, stdout, stderr } = await play(
      'globalThis.kept ??= []; for (;;) globalThis.kept.push(new Float64Array(1e5).fill(1));',
      `--import=${join(folder, 'small.mjs')}`,
    );
    const said = 'its process took more than 300 MB of memory: keep what you need of a book, not the book';
    expect(stderr.split('\n').filter((line) => line.startsWith('error'))).toEqual([
      `error: ${folder}/hoarder.mjs: ${said}`,
    ]);
    expect([exitCode, stdout]).toEqual([3, '']);
  });

  it('is ended with its objects, with a clear word', async () => {
    const { exitCode, stdout, stderr } = await play(
      'globalThis.kept ??= []; for (;;) globalThis.kept.push({ book: [context] });',
      '--max-old-space-size=100',
    );
    expect(stderr).toMatch(
      /error: .*hoarder\.mjs: its process was ended by SIGABRT; it may have taken more than \d+ MB/,
    );
    expect([exitCode, stdout]).toEqual([3, '']);
  });
});

describe('a strategy that trades', () => {
  it.each([
    ['process.exit(0);', 'it ended its own process; leave that to the command'],
    ['process.disconnect();', 'it ended its own process; leave that to the command'],
    ["process.kill(process.pid, 'SIGTRAP');", 'its process was ended by SIGTRAP'],
    [
      "process.kill(process.pid, 'SIGKILL');",
      /misdeed\.mjs: its process was ended by SIGKILL; it may have taken more than \d+ MB of memory: keep what you need/,
    ],
    ["setTimeout(() => { throw new Error('late'); }, 1); await new Promise(() => 1);", /outside of its .*Error: late/],
    ["Promise.reject(new Error('lost')); await new Promise(() => 1);", /outside of its callbacks: Error: lost/],
    [
      "throw new Error('line one\\nerror: forged');",
      /:1: the file cannot be loaded: Error: line one\\x0aerror: forged/,
    ],
  ])('ends its process, and no more: %s', async (code, said) => {
    const file = writeStrategy('misdeed.mjs', 'loading it', code);
    const { exitCode, stdout, stderr } = await orderflow(['backtest', 'a.db', '--strategy', file], { cwd: folder });
    expect(stderr).toMatch(typeof said === 'string' ? `error: ${folder}/misdeed.mjs: ${said}\n` : said);
    expect([exitCode, stdout]).toEqual([3, '']);
  });

  it('puts off no end with what it starts', async () => {
    const file = writeStrategy('timer.mjs', 'onStart', 'setInterval(() => 1, 1000);');
    const { exitCode, stdout } = await orderflow(['backtest', 'a.db', '--strategy', file, '--json'], { cwd: folder });
    expect([exitCode, JSON.parse(stdout).strategy]).toEqual([0, 'misdeed']);
  });

  it.each([
    [
      'of the process apart',
      ['backtest', 'a.db', '--strategy', './talks.mjs'],
      /^misdeed on.*nobody\s+reacts\s+to\s+them\W.*\n$/s,
    ],
    ['of the command itself', ['export', 'long.db', '--format', 'ndjson'], /^(\{.*\}\n){9000}$/],
  ])('prints megabytes for a reader that comes late: the output %s', async (_, words, whole) => {
    writeStrategy('talks.mjs', 'onEnd', `console.log('${LONG}');`);
    const { child, ended } = startOrderflow(words, { cwd: folder });
    child.stdout.pause();
    await expect.poll(() => child.stdout.readableLength, { timeout: 100_000 }).toBeGreaterThan(0);
    // What is given a second for its last words is ended by then.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.stdout.resume();
    const { exitCode, stdout, stderr } = await ended;
    expect([exitCode, stderr.match(/^error: .*/gm)]).toEqual([0, null]);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(stdout.replaceAll(`${LONG}\n`, '')).toMatch(whole);
  });

  it.each([
    ['wrong usage', ['a.db', '--fees', 'x'], 2],
    ['bad input', ['nowhere.db'], 3],
  ])('leaves the exit code as it is: %s', async (_, words, code) => {
    const file = writeStrategy('good.mjs', 'onBook', '');
    const { exitCode, stderr } = await orderflow(['backtest', ...words, '--strategy', file], { cwd: folder });
    expect([exitCode, stderr.match(/^error: /gm)]).toEqual([code, ['error: ']]);
  });
});
