import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, startOrderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const run = (...words: readonly string[]) => orderflow(words, { cwd: folder });
const MAKER = ['a.db', '--strategy', 'obi-market-maker', '--param', 'obiSkew=0..1:0.5', '--param', 'size=0.01,0.02'];

async function sweep(...words: readonly string[]) {
  const { exitCode, stdout, stderr } = await run('sweep', ...words, '--json');
  expect({ exitCode, error: stderr.match(/^error.*/m) }).toEqual({ exitCode: 0, error: null });
  return { document: JSON.parse(stdout), stdout, stderr };
}

/** All stored runs without when they were stored, in the order of their ids. */
async function storedIn(file: string) {
  const { runs } = JSON.parse((await run('runs', 'list', '--runs', file, '--limit', '1000', '--json')).stdout);
  return runs
    .map(({ createdAt: _, ...rest }: { createdAt: string; run: { id: string } }) => rest)
    .sort((one: { run: { id: string } }, other: { run: { id: string } }) => (one.run.id < other.run.id ? -1 : 1));
}

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { snapshots: 1500, intervalMs: 1000, seed: 4 });
});

describe('orderflow sweep', () => {
  it('gives the same bytes with one, two and three threads, parsed to memory or to a folder', async () => {
    const words = [...MAKER, '--maker-model', 'band', '--latency', '2,3,2'];
    const one = await sweep(...words, '--threads', '1', '--runs', '1.runs');
    const two = await sweep(...words, '--threads', '2', '--runs', '2.runs', '--cache', 'parsed');
    const three = await sweep(...words, '--threads', '3', '--runs', '3.runs');
    expect(two.stdout).toBe(one.stdout);
    expect(three.stdout).toBe(one.stdout);
    expect(one.document.trials.length).toBe(6);
    expect(await storedIn('2.runs')).toEqual(await storedIn('1.runs'));
    expect(await storedIn('3.runs')).toEqual(await storedIn('1.runs'));
  });

  it('ranks every combination by its worst maker model, and says what their number does to it', async () => {
    const { document } = await sweep(...MAKER, '--maker-model', 'band', '--runs', '1.runs', '--objective', 'pnl');
    const { trials } = document;
    expect(trials.map(({ parameters }: never) => JSON.stringify(parameters)).sort()).toEqual(
      [0, 0.5, 1].flatMap((obiSkew) => [0.01, 0.02].map((size) => JSON.stringify({ obiSkew, size }))).sort(),
    );
    const scores = trials.map(({ score }: { score: number }) => score);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
    for (const { score, results, trials: made } of trials) {
      expect(results.map(({ makerModel }: { makerModel: string }) => makerModel).length).toBe(4);
      expect(score).toBe(Math.min(...results.map(({ pnl }: { pnl: number }) => pnl)));
      expect(made).toBeGreaterThanOrEqual(6);
    }
  });

  it('plays a trial as a backtest does, which adds the rows of the run', async () => {
    const { document } = await sweep(...MAKER, '--runs', 'rows.runs');
    const [{ run: id, resultHash }] = document.trials.filter(
      ({ parameters: { obiSkew, size } }: never) => obiSkew === 1 && size === 0.02,
    );
    expect((await storedIn('rows.runs')).map(({ hasRows }: never) => hasRows)).toEqual(Array(6).fill(false));
    const words = ['--param', 'obiSkew=1', '--param', 'size=0.02', '--maker-model', 'cross', '--runs', 'rows.runs'];
    const { stdout } = await run('backtest', 'a.db', '--strategy', 'obi-market-maker', ...words, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ run: { id, resultHash }, trials: [{ trials: 6 }] });
    const runs = await storedIn('rows.runs');
    expect(runs.filter(({ hasRows }: never) => hasRows).map(({ run }: never) => (run as { id: string }).id)).toEqual([
      id,
    ]);
  });

  it('goes on after a kill with what was stored', async () => {
    const words = ['--param', 'obiSkew=0..0.9:0.1', '--param', 'inventorySkew=0,1', '--log-frequency', '1000'];
    const all = ['sweep', 'a.db', '--strategy', 'obi-market-maker', ...words, '--threads', '1', '--json'];
    const { child, ended } = startOrderflow([...all, '--runs', 'kill.runs'], { cwd: folder });
    child.stderr.on('data', (text: string) => text.includes('3 of 20') && child.kill('SIGKILL'));
    expect((await ended).signal).toBe('SIGKILL');
    const again = await run(...all, '--runs', 'kill.runs');
    expect(Number(/(\d+) of 20 trials are stored already/.exec(again.stderr)?.[1])).toBeGreaterThanOrEqual(3);
    expect(again.stdout).toBe((await run(...all, '--runs', 'whole.runs')).stdout);
  });

  it('stops at Ctrl-C with 130, and keeps what ended', async () => {
    const words = ['sweep', 'a.db', '--strategy', 'obi-market-maker', '--param', 'obiSkew=0..9:0.1'];
    const signalAt = { text: '2 of 91', signals: ['SIGINT'] as const };
    const { exitCode, stdout, stderr } = await orderflow([...words, '--runs', 'stop.runs', '--log-frequency', '1000'], {
      cwd: folder,
      signalAt,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
    const stored = (await storedIn('stop.runs')).length;
    expect(stored).toBeGreaterThanOrEqual(2);
    const command = `orderflow ${words.join(' ')} --runs stop.runs --log-frequency 1000`;
    expect(stderr).toContain(
      `stopped; ${stored} of 91 trials ended and are stored in stop.runs. Go on with: ${command}`,
    );
  });

  it('searches at random, the same for a seed', async () => {
    const words = ['a.db', '--strategy', 'obi-taker', '--param', 'entryObi=0.2..0.6', '--param', 'exitObi=0,0.1'];
    const one = await sweep(...words, '--trials', '4', '--seed', '3', '--no-runs');
    expect(one.document.trials.length).toBe(4);
    expect((await sweep(...words, '--trials', '4', '--seed', '3', '--no-runs', '--threads', '1')).stdout).toBe(
      one.stdout,
    );
    expect((await sweep(...words, '--trials', '4', '--seed', '4', '--no-runs')).stdout).not.toBe(one.stdout);
  });

  it('walks forward: chooses on a stretch, and proves on the next', async () => {
    const words = [...MAKER, '--walk-forward', '2'];
    const { document, stdout } = await sweep(...words, '--runs', 'walk.runs', '--threads', '1');
    expect((await sweep(...words, '--runs', 'walk-3.runs', '--threads', '3')).stdout).toBe(stdout);
    expect((await sweep(...words, '--runs', 'walk.runs')).stdout).toBe(stdout);
    expect(document.folds.length).toBe(2);
    for (const { inSample, outOfSample, chosen, proof, trials } of document.folds) {
      expect(inSample.end).toBe(outOfSample.start);
      expect(trials).toBe(6);
      expect(proof.parameters).toEqual(chosen.parameters);
      expect(chosen.trials).toBeGreaterThanOrEqual(6);
      const range = [outOfSample.start, outOfSample.end ?? '2025-07-02'];
      const param = Object.entries(proof.parameters).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
      const alone = [
        'backtest',
        'a.db',
        ...range,
        '--strategy',
        'obi-market-maker',
        '--maker-model',
        'cross',
        ...param,
      ];
      const { run: played } = JSON.parse((await run(...alone, '--no-runs', '--json')).stdout);
      expect([played.id, played.resultHash]).toEqual([proof.run, proof.resultHash]);
    }
    const anchored = await sweep(...words, '--anchored', '--no-runs');
    expect(anchored.document.folds.map(({ inSample }: never) => (inSample as { start: null }).start)).toEqual([
      null,
      null,
    ]);
    const text = (await run('sweep', ...words, '--runs', 'walk.runs')).stdout;
    expect(text).toMatch(/^12 trials in sample chose 2 times\. Out of sample they come to/m);
  });

  it('shows the best trials and how much of the best is luck', async () => {
    const { stdout } = await run('sweep', ...MAKER, '--runs', 'rows.runs', '--top', '2');
    expect(stdout).toMatch(/^obi-market-maker on BTC-USDT · 2025-07-01 00:00:00 to .* UTC \(.*\)$/m);
    expect(stdout).toMatch(/^obiSkew=[\d.]+ size=0\.0[12] +[+−][\d.,]+ +\d/m);
    expect(stdout).toContain('and 4 more: --top or --json shows them');
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      /6 trials of this strategy were made on these data\. The best of so many without skill would show a Sharpe ratio of [\d.]+ .* The chance that this is more than luck is [<> ]*[\d.]+ %; had it been the only trial, [<> ]*[\d.]+ %\./,
    );
  });

  it('says of a trial that is the only one what it is worth alone', async () => {
    const { stdout } = await run(
      'sweep',
      'a.db',
      '--strategy',
      'obi-market-maker',
      '--param',
      'size=0.01',
      '--no-runs',
    );
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      /This is the only trial of the strategy on these data\. The chance that it is more than luck is [<> ]*[\d.]+ %\./,
    );
  });

  it('names the trial in which a strategy file fails, or never ends', async () => {
    const file = (body: string) =>
      `export const strategy = ({ speed }) => ({ name: 'own', onBook() { if (speed === 2) { ${body} } } });`;
    writeFileSync(join(folder, 'fails.ts'), file("throw new Error('too fast')"));
    writeFileSync(join(folder, 'hangs.ts'), file('for (;;);'));
    const words = ['--param', 'speed=1,2,3', '--strategy-timeout', '2', '--threads', '2'];
    const fails = await run('sweep', 'a.db', '--strategy', './fails.ts', ...words);
    expect(fails.exitCode).toBe(3);
    expect(fails.stderr).toMatch(/a trial failed, and the others are played: .*too fast.* \(trial speed=2\)/);
    expect(fails.stderr).toMatch(
      /1 of 3 trials failed: .*fails\.ts:1: onBook failed: Error: too fast.* \(trial speed=2\)/,
    );
    const hangs = await run('sweep', 'a.db', '--strategy', './hangs.ts', ...words);
    expect(hangs.exitCode).toBe(3);
    expect(hangs.stderr).toMatch(/hangs\.ts: onBook did not end within 2 s/);
  });

  it('tells each reason for which trials failed, and how many did', async () => {
    const body = `if (speed !== 3) throw new Error(speed < 3 ? 'too slow' : 'too fast')`;
    const code = `export const strategy = ({ speed }) => ({ name: 'own', onBook() { ${body}; } });`;
    writeFileSync(join(folder, 'picky.ts'), code);
    const words = ['--param', 'speed=4,1,3,2', '--threads', '2', '--runs', 'picky.runs'];
    const { stderr, exitCode } = await run('sweep', 'a.db', '--strategy', './picky.ts', ...words);
    expect(exitCode).toBe(3);
    const [head, ...lines] = stderr.slice(stderr.indexOf('3 of 4')).trim().split('\n');
    expect(head).toBe('3 of 4 trials failed:');
    expect(lines[0]).toMatch(/^ {2}1: .*too fast.* \(trial speed=4\)$/);
    expect(lines[1]).toMatch(/^ {2}2: .*too slow.* \(first: trial speed=1\)$/);
    expect((await storedIn('picky.runs')).length).toBe(1);
  });

  it.each<[readonly string[], number, RegExp]>([
    [[], 2, /no --param named: say what to try/],
    [['--param', 'size'], 2, /--param is 'size'; write NAME=VALUE,\.\.\. or NAME=LOW\.\.HIGH/],
    [['--param', 'size=1', '--param', 'size=2'], 2, /--param size stands twice/],
    [['--param', 'size=1..2'], 2, /size has no steps: write 1\.\.2:STEP, or search at random/],
    [['--param', 'size=2..1:1'], 2, /--param size: from 2 to 1 by 1: give a step above 0/],
    [['--param', 'size=2..1', '--trials', '3'], 2, /--param size is from 2 to 1; let the end be above the start/],
    [['--param', 'exitObi=0..2:1'], 2, /exitObi is 2; give a number from 0 to 1/],
    [['--param', 'speed=1'], 2, /obi-taker has no parameter 'speed'/],
    [['--param', 'size=1,2', '--walk-forward', '0'], 2, /must be above 0/],
  ])('refuses %j', async (words, code, message) => {
    const { exitCode, stderr, stdout } = await run('sweep', 'a.db', '--strategy', 'obi-taker', ...words);
    expect(stderr).toMatch(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
  });
});
