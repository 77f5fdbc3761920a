import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addBacktestFlags, type BacktestFlags } from '../../src/backtesting/backtest-flags.ts';
import { readAssumptions } from '../../src/backtesting/read-assumptions.ts';
import { temporaryFolder } from '../run-command.ts';

const folder = temporaryFolder();

function read(...words: readonly string[]) {
  const command = addBacktestFlags(new Command('backtest'), 'band').exitOverride();
  command.parse(['--strategy', 'obi-taker', ...words], { from: 'user' });
  return readAssumptions(command.opts<BacktestFlags>(), folder);
}

describe('the assumptions of the command line', () => {
  it('are these by default', () => {
    const { latency, makerModels, ...rest } = read();
    expect(latency).toMatchObject({ figures: { feedLatencyMs: 0, orderLatencyMs: 0 }, model: { feedLatencyMs: 0 } });
    expect(makerModels.map(({ name }) => name)).toEqual(['cross', 'risk-averse', 'probabilistic-power-1', 'touch']);
    expect(rest).toEqual({
      parameters: {},
      fees: { makerFeeBps: 2, takerFeeBps: 5 },
      rules: { tickSize: null, lotSize: null, contractSize: 1, maxPosition: Number.POSITIVE_INFINITY, canShort: true },
      instrumentRules: new Map(),
      initialCash: 100_000,
      sampleMs: 10_000,
      markoutHorizonsMs: [1_000, 10_000, 60_000],
      gapSeconds: 60,
    });
  });

  it('are what the flags say', () => {
    const words = ['--tick', '0', '--lot', '0.001', '--contract-size', '0.01', '--max-position', '2', '--spot'];
    expect(read(...words).rules).toEqual({
      tickSize: 0,
      lotSize: 0.001,
      contractSize: 0.01,
      maxPosition: 2,
      canShort: false,
    });
    expect(read('--fees=-0.5,3.5').fees).toEqual({ makerFeeBps: -0.5, takerFeeBps: 3.5 });
    expect(read('--param', 'size=1e-3', '--param', 'mode=a=b').parameters).toEqual({ size: 0.001, mode: 'a=b' });
    expect(read('--markout-seconds', '0.5,5').markoutHorizonsMs).toEqual([500, 5000]);
  });

  it('take the rules of one instrument beside those of all', () => {
    const words = ['--tick', 'ETH=0.05', '--tick', '0.5', '--lot', 'a=b=0', '--lot', 'ETH=auto'];
    const { rules, instrumentRules } = read(...words, '--contract-size', 'ETH=1e-2', '--max-position', 'BTC=3');
    expect(rules).toMatchObject({
      tickSize: 0.5,
      lotSize: null,
      contractSize: 1,
      maxPosition: Number.POSITIVE_INFINITY,
    });
    expect(Object.fromEntries(instrumentRules)).toEqual({
      ETH: { tickSize: 0.05, lotSize: null, contractSize: 0.01 },
      'a=b': { lotSize: 0 },
      BTC: { maxPosition: 3 },
    });
    // Each of them stays what it is for all others.
    expect(read('--tick', 'ETH=0.05').rules.tickSize).toBeNull();
  });

  it.each([
    ['cross', 'cross'],
    ['log', 'probabilistic-log'],
    ['power:2.5', 'probabilistic-power-2.5'],
    ['probabilistic-power-2.5', 'probabilistic-power-2.5'],
    ['probabilistic-log', 'probabilistic-log'],
  ])('take one maker model alone: %s', (word, name) => {
    expect(read('--maker-model', word).makerModels.map((model) => model.name)).toEqual([name]);
  });

  it('take latencies from measured orders', () => {
    // The worked example of a table: 15 ms at 1250, and 8 ms at 1520.
    writeFileSync(join(folder, 'orders.csv'), 'request,exchange,response\r\n1000,1010,1016\r\n2000,2030,2040\r\n');
    const { model, figures } = read('--latency', '5,orders.csv').latency;
    expect([model.feedLatencyMs, model.orderLatencyMs(1250), model.responseLatencyMs(1520)]).toEqual([5, 15, 8]);
    expect(figures).toEqual({
      ...{ feedLatencyMs: 5, file: 'orders.csv', orders: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it.each<[readonly string[], string]>([
    [['--latency', '1,2'], "--latency is '1,2'; write FEED,ORDER,RESPONSE"],
    [['--latency=-1,0,0'], 'feedLatencyMs is -1'],
    [['--latency', '5,none.csv'], 'none.csv cannot be read'],
    [['--latency', '5,head.csv'], 'the first line must be request,exchange,response'],
    [['--latency', '5,row.csv'], "row.csv:3: '3,,5' is not request,exchange,response"],
    [['--latency', '5,order.csv'], 'not later than the row before'],
    [['--fees', '1,x'], "--fees is 'x'; give a number"],
    [['--tick=-1'], '--tick is -1; give a number above 0, 0 for none, or auto'],
    [['--maker-model', 'power:0'], '--maker-model is 0; give a number above 0'],
    [['--sample-seconds', '0.0001'], 'give 0.001 or more'],
    [['--markout-seconds', '10,1'], 'let each be above the one before'],
    [['--param', 'size=1', '--param', 'size=2'], '--param size stands twice'],
    [['--tick', 'ETH=-1'], '--tick ETH is -1; give a number above 0, 0 for none, or auto'],
    [['--contract-size', 'ETH='], "--contract-size ETH is ''; give a number"],
    [['--contract-size', '=2'], "--contract-size is '=2'; write INSTRUMENT=SIZE"],
    [['--contract-size', 'ETH=1', '--contract-size', 'ETH=2'], '--contract-size ETH stands twice'],
    [['--lot', '1', '--lot', '2'], '--lot stands twice'],
    [['--max-position', '0'], '--max-position is 0; give a number above 0'],
  ])('are refused: %j', (words, message) => {
    writeFileSync(join(folder, 'head.csv'), '1,2,3\n');
    writeFileSync(join(folder, 'row.csv'), 'request,exchange,response\n1,2,3\n3,,5\n');
    writeFileSync(join(folder, 'order.csv'), 'request,exchange,response\n5,6,7\n1,2,3\n');
    expect(() => read(...words)).toThrow(message);
  });
});
