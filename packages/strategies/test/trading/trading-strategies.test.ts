import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeTradingStrategy, parametersOf, TRADING_STRATEGY_NAMES } from '../../src/index.ts';

describe('the trading strategies', () => {
  it.each(TRADING_STRATEGY_NAMES)('%s is made of its own defaults', (name) => {
    expect(makeTradingStrategy(name, parametersOf(name)).name).toBe(name);
  });

  it.each(TRADING_STRATEGY_NAMES)('%s has a README with its parameters, what it is and what it is not', (name) => {
    const path = `${import.meta.dirname}/../../src/trading/${name}/README.md`;
    const text = readFileSync(path, 'utf8');
    const rows = [...text.matchAll(/^\| `(\w+)` +\| ([\d.]+) /gm)].map(([, key, value]) => [key, Number(value)]);
    expect(Object.fromEntries(rows)).toEqual(parametersOf(name));
    expect(text.match(/^## .+/gm)).toEqual(['## What it is', '## What it is not']);
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
