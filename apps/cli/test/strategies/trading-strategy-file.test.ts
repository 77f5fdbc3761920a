import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();

const ONE_BUY = 'if (context.market.position === 0 && context.market.orders.length === 0) context.buy({ size: 0.5 });';

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "commonjs" }',
  'object.ts': `import type { BacktestStrategy } from '@orderflow/core';
export const strategy: BacktestStrategy = { name: 'mine', onBook(context) { ${ONE_BUY} } };`,
  'class.ts': `import type { BacktestContext } from '@orderflow/core';
export class strategy {
  readonly name = 'mine';
  readonly #size: number;
  constructor({ size }: { size: number }) { this.#size = size; }
  onBook(context: BacktestContext) { if (context.market.position < this.#size) context.buy({ size: 0.1 }); }
}`,
  'function.ts': `import { makeTradingStrategy } from '@orderflow/strategies';
import { NAME } from './shared/name.ts';
export const strategy = async ({ size, mode }, market) => {
  const inner = makeTradingStrategy('obi-taker', { entryObi: 0.2, size });
  return { ...inner, name: [NAME, mode, market.instruments].join(' ') };
};`,
  'shared/name.ts': `export const NAME: string = 'shared';`,
  'stateful.ts': `let isDone = false;
export const strategy = {
  name: 'once',
  onBook(context) { if (!isDone) context.buy({ size: 1 }); isDone = true; },
};`,
  'throws.ts': `export const strategy = {
  name: 'mine',
  onBook(context) {
    context.buy({ size: -1 });
  },
};`,
  'later.ts': `export const strategy = {
  name: 'mine',
  async onTrade(context) {
    await null;
    context.buy({ size: 1 });
  },
};`,
  'syntax.ts': `export const strategy = {\n  name: 'mine',\n  onBook( { },\n};`,
  'nothing.ts': 'export const other = 1;',
  'nameless.ts': 'export const strategy = { onBook() {} };',
  'analysis.ts': "export const strategy = { name: 'mine', onBooktick() {} };",
  'report.ts': "export const strategy = { name: 'mine', onBooktick() {}, finish: () => 3 };",
  'alerts.ts': `import type { Book, Configuration } from '@orderflow/core';
export const strategy = class {
  readonly name = 'lean';
  readonly alerts: unknown[] = [];
  readonly #threshold: number;
  constructor({ alerts }: Configuration) { this.#threshold = alerts.obiLevel; }
  onBooktick({ instrument, metrics }: Book) {
    for (let row = 0; row < metrics.count; row++) {
      const obi = metrics.obi[row];
      if (Math.abs(obi) < this.#threshold) continue;
      const at = { timestamp: metrics.timestamps[row], nanoseconds: metrics.nanoseconds[row] };
      const alert = { rule: 'lean', instrument, at, snapshotId: metrics.snapshotIds[row], value: obi, threshold: 0 };
      this.alerts.push({ ...alert, message: '' });
    }
  }
  finish() { return { strategy: this.name, summaries: [], alerts: this.alerts }; }
};`,
  'peek.ts': `export const strategy = () => {
  let last = null;
  return {
    name: 'peek',
    onBooktick(book) { if (book.instrument === 'BTC-USDT') last = book.metric(book.length - 1); },
    finish: () => ({ strategy: 'peek', summaries: [], alerts: [{ rule: 'end', instrument: 'BTC-USDT',
      at: { timestamp: 0, nanoseconds: 0 }, snapshotId: null, value: last.bestBid, threshold: 0, message: '' }].map(
        (alert) => ({ ...alert, value: Math.round(100 * last.bestBid) % 2 === 0 ? 1 : -1 })) }),
  };
};`,
  'field.ts': "export const strategy = {\n name: 'mine', onBook: 3 };",
  'feature.ts': "export const strategy = { name: 'mine', features: ['rsi'], onBook() {} };",
  'typo.ts': "export const strategy = class { name = 'typo'; onTrades() {} };",
  'beside.ts': `class Base { onCandle() {} }
export class strategy extends Base {
  name = 'beside';
  onBook() {}
  onTrades() {}
  finish() {}
  onBooktick() {}
  once() {}
  onFlag = true;
}`,
  'lazy.ts': `export const strategy = (parameters) => ({
  name: 'lazy',
  onBook(context) { if (context.market.orders.length > parameters.threshold) context.sell({ size: 1 }); },
  onTrade(context) { if (context.market.position > parameters.size) context.sell({ size: 1 }); },
});`,
  'making.ts': "export const strategy = () => {\n  throw new Error('no luck');\n};",
};

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { seed: 4 });
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});

const backtest = (file: string, ...words: readonly string[]) =>
  orderflow(['backtest', 'a.db', '--strategy', `./${file}`, ...words, '--json'], { cwd: folder });

async function documentOf(file: string, ...words: readonly string[]) {
  const { stdout, stderr, exitCode } = await backtest(file, ...words);
  expect(stderr).not.toMatch(/^error/m);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('a strategy file that trades', () => {
  it('exports an object', async () => {
    const { strategy, results } = await documentOf('object.ts');
    expect(strategy).toBe('mine');
    expect(results[0].summary.positions).toEqual({ 'BTC-USDT': 0.5 });
  });

  it('exports a class, which is given the parameters', async () => {
    const { parameters, results } = await documentOf('class.ts', '--param', 'size=0.3', '--maker-model', 'touch');
    expect(parameters).toEqual({ size: 0.3 });
    expect(results[0].summary.positions['BTC-USDT']).toBeCloseTo(0.3, 9);
  });

  it('exports a function, which is given the parameters and the market', async () => {
    const { strategy, results } = await documentOf('function.ts', '--param', 'size=0.02', '--param', 'mode=calm');
    expect(strategy).toBe('shared calm BTC-USDT');
    expect(results[0].fills.length).toBeGreaterThan(0);
    expect(results[0].fills[0].size).toBe(0.02);
  });

  it('shares no state between the maker models', async () => {
    const { results } = await documentOf('stateful.ts');
    expect(results.map(({ summary }: { summary: { orders: { sent: number } } }) => summary.orders.sent)).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it('looks at books, and has the alerts that it raises traded', async () => {
    const { strategy, results } = await documentOf('alerts.ts', '--param', 'size=0.002', '--param', 'holdSeconds=5');
    expect(strategy).toBe('lean-alerts');
    const [{ fills }] = results;
    expect(fills.length).toBeGreaterThan(1);
    expect(fills[0]).toMatchObject({ size: 0.002, rule: 'take' });
  });

  it('has its look-ahead found out where it raises alerts of what came later', async () => {
    const words = ['verify-lookahead', 'a.db', '--moments', '8', '--maker-model', 'cross'];
    const peek = await orderflow([...words, '--strategy', './peek.ts'], { cwd: folder });
    expect(peek.stdout).toContain('does not go by the past alone');
    expect(peek.exitCode).toBe(1);
    const honest = await orderflow([...words, '--strategy', './alerts.ts'], { cwd: folder });
    expect(honest.stdout).toContain('lean-alerts does not see the future');
    expect(honest.exitCode).toBe(0);
  });

  it.each([
    ['backtest', 'a.db', '--no-runs'],
    ['verify-lookahead', 'a.db', '--moments', '1'],
    ['sweep', 'a.db', '--no-runs', '--threads', '2', '--param', 'speed=1,2,3'],
  ])('is warned of, once, where nothing calls its callbacks: %s', async (...words) => {
    const { stderr, exitCode } = await orderflow([...words, '--strategy', './beside.ts'], { cwd: folder });
    expect(exitCode).toBe(0);
    const known = 'which is none of the callbacks onStart, onBook, onTrade, onFill, onOrder, onTimer, onEnd';
    expect(stderr.match(/^warning: .*'strategy'.*/gm)).toEqual([
      `warning: ${folder}/beside.ts:5: 'strategy' has onTrades, ${known}: no backtest calls it (did you mean onTrade?)`,
      `warning: ${folder}/beside.ts:1: 'strategy' has onCandle, ${known}: no backtest calls it`,
    ]);
  });

  it.each([
    ['backtest', 'a.db', '--no-runs'],
    ['verify-lookahead', 'a.db', '--moments', '1'],
    ['sweep', 'a.db', '--no-runs', '--threads', '2', '--param', 'speed=1,2,3'],
  ])('is warned of, once, where it never reads a parameter, early or late: %s', async (...words) => {
    const given = ['--strategy', './lazy.ts', '--param', 'size=1', '--param', 'treshold=0.5'];
    const { stderr, exitCode } = await orderflow([...words, ...given], { cwd: folder });
    expect(exitCode).toBe(0);
    expect(stderr.match(/^warning: --param .*/gm)).toEqual([
      ...(words[0] === 'sweep' ? ['warning: --param speed changed nothing: the strategy never read it'] : []),
      'warning: --param treshold changed nothing: the strategy never read it (did you mean threshold?)',
    ]);
  });

  it('is warned of nothing where it reads all that it is given, or its alerts are traded by it', async () => {
    const all = ['--param', 'size=0.3', '--no-runs'];
    expect((await backtest('class.ts', ...all)).stderr).not.toContain('warning: --param');
    const { stderr } = await backtest('alerts.ts', ...all, '--param', 'holdSecond=5');
    expect(stderr.match(/^warning: --param .*/gm)).toEqual([
      'warning: --param holdSecond changed nothing: the strategy never read it (did you mean holdSeconds?)',
    ]);
  });

  it('is refused parameters where it is an object, before anything is played', async () => {
    const { stdout, stderr, exitCode } = await backtest('object.ts', '--param', 'size=1');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(
      /^error: --param size: .*object\.ts:2: 'strategy' is an object, which is given no parameters; export a function of them$/m,
    );
  });

  it.each<[string, RegExp]>([
    ['throws.ts', /throws\.ts:4: onBook failed: .*the size of an order is -1; give a number above 0/],
    ['later.ts', /later\.ts:3: onTrade returns a promise; a callback ends before time goes on/],
    ['syntax.ts', /syntax\.ts:\d: the file cannot be loaded/],
    ['nothing.ts', /nothing\.ts: no export named 'strategy' \(it exports other\)/],
    ['nameless.ts', /nameless\.ts:1: 'strategy' has no name, a text; export a trading strategy object/],
    ['typo.ts', /typo\.ts:1: 'strategy' has none of the callbacks onStart, .* \(it has onTrades\)/],
    ['analysis.ts', /analysis\.ts:1: 'strategy' has none of the callbacks .* \(it has onBooktick, but no finish\)/],
    ['report.ts', /report\.ts:1: what finish returns is no report: report: /],
    ['field.ts', /field\.ts:1: 'strategy' has onBook, but not as a method/],
    ['feature.ts', /feature\.ts:1: 'strategy' has features other than a list of obi, cvd, ofi, weightedMid/],
    ['making.ts', /making\.ts:2: making the strategy from 'strategy' failed: Error: no luck/],
  ])('is told what is wrong with it, and where: %s', async (file, message) => {
    const { stdout, stderr, exitCode } = await backtest(file);
    expect(stderr).toMatch(message);
    expect(stderr.match(/^error/gm)).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(3);
  });
});
