import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, readRows, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const temporary = temporaryFolder();
const place = temporaryFolder();
const run = (...words: readonly string[]) => orderflow(words, { cwd: folder });

async function documentOf(...words: readonly string[]) {
  const { stdout, stderr, exitCode } = await run(...words, '--json');
  expect(stderr).not.toMatch(/^error/m);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

const play = (...words: readonly string[]) => documentOf('backtest', 'a.db', '--strategy', ...words);
const list = async (...words: readonly string[]) => (await documentOf('runs', 'list', ...words)).runs;

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { snapshots: 1500, intervalMs: 100, seed: 4 });
});

describe('orderflow runs', () => {
  it('lists what backtests stored, latest first, with trials of the same strategy on the same data', async () => {
    const one = await play('obi-taker', '--param', 'entryObi=0.3', '--runs', 'list.runs');
    const other = await play('obi-taker', '--param', 'entryObi=0.2', '--runs', 'list.runs');
    const maker = await play('obi-market-maker', '--runs', 'list.runs');
    expect([one, other, maker].map(({ trials }) => trials[0].trials)).toEqual([1, 2, 1]);
    const listed = await list('--runs', 'list.runs');
    expect(listed.map((each: { run: { id: string } }) => each.run.id)).toEqual(
      [maker, other, one].map(({ run }) => run.id),
    );
    // The first has become one of two since.
    expect(listed.map(({ trials }: typeof one) => trials[0].trials)).toEqual([1, 2, 2]);
    expect([one, listed[2]].map(({ trials }) => trials[0].expectedBestSharpe)).toEqual([
      0,
      expect.toSatisfy((best) => best > 0),
    ]);
    expect(await list('--runs', 'list.runs', '--strategy', 'obi-taker', '--limit', '1')).toMatchObject([
      { strategy: 'obi-taker', parameters: { entryObi: 0.2 }, results: [{ makerModel: 'cross' }, {}, {}, {}] },
    ]);
    const { stdout } = await run('runs', 'list', '--runs', 'list.runs');
    expect(stdout).toMatch(
      /^[0-9a-f]{12} {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}.* —\n {2}obi-market-maker size=0.01 .* · BTC-USDT .* s$/m,
    );
    const lines = stdout.split('\n');
    expect(lines.length).toBe(9);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('names the parameters first that tell runs of a strategy apart', async () => {
    for (const tolerance of ['tolerance=0.1', 'tolerance=0.2']) {
      await play('obi-market-maker', '--param', tolerance, '--runs', 'varied.runs');
    }
    await play('obi-taker', '--runs', 'varied.runs');
    const lines = (await run('runs', 'list', '--runs', 'varied.runs')).stdout.trimEnd().split('\n').slice(2);
    expect(lines.filter((_, index) => index % 2 === 1)).toEqual([
      expect.stringMatching(/^ {2}obi-taker entryObi=0\.6 exitObi=0\.1 size=0\.01 /),
      expect.stringMatching(/^ {2}obi-market-maker tolerance=0\.2 size=0\.01 /),
      expect.stringMatching(/^ {2}obi-market-maker tolerance=0\.1 size=0\.01 /),
    ]);
  });

  it('lists by what else runs differ that look the same: fees, latency, maker models', async () => {
    const words = ['obi-taker', '--runs', 'marks.runs'];
    const linesOf = async () =>
      (await run('runs', 'list', '--runs', 'marks.runs')).stdout.trimEnd().split('\n').slice(2);
    await play(...words);
    expect(await linesOf()).toHaveLength(2);
    await play(...words, '--fees=-0.5,1');
    await play(...words, '--latency', '5,20,5');
    await play(...words, '--maker-model', 'touch');
    const lines = await linesOf();
    expect(lines).toHaveLength(12);
    expect(lines.filter((_, index) => index % 3 === 2)).toEqual([
      '    fees=2,5 latency=0,0,0 makerModel=touch',
      '    fees=2,5 latency=5,20,5 makerModel=band',
      '    fees=-0.5,1 latency=0,0,0 makerModel=band',
      '    fees=2,5 latency=0,0,0 makerModel=band',
    ]);
    await play(...words, '--cash', '5000', '--sample-seconds', '5', '--markout-seconds', '1,2,3,4,5,6,7,8,9', '--spot');
    const marks = (await linesOf()).filter((line) => line.startsWith('    '));
    expect(marks[0]).toMatch(/^ {4}fees=2,5 latency=0,0,0 makerModel=band canShort=false initialCash=5000 .*…$/);
    expect(Math.max(...marks.map(({ length }) => length))).toBe(80);
  });

  it('shows a stored run as it was printed when it was played', async () => {
    const played = await play('obi-market-maker', '--runs', 'show.runs', '--fees=-0.5,4');
    const { results, createdAt, hasRows, ...head } = await documentOf('runs', 'show', 'latest', '--runs', 'show.runs');
    const { results: printed, ...playedHead } = played;
    expect(head).toEqual(playedHead);
    expect(createdAt).toMatch(/^\d{4}-.*Z$/);
    expect(hasRows).toBe(true);
    for (const [index, { orders, ...result }] of results.entries()) {
      expect(result).toEqual(printed[index]);
      expect(orders.length).toBe(result.summary.orders.sent);
      expect(orders[0]).toMatchObject({ id: 0, instrument: 'BTC-USDT', sentAt: expect.stringMatching(/Z$/) });
    }
    const { stdout } = await run('runs', 'show', played.run.id.slice(0, 6), '--runs', 'show.runs');
    const text = (await run('backtest', 'a.db', '--strategy', 'obi-market-maker', '--fees=-0.5,4', '--no-runs')).stdout;
    const tableOf = (shown: string) => shown.slice(0, shown.indexOf('Assumed'));
    expect(tableOf(stdout)).toBe(tableOf(text));
    expect(stdout).toContain(`run         ${played.run.id}`);
  });

  it('knows the same inputs again, whatever the order of parameters, and the name and place of the data', async () => {
    const words = ['--param', 'entryObi=0.3', '--param', 'exitObi=0.05', '--runs', 'same.runs'];
    const first = await play('obi-taker', ...words);
    cpSync(join(folder, 'a.db'), join(folder, 'copy.db'));
    await run('process', 'copy.db');
    const again = await run(
      ...['backtest', 'copy.db', '--strategy', 'obi-taker', '--param', 'exitObi=0.05'],
      ...['--param', 'entryObi=0.3', '--runs', 'same.runs', '--json'],
    );
    expect(JSON.parse(again.stdout)).toEqual(first);
    expect(again.stderr).toMatch(/the same as run [0-9a-f]{12} in same\.runs/);
    expect((await list('--runs', 'same.runs')).length).toBe(1);
  });

  it('tells runs apart by data, parameters, assumptions and code', async () => {
    const ids = new Set<string>();
    const note = ({ run: { id } }: { run: { id: string } }) => ids.add(id);
    const words = ['--runs', 'apart.runs'];
    note(await play('obi-taker', ...words));
    note(await play('obi-taker', ...words, '--param', 'size=0.02'));
    note(await play('obi-taker', ...words, '--fees', '1,2'));
    note(await play('obi-taker', ...words, '--latency', '1,1,1'));
    note(await play('obi-taker', ...words, '--maker-model', 'cross'));
    for (const [name, times] of [['one', '1000,1001,1002'] as const, ['two', '1000,1003,1005'] as const]) {
      writeFileSync(join(folder, `${name}.csv`), `request,exchange,response\n${times}\n`);
      cpSync(join(folder, `${name}.csv`), join(folder, 'orders.csv'));
      note(await play('obi-taker', ...words, '--latency', '1,orders.csv'));
    }
    note(await documentOf('backtest', 'a.db', '2025-07-01', '2025-07-01T00:01', '--strategy', 'obi-taker', ...words));
    cpSync(join(folder, 'a.db'), join(folder, 'changed.db'));
    changeFile(join(folder, 'changed.db'), 'UPDATE trades SET size = size * 2 WHERE id = 5');
    note(await documentOf('backtest', 'changed.db', '--strategy', 'obi-taker', ...words));
    for (const size of ['0.01', '0.03']) {
      writeFileSync(join(folder, 'size.ts'), `export const SIZE = ${size};`);
      writeFileSync(
        join(folder, 'own.ts'),
        `import { SIZE } from './size.ts';
         export const strategy = { name: 'own', onStart: (context) => context.setTimer(Infinity), size: SIZE };`,
      );
      note(await play('./own.ts', ...words));
    }
    expect(ids.size).toBe(11);
    expect((await list('--runs', 'apart.runs')).length).toBe(11);
  });

  it('compares two runs fill by fill', async () => {
    const words = ['--runs', 'diff.runs', '--maker-model', 'cross'];
    const one = await play('obi-market-maker', ...words);
    const other = await play('obi-market-maker', ...words, '--param', 'maxPosition=0.05');
    const [first, second] = [one, other].map(({ run: { id } }) => id);
    const { inputs, models } = await documentOf('runs', 'diff', first, second, '--runs', 'diff.runs');
    expect(inputs).toEqual([{ input: 'parameters.maxPosition', first: 0.1, second: 0.05 }]);
    const [{ fills, differences }] = models;
    expect(fills.same + fills.changed + fills.onlyFirst).toBe(one.results[0].fills.length);
    expect(fills.same + fills.changed + fills.onlySecond).toBe(other.results[0].fills.length);
    expect(fills.same).toBeGreaterThan(0);
    expect(differences.length).toBe(fills.changed + fills.onlyFirst + fills.onlySecond);
    const itself = await documentOf('runs', 'diff', first, first, '--runs', 'diff.runs');
    expect(itself.inputs).toEqual([]);
    expect(itself.models[0].differences).toEqual([]);
    const { stdout } = await run('runs', 'diff', first, 'latest', '--runs', 'diff.runs');
    expect(stdout).toMatch(/^parameters\.maxPosition +0\.1 +0\.05$/m);
    expect(stdout.replaceAll('\n', ' ')).toContain(`${fills.same} fills the same, ${fills.changed} changed`);
    expect(stdout).toMatch(/^ {2}- 2025-07-01T.*Z (buy|sell) [\d.]+ at [\d,.]+ \(\w+, book \d+/m);
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > 80 && !/^ {2}[-+] /.test(line))).toEqual([]);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });

  it('warns where the same inputs give other results, and keeps the first', async () => {
    writeFileSync(
      join(folder, 'dice.ts'),
      `export const strategy = { name: 'dice', onBook: (context) => {
         if (context.market.orders.length === 0) context.buy({ size: 0.001 * Math.ceil(100 * Math.random()) });
       } };`,
    );
    const first = await play('./dice.ts', '--runs', 'dice.runs');
    const again = await run('backtest', 'a.db', '--strategy', './dice.ts', '--runs', 'dice.runs');
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toMatch(/warn.* run [0-9a-f]{12} is stored with other results; this one is not/i);
    expect((await list('--runs', 'dice.runs')).map(({ run }: typeof first) => run)).toEqual([first.run]);
  });

  it('count as trials of a run that is not kept, which adds none', async () => {
    cpSync(join(folder, 'a.db'), join(place, 'a.db'));
    const words = ['backtest', 'a.db', '--strategy', 'obi-taker', '--json'];
    const alone = await orderflow([...words, '--no-runs'], { cwd: place });
    expect(alone.stderr).toMatch(/orderflow\.runs is not there: trials that were stored elsewhere are not counted/);
    const trialsOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout).trials[0].trials;
    expect(trialsOf(alone)).toBe(1);
    for (const entry of ['0.2', '0.3']) await orderflow([...words, '--param', `entryObi=${entry}`], { cwd: place });
    const bytes = readFileSync(join(place, 'orderflow.runs'));
    const third = await orderflow([...words, '--no-runs'], { cwd: place });
    expect([trialsOf(third), third.stderr]).toEqual([3, expect.not.stringContaining('not counted')]);
    expect(trialsOf(await orderflow([...words, '--no-runs', '--param', 'entryObi=0.2'], { cwd: place }))).toBe(2);
    expect(readFileSync(join(place, 'orderflow.runs'))).toEqual(bytes);
    writeFileSync(join(place, 'orderflow.runs'), 'something else');
    const blind = await orderflow([...words, '--no-runs'], { cwd: place });
    expect([blind.exitCode, trialsOf(blind)]).toEqual([0, 1]);
    expect(blind.stderr).toMatch(/warn.* trials that were stored before are not counted: .*orderflow\.runs/i);
  });

  it('are one trial at any fees, whose Sharpe ratio makes the others no wider apart', async () => {
    const words = ['obi-taker', '--runs', 'fees.runs'];
    await play(...words, '--param', 'entryObi=0.3');
    const before = await play(...words);
    const dear = await play(...words, '--fees', '200,500');
    expect(dear.results[0].summary.pnl.pnl).not.toBe(before.results[0].summary.pnl.pnl);
    expect(dear.trials[0].trials).toBe(2);
    expect((await play(...words)).trials).toEqual(before.trials);
  });

  it('are kept in orderflow.runs of the working folder, which no folder takes for data, or nowhere', async () => {
    await run('backtest', 'a.db', '--strategy', 'obi-taker', '--no-runs');
    await run('backtest', 'a.db', 'XRP', '--strategy', 'obi-taker');
    expect(existsSync(join(folder, 'orderflow.runs'))).toBe(false);
    expect((await run('runs', 'list')).stderr).toMatch(/there are no runs yet: `orderflow backtest`/);
    const { stderr } = await run('backtest', 'a.db', '--strategy', 'obi-taker');
    expect(stderr).toMatch(/stored as run [0-9a-f]{12} in orderflow\.runs/);
    expect((await list()).length).toBe(1);
    await sampleFile(temporary, 'b.db', {});
    cpSync(join(folder, 'orderflow.runs'), join(temporary, 'orderflow.runs'));
    expect((await run('inspect', temporary)).exitCode).toBe(0);
  });

  it('never go into a file of data', async () => {
    const before = readFileSync(join(folder, 'a.db'));
    const { exitCode, stderr } = await run('backtest', 'a.db', '--strategy', 'obi-taker', '--runs', 'a.db');
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('this is no file of runs') });
    expect(readFileSync(join(folder, 'a.db')).equals(before)).toBe(true);
  });

  it('are played all the same where nobody named a file and none can be written', async () => {
    writeFileSync(join(temporary, 'orderflow.runs'), 'not a database, and longer than its head would have to be');
    const words = ['backtest', join(folder, 'a.db'), '--strategy', 'obi-taker'];
    const { exitCode, stdout, stderr } = await orderflow(words, { cwd: temporary });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/the run will not be stored: .*orderflow\.runs/);
    expect(stdout).toContain('The first trial of obi-taker on these data');
    expect((await orderflow([...words, '--runs', 'orderflow.runs'], { cwd: temporary })).exitCode).toBe(3);
  });

  it('hold rows that any tool can read', async () => {
    const { results } = await play('obi-market-maker', '--maker-model', 'touch', '--runs', 'rows.runs');
    const fills = readRows(join(folder, 'rows.runs'), 'SELECT * FROM orderflow_backtest_fills ORDER BY number');
    expect(fills.length).toBe(results[0].fills.length);
    expect(fills[0]).toMatchObject({ instrument: 'BTC-USDT', order_id: results[0].fills[0].orderId });
  });

  it.each<[readonly string[], number, RegExp]>([
    [['runs', 'show', 'ffff'], 2, /run 'ffff': there is no such run; `orderflow runs list` lists them/],
    [['runs', 'show', 'x%'], 2, /run 'x%': there is no such run/],
    [['runs', 'diff', 'latest'], 2, /missing required argument 'other'/],
    [['runs', 'list', '--limit', '0'], 2, /must be a whole number above 0/],
    [['runs', 'list', '--runs', 'a.db'], 3, /this is no file of runs/],
  ])('refuses %j', async (words, code, message) => {
    await run('backtest', 'a.db', '--strategy', 'obi-taker');
    const { exitCode, stderr, stdout } = await run(...words);
    expect(stderr).toMatch(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
  });
});
