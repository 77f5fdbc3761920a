import type { JsonObject, RunData, RunInputs } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { tellRunsApart } from '../../src/index.ts';

const ASSUMPTIONS: JsonObject = {
  makerModels: ['cross', 'risk-averse', 'probabilistic-power-1', 'touch'],
  fees: { makerFeeBps: 2, takerFeeBps: 5 },
  latency: { feedLatencyMs: 0, orderLatencyMs: 0, responseLatencyMs: 0 },
  rules: { 'BTC-USDT': { tickSize: 0.5, maxPosition: null } },
  initialCash: 100_000,
  markoutHorizonsMs: [1000, 10_000],
};
const INPUTS: RunInputs = {
  ...{ strategy: 'own', parameters: {}, dataHash: 'ab'.repeat(32), engine: '3', strategyCode: 'cd'.repeat(32) },
  assumptions: ASSUMPTIONS,
};
const DATA: RunData = {
  ...{ instruments: ['BTC-USDT'], startTime: 0, endTime: 1000, books: 2, trades: 0, skippedBooks: 0, skippedTrades: 0 },
  problems: [],
};

const run = (inputs: Partial<RunInputs> = {}, data: Partial<RunData> = {}) => ({
  inputs: { ...INPUTS, ...inputs },
  data: { ...DATA, ...data },
});
const assuming = (assumptions: JsonObject) => run({ assumptions: { ...ASSUMPTIONS, ...assumptions } });
const marksOf = (...runs: readonly ReturnType<typeof run>[]) =>
  tellRunsApart(runs).map((marks) => marks.map(({ name, value }) => `${name}=${value}`).join(' '));

describe('runs are told apart', () => {
  it('by nothing where there are none, one, or the same', () => {
    expect(marksOf()).toEqual([]);
    expect(marksOf(run())).toEqual(['']);
    expect(marksOf(run(), run({ parameters: { size: 1 } }))).toEqual(['', '']);
  });

  it('by fees, latency and maker models, in figures', () => {
    const dear = assuming({ fees: { makerFeeBps: -0.5, takerFeeBps: 7 } });
    const late = assuming({ latency: { feedLatencyMs: 5, file: 'orders.csv', orders: 12, hash: 'ef'.repeat(32) } });
    const cross = assuming({ makerModels: ['cross'] });
    expect(marksOf(run(), dear)).toEqual(['fees=2,5', 'fees=-0.5,7']);
    expect(marksOf(run(), late)).toEqual(['latency=0,0,0', 'latency=5,orders.csv,12,efefef']);
    expect(marksOf(run(), cross)).toEqual(['makerModel=band', 'makerModel=cross']);
    expect(marksOf(run(), dear, cross)).toEqual([
      'fees=2,5 makerModel=band',
      'fees=-0.5,7 makerModel=band',
      'fees=2,5 makerModel=cross',
    ]);
  });

  it('by rules of the same instrument alone', () => {
    const coarse = assuming({ rules: { 'BTC-USDT': { tickSize: 1, maxPosition: 3 } } });
    expect(marksOf(run(), coarse)).toEqual(['tickSize=0.5 maxPosition=none', 'tickSize=1 maxPosition=3']);
    const other = assuming({ rules: { 'ETH-USDT': { tickSize: 0.05, maxPosition: null } } });
    expect(marksOf(run(), other)).toEqual(['', '']);
    const both = run(
      { assumptions: { ...ASSUMPTIONS, rules: { 'BTC-USDT': { tickSize: 1 }, 'ETH-USDT': { tickSize: 1 } } } },
      { instruments: ['BTC-USDT', 'ETH-USDT'] },
    );
    expect(marksOf(run(), both)).toEqual(['tickSize=0.5', 'BTC-USDT.tickSize=1']);
  });

  it('by what else was assumed, where both assumed something of it', () => {
    expect(marksOf(run(), assuming({ initialCash: 5, markoutHorizonsMs: [500] }))).toEqual([
      'initialCash=100000 markoutHorizonsMs=1000,10000',
      'initialCash=5 markoutHorizonsMs=500',
    ]);
    expect(marksOf(run(), assuming({ gapSeconds: 60 }))).toEqual(['', '']);
  });

  it('by the engine, the code of one strategy, and the data of one time', () => {
    expect(marksOf(run(), run({ engine: '4' }))).toEqual(['engine=3', 'engine=4']);
    expect(marksOf(run(), run({ strategyCode: 'taker 2' }))).toEqual(['code=cdcdcd', 'code=taker 2']);
    expect(marksOf(run(), run({ strategyCode: 'taker 2', strategy: 'taker' }))).toEqual(['', '']);
    expect(marksOf(run(), run({ dataHash: '01'.repeat(32) }))).toEqual(['data=ababab', 'data=010101']);
    expect(marksOf(run(), run({ dataHash: '01'.repeat(32) }, { endTime: 2000 }))).toEqual(['', '']);
  });
});
