import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const verify = (...words: readonly string[]) => orderflow(['verify-lookahead', ...words], { cwd: folder });

/** Reads the whole market before it is played, and trades on the mid of ten books later. */
const CHEAT = `import type { Market } from '@orderflow/backtest';
import type { BacktestStrategy } from '@orderflow/core';
export async function strategy(_parameters: unknown, market: Market): Promise<BacktestStrategy> {
  const mids: number[] = [];
  for await (const { books } of market.chunks()) mids.push(...books.mids);
  let next = 10;
  return {
    name: 'cheat',
    onBook(context) {
      const move = mids[next++] - context.market.book.mid;
      if (move > 0) context.buy({ size: 1 });
      else if (move < 0) context.sell({ size: 1 });
    },
  };
}`;

const RANDOM = `export const strategy = {
  name: 'dice',
  onBook(context) {
    if (Math.random() < 0.1) context.buy({ size: 1 });
  },
};`;

const IDLE = `export const strategy = { name: 'idle', onBook() {} };`;

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { snapshots: 2000, intervalMs: 500, seed: 4 });
  for (const [name, text] of Object.entries({ cheat: CHEAT, dice: RANDOM, idle: IDLE })) {
    writeFileSync(join(folder, `${name}.ts`), text);
  }
});

describe('orderflow verify-lookahead', () => {
  it.each([
    ['obi-taker', ['--param', 'entryObi=0.3']],
    ['obi-market-maker', ['--maker-model', 'band']],
    ['cvd-divergence', ['--param', 'moveBps=1', '--param', 'windowSeconds=30', '--param', 'holdSeconds=20']],
  ])('passes the shipped %s', async (strategy, words) => {
    const { exitCode, stdout } = await verify('a.db', '--strategy', strategy, ...words, '--latency', '3,5,2', '--json');
    const { isClean, moments } = JSON.parse(stdout);
    expect(isClean).toBe(true);
    expect(exitCode).toBe(0);
    expect(moments).toHaveLength(words.includes('band') ? 20 : 5);
    expect(moments[4].decisions).toBeGreaterThan(5);
  });

  it('fails a strategy that has read what is to come, and says where', async () => {
    const { exitCode, stdout, stderr } = await verify('a.db', '--strategy', './cheat.ts', '--moments', '3');
    expect(exitCode).toBe(1);
    expect(stdout.match(/differ from 2025-07-01 00:/g)).toHaveLength(3);
    expect(stdout).toMatch(
      /^cheat does not go by the past alone\. With all that came after 2025-07-01 00:0.* scrambled/m,
    );
    expect(stdout).toMatch(/scrambled, its decision [\d,]+, at 2025-07-01 00:.*, became$/m);
    const [became, was] = [
      ...stdout.matchAll(/^ {2}(2025-07-01 00:\S+ (?:buy|sell) BTC-USDT \{"size":1\}|nothing)$/gm),
    ];
    expect(was![1]).not.toBe(became![1]);
    expect(stderr).not.toContain('error');
  });

  it('fails one that goes by something that is not in the data', async () => {
    const { exitCode, stdout } = await verify('a.db', '--strategy', './dice.ts');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('a clock, randomness, state of an earlier run');
  });

  it('says what it covers, and where it rests on few decisions', async () => {
    writeFileSync(
      join(folder, 'seldom.ts'),
      "export const strategy = () => ({ name: 'seldom', onStart: (context) => context.setTimer(context.timestamp + 1000), onTimer: () => undefined });",
    );
    const seldom = await verify('a.db', '--strategy', './seldom.ts', '--moments', '1');
    expect(seldom.stdout).toContain('not one of 1 decision changed with what came after. These are few: more data,');
    const { stdout } = await verify('a.db', '--strategy', 'obi-market-maker', '--moments', '1');
    expect(stdout).toContain('obi-market-maker does not see the future of the market that it is given: not one of ');
    expect(stdout).toContain('\nFiles that it reads itself are not checked.\n');
    expect(stdout).not.toContain('These are few');
  });

  it('proves nothing where nothing is decided, and says so', async () => {
    const { exitCode, stdout } = await verify('a.db', '--strategy', './idle.ts');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('idle decided nothing up to any of these moments, so that this proves nothing.');
  });

  it('scrambles the same for the same seed', async () => {
    const words = ['a.db', '--strategy', './cheat.ts', '--moments', '1', '--json'];
    const [one, other, seeded] = await Promise.all([
      verify(...words),
      verify(...words),
      verify(...words, '--seed', '2'),
    ]);
    expect(one.stdout).toBe(other.stdout);
    expect(seeded.stdout).not.toBe(one.stdout);
  });

  it.each([
    ['--moments', '0'],
    ['--moments', 'many'],
    ['--seed', '-1'],
  ])('refuses %s %s', async (flag, value) => {
    expect((await verify('a.db', '--strategy', 'obi-taker', flag, value)).exitCode).toBe(2);
  });
});

const captures = process.env.ORDERFLOW_CAPTURES ?? '';
const files = captures === '' ? [] : readdirSync(captures).filter((name) => name.endsWith('.db'));

describe('the shipped strategies on real captures', () => {
  it.skipIf(captures === '')('are verified; they ARE NOT unless ORDERFLOW_CAPTURES names their folder', () => {
    expect(files).not.toEqual([]);
  });

  it.each(files)('see no future: %s', { timeout: 120_000 }, async (name) => {
    cpSync(join(captures, name), join(folder, name));
    let decided = 0;
    for (const [strategy, words] of [
      ['obi-taker', ['--param', 'entryObi=0.05', '--param', 'exitObi=0']],
      ['obi-market-maker', ['--maker-model', 'band']],
      ['cvd-divergence', ['--param', 'moveBps=0.1', '--param', 'windowSeconds=2', '--param', 'holdSeconds=1']],
    ] as const) {
      const { stdout } = await verify(name, '--strategy', strategy, ...words, '--latency', '3,5,2', '--json');
      const { isClean, moments } = JSON.parse(stdout);
      expect([strategy, isClean]).toEqual([strategy, true]);
      decided += moments.at(-1).decisions;
    }
    expect(decided).toBeGreaterThan(20);
  });
});
