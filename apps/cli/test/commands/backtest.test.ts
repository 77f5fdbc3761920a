import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const backtest = (...words: readonly string[]) => orderflow(['backtest', ...words], { cwd: folder });
const MAKER = ['--strategy', 'obi-market-maker'];
const MODELS = ['cross', 'risk-averse', 'probabilistic-power-1', 'touch'];

/** Rests an order at the best ask with every tenth book, whatever is filled. */
const LADDER = `import type { BacktestStrategy } from '@orderflow/core';
let books = 0;
export const strategy: BacktestStrategy = {
  name: 'ladder',
  onBook(context) {
    const { book } = context.market;
    if (books++ % 10 === 0) context.sell({ size: 0.05, price: book.asks.price(0) });
  },
};`;

interface Result {
  readonly summary: Record<string, number & Record<string, number>>;
  readonly roundTrips: readonly Record<string, unknown>[];
  readonly fills: readonly Record<string, unknown>[];
  readonly equity: { readonly start: string; readonly intervalMs: number; readonly values: readonly number[] };
}

async function resultsOf(...words: readonly string[]): Promise<readonly Result[]> {
  const { stdout, stderr, exitCode } = await backtest(...words, '--json');
  expect(stderr).not.toMatch(/^error/m);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout).results;
}

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { snapshots: 3000, intervalMs: 100, seed: 4 });
  await sampleFile(folder, 'two.db', { instruments: ['BTC-USDT', 'ETH-USDT'], snapshots: 1500, seed: 5 });
});

describe('orderflow backtest', () => {
  it('shows a column a maker model, what the span between them is, and what was assumed', async () => {
    const { exitCode, stdout, stderr } = await backtest('a.db', ...MAKER, '--latency', '5,20,5', '--fees=-0.5,4');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^obi-market-maker on BTC-USDT · 2025-07-01 00:00:00 to .* UTC \(\d min.*\) · 3,000 books, [\d,]+ trades$/m,
    );
    expect(stdout).toMatch(/^ +cross +risk-averse +power:1 +touch$/m);
    expect(stdout).toMatch(/^PnL after fees( +[+−][\d,.]+){4}$/m);
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      / PnL between \S+ \(.*\) and \S+ \(.*\): the span of [\d.]+, [\d.]+ % of the PnL, is luck in the queue\. /,
    );
    expect(stdout).toContain('— stands where there is nothing to say: figures a year need a day of data');
    const assumed = stdout.slice(stdout.indexOf('Assumed')).replaceAll('\n', ' ');
    expect(assumed).toContain('5 ms to hear, 20 ms to order, 5 ms to be answered');
    expect(assumed).toContain(
      'a rebate of 0.5 bps for makers and a fee of 4 bps for takers; a tick of 0.5 as the data show it',
    );
    expect(stderr).toContain('backtest of obi-market-maker · 100 % · 3,000 of 3,000');
    expect(stderr).not.toContain('metrics');
  });

  it('shows one column where the maker models agree', async () => {
    const { stdout } = await backtest('a.db', '--strategy', 'obi-taker', '--param', 'entryObi=0.3');
    expect(stdout).toMatch(/^ +all 4 maker models$/m);
    expect(stdout).toContain('Every fill took liquidity: the maker models have no part in the PnL.');
  });

  it('says that there is nothing to judge where no order was sent, or none filled', async () => {
    const silent = await backtest('a.db', '--strategy', 'obi-taker', '--param', 'entryObi=1', '--runs', 'silent.runs');
    expect(silent.stdout).toContain('No order was sent: there is nothing to judge.\nThe first trial of obi-taker');
    expect(silent.stdout).not.toContain('luck');
    const one = await backtest('a.db', '--strategy', 'obi-taker', '--param', 'entryObi=1', '--maker-model', 'cross');
    expect(one.stdout).toContain('No order was sent: there is nothing to judge.');
    const { stdout } = await backtest('a.db', ...MAKER, '--lot', '5');
    expect(stdout).toContain('No order was filled: there is nothing to judge.');
  });

  it('lays on the strategy what is no luck in the queue', async () => {
    writeFileSync(
      join(folder, 'dice.ts'),
      `export const strategy = () => ({ name: 'dice', onBook(context) {
         if (Math.random() < 0.1) context[Math.random() < 0.5 ? 'buy' : 'sell']({ size: 0.01 });
       } });`,
    );
    const { stdout } = await backtest('a.db', '--strategy', './dice.ts', '--no-runs');
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      / PnL between \S+ \(.*\) and \S+ \(.*\): not by luck in the queue, for every fill took liquidity\. The strategy does not repeat itself: /,
    );
    expect(stdout).not.toContain('is luck in the queue');
  });

  it('tells the Sharpe ratio that it speaks of, of how many samples, and of how little data', async () => {
    const told = async (...words: readonly string[]) =>
      (await backtest('a.db', ...MAKER, '--maker-model', 'cross', '--no-runs', ...words)).stdout.replaceAll('\n', ' ');
    const many = await told('--sample-seconds', '1');
    const [, shown] = /Sharpe, a sample +([−\d.]+) /.exec(many) ?? [];
    expect(many).toContain(`the chance that its Sharpe ratio (${shown} from sample to sample, 30`);
    expect(many).toMatch(/is more than luck is [<> ]*[\d.]+ %\. That holds for these data alone: less than a day /);
    const few = await told('--sample-seconds', '100');
    expect(few).toMatch(
      /Whether its Sharpe ratio \([−\d.]+ from sample to sample, [45] samples\) is more than luck cannot be said: that takes 30 samples, of more data or with a shorter --sample-seconds\./,
    );
    expect(few).not.toContain('the chance that');
  });

  it('takes the rules of one instrument beside those of all, and names them', async () => {
    const words = ['two.db', '--strategy', 'obi-taker', '--maker-model', 'cross', '--no-runs'];
    const own = [
      '--contract-size',
      'ETH-USDT=0.1',
      '--contract-size',
      '2',
      '--max-position',
      'BTC-USDT=3',
      '--tick',
      'ETH-USDT=0.2',
    ];
    const { assumptions } = JSON.parse((await backtest(...words, ...own, '--json')).stdout);
    expect(assumptions.rules).toEqual({
      'BTC-USDT': { tickSize: 0.5, lotSize: 0.001, contractSize: 2, maxPosition: 3, canShort: true },
      'ETH-USDT': { tickSize: 0.2, lotSize: 0.01, contractSize: 0.1, maxPosition: null, canShort: true },
    });
    const said = (await backtest(...words, ...own)).stdout.replaceAll('\n', ' ');
    expect(said).toContain(
      'a tick of 0.5 as the data show it on BTC-USDT, 0.2 on ETH-USDT; a lot of 0.001 on BTC-USDT, 0.01 on ETH-USDT as the data show it; linear contracts of 2 on BTC-USDT, 0.1 on ETH-USDT;',
    );
    expect(said).toContain('positions up to 3 on BTC-USDT, of any size on ETH-USDT, long and short;');
    const sweep = ['sweep', 'two.db', '--strategy', 'obi-taker', '--param', 'entryObi=0.3', '--no-runs', '--json'];
    const swept = JSON.parse((await orderflow([...sweep, ...own], { cwd: folder })).stdout);
    expect(swept.assumptions.rules).toEqual(assumptions.rules);
    const mistyped = await backtest(...words, '--contract-size', 'ETHUSDT=0.1');
    expect({ ...mistyped, stderr: mistyped.stderr.trim() }).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(
        'a rule such as --contract-size is given for ETHUSDT (did you mean ETH-USDT?), which is not played; what is played is BTC-USDT, ETH-USDT',
      ),
    });
  });

  it('gives each instrument the money of its own contracts', async () => {
    const words = ['two.db', ...MAKER, '--maker-model', 'touch', '--fees', '0,0', '--no-runs', '--json'];
    const ofEach = async (...more: readonly string[]) => {
      const { results } = JSON.parse((await backtest(...words, ...more)).stdout);
      const gains = new Map<string, number>();
      for (const { instrument, grossPnl } of results[0].roundTrips) {
        gains.set(instrument, (gains.get(instrument) ?? 0) + grossPnl);
      }
      return gains;
    };
    const plain = await ofEach();
    const mixed = await ofEach('--contract-size', 'ETH-USDT=10');
    expect(plain.get('ETH-USDT')).not.toBe(0);
    expect(mixed.get('BTC-USDT')).toBe(plain.get('BTC-USDT'));
    expect(mixed.get('ETH-USDT')! / plain.get('ETH-USDT')!).toBeCloseTo(10, 6);
  });

  it('tells no chance where no two trials share their assumptions', async () => {
    const words = ['a.db', '--strategy', 'obi-taker', '--sample-seconds', '1', '--runs', 'assumed.runs'];
    await backtest(...words, '--param', 'entryObi=0.3');
    const { stdout } = await backtest(...words, '--param', 'entryObi=0.2', '--fees', '0,1');
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      /One of 2 trials of obi-taker on these data\. Whether .* cannot be said: no two trials have one under the same assumptions\./,
    );
  });

  it('prints the same document byte by byte on repeat', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => backtest('two.db', ...MAKER, '--json')));
    expect(one!.stdout).toBe(other!.stdout);
    expect(JSON.parse(one!.stdout)).toMatchObject({
      strategy: 'obi-market-maker',
      parameters: { size: 0.01, maxPosition: 0.1 },
      data: {
        instruments: ['BTC-USDT', 'ETH-USDT'],
        start: expect.stringMatching(/^2025-07-01T.*Z$/),
        books: 1500,
        trades: expect.any(Number),
      },
      assumptions: { fees: { makerFeeBps: 2, takerFeeBps: 5 }, latency: { feedLatencyMs: 0 }, initialCash: 100_000 },
      band: { span: expect.any(Number), share: expect.any(Number) },
    });
  });

  it('accounts for every fill, and splits the profit into parts that add up', async () => {
    const results = await resultsOf('a.db', ...MAKER, '--cash', '500');
    expect(results.map(({ summary }) => summary.makerModel)).toEqual(MODELS);
    for (const { summary, fills, roundTrips, equity } of results) {
      expect(fills.length).toBe(summary.fills);
      expect(fills.length).toBeGreaterThan(20);
      const flow = fills.reduce((sum, fill) => {
        const { side, price, size, fee } = fill as { side: string; price: number; size: number; fee: number };
        return sum + (side === 'buy' ? -1 : 1) * price * size - fee;
      }, 500);
      expect(summary.finalCash).toBeCloseTo(flow, 6);
      const { pnl, spreadCaptured, fees, horizons } = summary.pnl as never as Record<string, number> & {
        horizons: readonly { adverseSelection: number; inventory: number }[];
      };
      for (const { adverseSelection, inventory } of horizons) {
        expect(spreadCaptured! + adverseSelection + inventory - fees!).toBeCloseTo(pnl!, 6);
      }
      expect(equity.values[0]).toBe(500);
      expect(equity.values.at(-1)).toBeCloseTo(500 + pnl!, 6);
      const closed = roundTrips.filter(({ exitTime }) => exitTime !== null);
      expect(closed.length).toBe(summary.statistics!.roundTripCount);
    }
  });

  it('writes every fill with what made it', async () => {
    const { exitCode, stderr } = await backtest('a.db', ...MAKER, '--maker-model', 'risk-averse', '--fills', 'f.csv');
    expect(exitCode).toBe(0);
    const [head, ...lines] = readFileSync(join(folder, 'f.csv'), 'utf8').trim().split('\n');
    expect(stderr).toContain(`${lines.length} fills written to ${folder}/f.csv`);
    expect(head).toBe(
      'maker_model,fill,order_id,instrument,timestamp,side,price,size,fee,rule,book_id,trade_id,queue_before,queue_after',
    );
    expect(lines[0]).toMatch(
      /^risk-averse,0,\d+,BTC-USDT,2025-07-01T.*Z,(buy|sell),\d+(\.5)?,0\.\d+,[\d.]+,(queue|through|crossed),\d+,/,
    );
    await backtest('a.db', ...MAKER, '--maker-model', 'risk-averse', '--fills', 'f.ndjson');
    const rows = readFileSync(join(folder, 'f.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.length).toBe(lines.length);
    expect(rows[0]).toMatchObject({ maker_model: 'risk-averse', fill: 0, instrument: 'BTC-USDT' });
  });

  it('plays one instrument and a range where asked', async () => {
    const words = ['two.db', 'ETH-USDT', '2025-07-01T00:05', '2025-07-01T00:10', '--strategy', 'obi-taker'];
    const { stdout, stderr } = await backtest(...words, '--json');
    const { data } = JSON.parse(stdout);
    // Progress counts the range alone.
    expect(stderr).toContain(`backtest of obi-taker · 100 % · ${data.books} of ${data.books}`);
    expect(stderr).not.toContain('of 1,500');
    expect(data.instruments).toEqual(['ETH-USDT']);
    expect(data.books).toBeGreaterThan(250);
    expect(data.books).toBeLessThan(350);
    expect(data.start >= '2025-07-01T00:05:00.000Z' && data.end < '2025-07-01T00:10:00.000Z').toBe(true);
  });

  it('says that orders smaller than the lot come to nothing', async () => {
    const { stdout } = await backtest('a.db', '--strategy', 'obi-taker', '--param', 'entryObi=0.3', '--lot', '1');
    expect(stdout).toContain('Orders smaller than the lot were rejected');
    expect(stdout).toMatch(/^fills +0$/m);
    expect(stdout).toContain('nothing was filled');
  });

  it('has no adverse selection where no fill has a mid so long after it', async () => {
    const words = ['two.db', '2025-07-01T00:00', '2025-07-01T00:00:50', ...MAKER];
    const { stdout } = await backtest(...words, '--markout-seconds', '1,60');
    expect(stdout).toMatch(/^ {2}adverse selection, 1 s( +[+−][\d.]+){4}$/m);
    expect(stdout).toMatch(/^ {2}adverse selection, 1 min( +—){4}$/m);
    expect(stdout).toMatch(/^Up to \d+ fills without a mid 1 min later: what these moved counts as inventory\.$/m);
    expect(stdout.replaceAll('\n', ' ')).toContain('a tick of 0.5 on BTC-USDT, 0.05 on ETH-USDT as the data show it');
  });

  it('counts rows that cannot be used, with the reason, in words, in JSON and in the stored run', async () => {
    await sampleFile(folder, 'bad.db', { seed: 6 });
    const file = join(folder, 'bad.db');
    changeFile(file, "UPDATE book SET bids = '[[1' WHERE id = 7");
    changeFile(file, "UPDATE trades SET side = 'unknown' WHERE id IN (3, 4)");
    changeFile(file, "UPDATE trades SET timestamp = 'noon' WHERE id = 9");
    const problems = [
      { table: 'book', reason: 'unreadable-levels', rows: 1, exampleRowId: 7 },
      { table: 'trades', reason: 'bad-side', rows: 2, exampleRowId: 3 },
      { table: 'trades', reason: 'unreadable-timestamp', rows: 1, exampleRowId: 9 },
    ];
    const lines = [
      '  1 book row skipped: unreadable levels (row 7)',
      '  2 trade rows skipped: a side other than buy or sell (first: row 3)',
      '  1 trade row skipped: unreadable timestamp (row 9)',
    ];
    const words = ['bad.db', '--strategy', 'obi-taker', '--runs', 'bad.runs'];
    const parsed = await backtest(...words);
    const kept = await backtest(...words, '--cache', 'bad-columns');
    const stored = await orderflow(['runs', 'show', 'latest', '--runs', 'bad.runs'], { cwd: folder });
    for (const { stdout } of [parsed, kept, stored]) {
      expect(stdout).toMatch(/· 399 books, [\d,]+ trades$/m);
      expect(stdout.split('\n').slice(1, 4)).toEqual(lines);
    }
    const counts = { books: 399, skippedBooks: 1, skippedTrades: 3, problems };
    for (const flags of [[], ['--cache', 'bad-columns']]) {
      const { stdout } = await backtest(...words, ...flags, '--json');
      expect(JSON.parse(stdout).data).toMatchObject(counts);
    }
    const shown = await orderflow(['runs', 'show', 'latest', '--runs', 'bad.runs', '--json'], { cwd: folder });
    expect(JSON.parse(shown.stdout).data).toMatchObject(counts);
  });

  it('counts the rows of the range that is played alone', async () => {
    await sampleFile(folder, 'cut.db', { seed: 6 });
    const file = join(folder, 'cut.db');
    changeFile(file, "UPDATE book SET bids = '[[1' WHERE id IN (2, 398)");
    changeFile(file, 'UPDATE trades SET price = 0 WHERE id = 1');
    changeFile(file, "UPDATE book SET timestamp = 'noon' WHERE id = 5");
    const words = ['cut.db', '2025-07-01T00:00', '2025-07-01T00:00:20', '--strategy', 'obi-taker', '--json'];
    const problems = [
      { table: 'book', reason: 'unreadable-levels', rows: 1, exampleRowId: 2 },
      { table: 'trades', reason: 'bad-price', rows: 1, exampleRowId: 1 },
    ];
    for (const flags of [[], ['--cache', 'cut-columns']]) {
      const { stdout } = await backtest(...words, ...flags);
      expect(JSON.parse(stdout).data.problems).toEqual(problems);
    }
  });

  it('refuses data of which not one book row can be read, and so do sweep and verify-lookahead', async () => {
    await sampleFile(folder, 'broken.db', { snapshots: 20, seed: 3 });
    changeFile(join(folder, 'broken.db'), "UPDATE book SET bids = 'nonsense'");
    for (const words of [
      ['backtest', 'broken.db', ...MAKER],
      ['backtest', 'broken.db', ...MAKER, '--json'],
      ['backtest', 'broken.db', ...MAKER, '--tick', '1', '--lot', '1', '--cache', 'parsed'],
      ['sweep', 'broken.db', ...MAKER, '--param', 'size=0.01,0.02'],
      ['verify-lookahead', 'broken.db', ...MAKER],
    ]) {
      const { stdout, stderr, exitCode } = await orderflow([...words], { cwd: folder });
      expect(exitCode, words.join(' ')).toBe(3);
      expect(stdout).toBe('');
      expect(stderr).toContain('none of the 20 book rows can be read');
    }
  });

  it('refuses a range without a book, and says what the data span', async () => {
    await sampleFile(folder, 'hole.db', {});
    changeFile(join(folder, 'hole.db'), 'DELETE FROM book WHERE id BETWEEN 20 AND 390');
    const words = ['2025-07-01T00:01', '2025-07-01T00:02'];
    for (const flags of [[], ['--cache', 'hole-columns']]) {
      const { stdout, stderr, exitCode } = await backtest('hole.db', ...words, '--strategy', 'obi-taker', ...flags);
      expect([exitCode, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/no snapshot from 2025-07-01T00:01:00\S+ to \S+: BTC-USDT spans 2025-07-01T00:00:00/);
    }
  });

  it.each([
    ['asks', "UPDATE book SET asks = '[]'", 'none of the 20 books has an ask'],
    ['bids', "UPDATE book SET bids = '[]'", 'none of the 20 books has a bid'],
    ['both', "UPDATE book SET bids = '[]', asks = NULL", 'none of the 20 books has a bid or an ask'],
  ])('refuses books without %s', async (name, change, words) => {
    await sampleFile(folder, `${name}.db`, { snapshots: 20, seed: 3 });
    changeFile(join(folder, `${name}.db`), change);
    const { stdout, stderr, exitCode } = await backtest(`${name}.db`, '--strategy', 'obi-taker');
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`${words}: without both sides no position can be opened and closed`);
  });

  it('plays data of which some books, or some instruments, have one side', async () => {
    await sampleFile(folder, 'partly.db', { instruments: ['BTC-USDT', 'ETH-USDT'] });
    changeFile(join(folder, 'partly.db'), "UPDATE book SET asks = '[]' WHERE instrument = 'BTC-USDT' OR id < 100");
    const { exitCode } = await backtest('partly.db', '--strategy', 'obi-taker');
    expect(exitCode).toBe(0);
  });

  it('takes no cash of 0 or below', async () => {
    for (const cash of ['0', '-5']) {
      const { stderr, exitCode } = await backtest('a.db', ...MAKER, `--cash=${cash}`);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('give a number above 0');
    }
  });

  it('says of spot that it has no short selling, not that a limit was reached', async () => {
    writeFileSync(join(folder, 'ladder.ts'), LADDER);
    const { stdout } = await backtest('a.db', '--strategy', './ladder.ts', '--spot', '--no-runs');
    expect(stdout).toContain('spot has no short selling');
    expect(stdout).not.toContain('beyond the largest position');
  });

  it('assumes linear contracts of a size, and one quote currency of several instruments', async () => {
    const one = (await backtest('a.db', ...MAKER, '--no-runs')).stdout.replaceAll('\n', ' ');
    expect(one).toContain('linear contracts of 1;');
    expect(one).not.toContain('quote currency');
    const two = (await backtest('two.db', ...MAKER, '--no-runs')).stdout.replaceAll('\n', ' ');
    expect(two).toContain('one quote currency: the PnL of all instruments is added up');
  });

  it('stops at Ctrl-C with 130 and writes nothing', async () => {
    await sampleFile(folder, 'long.db', { snapshots: 40_000, intervalMs: 100, seed: 4 });
    const signalAt = { text: 'backtest of', signals: ['SIGINT'] as const };
    const words = ['backtest', 'long.db', ...MAKER, '--fills', 'none.csv', '--log-frequency', '1000'];
    const { exitCode, stdout, stderr } = await orderflow(words, { cwd: folder, signalAt });
    expect(exitCode).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toContain('stopped; there is nothing to show');
    expect(existsSync(join(folder, 'none.csv'))).toBe(false);
  });

  it.each<[readonly string[], number, RegExp]>([
    [[], 2, /required option '--strategy <name\|file>' not specified: obi-taker, /],
    [['--stratgy', 'obi-taker'], 2, /unknown option '--stratgy'\n\(Did you mean --strategy\?\)/],
    [
      ['--strategy', 'obi-taken'],
      2,
      /unknown strategy 'obi-taken' \(did you mean obi-taker\?\): choose one of obi-taker/,
    ],
    [['--strategy', 'obi-taker', '--param', 'entry=1'], 2, /obi-taker has no parameter 'entry'; it has entryObi/],
    [['--strategy', 'obi-taker', '--param', 'size=big'], 2, /--param size is 'big'; obi-taker takes numbers/],
    [['--strategy', 'obi-taker', '--param', 'size'], 2, /--param is 'size'; write NAME=VALUE/],
    [['--strategy', 'obi-taker', '--maker-model', 'tuch'], 2, /--maker-model is 'tuch' \(did you mean touch\?\)/],
    [['--strategy', 'obi-taker', '--fees', '2'], 2, /--fees is '2'; write MAKER,TAKER/],
    [['--strategy', 'obi-taker', '--fills', 'fills.txt'], 2, /end its name in \.csv or \.ndjson/],
    [['--strategy', 'obi-taker', '--fills', 'a.db.csv/x.csv'], 2, /cannot be written \(ENOENT\)/],
    [['--strategy', './none.ts'], 3, /none\.ts: there is no such strategy file/],
    [['XRP-USDT', '--strategy', 'obi-taker'], 3, /XRP-USDT/],
  ])('refuses %j', async (words, code, message) => {
    const { exitCode, stderr, stdout } = await backtest('a.db', ...words);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(code);
  });
});

describe('alerts of the default strategy', () => {
  it('are traded, with their thresholds as parameters', async () => {
    const words = ['a.db', '--strategy', 'default', '--param', 'obiHoldSeconds=1', '--param', 'holdSeconds=2'];
    const { stdout, exitCode } = await backtest(...words, '--param', 'obiLevel=0.3', '--json');
    expect(exitCode).toBe(0);
    const { strategy, parameters, results, run } = JSON.parse(stdout);
    expect(strategy).toBe('default-alerts');
    expect(parameters).toMatchObject({ size: 0.01, holdSeconds: 2, obiLevel: 0.3, obiHoldSeconds: 1 });
    expect(results[0].fills.length).toBeGreaterThan(2);
    expect(results[0].fills[0]).toMatchObject({ rule: 'take', size: 0.01 });
    const other = JSON.parse((await backtest(...words, '--param', 'obiLevel=0.4', '--json')).stdout);
    expect(other.run.id).not.toBe(run.id);
  });

  it.each<[string, RegExp]>([
    ['entryObi=1', /default has no parameter 'entryObi'; it has size, holdSeconds, direction, obiLevel/],
    ['obiLevel=0', /the parameter obiLevel is 0; give a number above 0/],
    ['direction=2', /the parameter direction is 2; give a number from -1 to 1/],
  ])('refuse %s', async (param, message) => {
    const { exitCode, stderr } = await backtest('a.db', '--strategy', 'default', '--param', param);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });
});

describe('orders that rest at fixed prices', () => {
  it('fill no less from one maker model of the band to the next', async () => {
    writeFileSync(join(folder, 'ladder.ts'), LADDER);
    const results = await resultsOf('a.db', '--strategy', './ladder.ts', '--latency', '3,3,3');
    const sizes = results.map(({ fills }) =>
      fills.reduce((sum, { size }) => sum + Math.round(1000 * (size as number)), 0),
    );
    expect(sizes[0]).toBeGreaterThan(0);
    expect(sizes[3]).toBeGreaterThan(sizes[0]!);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });
});

const CAPTURE_TIMEOUT_MS = 120_000;
const captures = process.env.ORDERFLOW_CAPTURES ?? '';

describe('a real capture', () => {
  it.skipIf(captures === '')(
    'is played the same twice; DOES NOT RUN unless ORDERFLOW_CAPTURES names its folder',
    async () => {
      const name = readdirSync(captures).find((file) => /^binance_.*\.db$/.test(file))!;
      cpSync(join(captures, name), join(folder, name));
      for (const strategy of ['obi-taker', 'obi-market-maker']) {
        const runs = await Promise.all([1, 2].map(() => backtest(name, '--strategy', strategy, '--json')));
        expect(runs[0]!.exitCode).toBe(0);
        expect(runs[0]!.stdout).toBe(runs[1]!.stdout);
        const { results, assumptions } = JSON.parse(runs[0]!.stdout);
        expect(assumptions.rules).toMatchObject({ BTCUSDT: { tickSize: 0.1, lotSize: 0.001 } });
        expect(results.map(({ fills }: Result) => fills.length).every((count: number) => count > 50)).toBe(true);
      }
    },
    CAPTURE_TIMEOUT_MS,
  );
});
