import { describe, expect, it } from 'vitest';
import { makeTradingStrategy, parametersOf, TRADING_STRATEGY_NAMES } from '../../src/index.ts';

describe('the trading strategies', () => {
  it.each(TRADING_STRATEGY_NAMES)('%s is made of its own defaults', (name) => {
    expect(makeTradingStrategy(name, parametersOf(name)).name).toBe(name);
  });

  it('know their names and parameters', () => {
    expect(() => makeTradingStrategy('none')).toThrow(
      "unknown strategy 'none': choose one of obi-taker, obi-market-maker, cvd-divergence",
    );
    expect(() => makeTradingStrategy('obi-taker', { entry: 0.5 })).toThrow(
      "obi-taker has no parameter 'entry'; it has entryObi, exitObi, size",
    );
  });
});
