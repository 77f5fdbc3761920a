import type { RunInputs, RunTrial } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { deflate, deflatedSharpeOf, equityStatisticsOf, expectedBestSharpeOf, trialsOf } from '../../src/index.ts';

function trial(id: string, sharpePerPeriod: number | null, changes: Partial<RunTrial> = {}): RunTrial {
  return { id, inputs: inputsOf(id), makerModel: 'cross', sharpePerPeriod, sampleMs: 1000, ...changes };
}

/** Inputs with the parameter that `name` stands for. */
function inputsOf(name: string, { takerFeeBps = 5, makerModels = ['cross'], strategyCode = '1' } = {}): RunInputs {
  return {
    ...{ strategy: 'own', strategyCode, dataHash: 'da7a', engine: '1', parameters: { name } },
    assumptions: { fees: { makerFeeBps: 2, takerFeeBps }, makerModels, markoutHorizonsMs: [1000] },
  };
}

/** Equity of 30 samples that rises by 2, falls by 1, and so on. */
const VALUES = Float64Array.from({ length: 30 }, (_, sample) => 100 + Math.floor(sample / 2) + 2 * (sample % 2));
const statistics = equityStatisticsOf({ startTime: 0, intervalMs: 1000, values: VALUES });

describe('trials', () => {
  it('are those of one maker model, and their variance that of the ratios over n - 1', () => {
    const runs = [trial('a', 0.1), trial('a', 0.7, { makerModel: 'touch' }), trial('b', 0.3), trial('c', null)];
    // Ratios 0.1 and 0.3: mean 0.2, variance (0.01 + 0.01) / 1.
    const trials = trialsOf(runs, 'cross', 1000);
    expect(trials?.count).toBe(3);
    expect(trials?.sharpeVariance).toBeCloseTo(0.02, 12);
  });

  it('count, but do not vary, where their equity was sampled otherwise', () => {
    const runs = [trial('a', 0.1), trial('b', 0.3), trial('c', 9, { sampleMs: 60_000 })];
    const trials = trialsOf(runs, 'cross', 1000);
    expect(trials?.count).toBe(3);
    expect(trials?.sharpeVariance).toBeCloseTo(0.02, 12);
  });

  it('are one where there is none or one, and of no known variance where too few have a ratio', () => {
    expect(trialsOf([], 'cross', 1000)).toEqual({ count: 1, sharpeVariance: 0 });
    expect(trialsOf([trial('a', 0.1)], 'cross', 1000)).toEqual({ count: 1, sharpeVariance: 0 });
    expect(trialsOf([trial('a', 0.1), trial('b', null)], 'cross', 1000)).toBeNull();
  });

  it('are configurations: what is assumed of the market is none, and its ratios vary by it alone', () => {
    const dear = { takerFeeBps: 50 };
    const runs = [trial('a', 0.1), trial('b', 0.3), trial('a', -9, { inputs: inputsOf('a', dear) })];
    // Ratios 0.1 and 0.3 under one assumption, -9 alone under another: variance 0.02.
    const trials = trialsOf(runs, 'cross', 1000);
    expect(trials?.count).toBe(2);
    expect(trials?.sharpeVariance).toBeCloseTo(0.02, 12);
    // With b at -9.4 too: (0.02 + 0.08) / (1 + 1).
    const both = trialsOf([...runs, trial('b', -9.4, { inputs: inputsOf('b', dear) })], 'cross', 1000);
    expect(both?.count).toBe(2);
    expect(both?.sharpeVariance).toBeCloseTo(0.05, 12);
  });

  it('still count where the best of them is tried again under assumptions of its own', () => {
    const chosen = trial('c', 0.9, { inputs: inputsOf('c', { takerFeeBps: 1 }) });
    expect(trialsOf([trial('a', 0.1), trial('b', 0.3), trial('c', 0.5), chosen], 'cross', 1000)?.count).toBe(3);
  });

  it('have no known variance where no two share their assumptions', () => {
    const runs = [trial('a', 0.1), trial('b', 0.3, { inputs: inputsOf('b', { takerFeeBps: 50 }) })];
    expect(trialsOf(runs, 'cross', 1000)).toBeNull();
    expect(deflate({ makerModel: 'cross', statistics }, runs)).toEqual({
      ...{ trials: 2, expectedBestSharpe: null, deflatedSharpe: null },
    });
  });

  it('are one where the same was played beside other maker models, and two where the code was changed', () => {
    const again = trial('a', 0.1, { inputs: inputsOf('a', { makerModels: ['cross', 'touch'] }) });
    expect(trialsOf([trial('a', 0.1), again], 'cross', 1000)).toEqual({ count: 1, sharpeVariance: 0 });
    const changed = trial('a', 0.3, { inputs: inputsOf('a', { strategyCode: '2' }) });
    expect(trialsOf([trial('a', 0.1), again, changed], 'cross', 1000)?.count).toBe(2);
    expect(trialsOf([trial('a', 0.1), again, changed], 'cross', 1000)?.sharpeVariance).toBeCloseTo(0.02, 12);
  });

  it('give the same variance to the last bit in whatever order they ended', () => {
    const runs = [0.1, 0.37, -0.2, 0.55, 0.03].flatMap((ratio, index) =>
      [1, 5, 9].map((takerFeeBps) =>
        trial(`${index}`, ratio / takerFeeBps, { inputs: inputsOf(`${index}`, { takerFeeBps }) }),
      ),
    );
    expect(trialsOf(runs.toReversed(), 'cross', 1000)).toEqual(trialsOf(runs, 'cross', 1000));
  });

  it('say nothing of fewer than 30 samples', () => {
    const short = equityStatisticsOf({ startTime: 0, intervalMs: 1000, values: VALUES.slice(0, 29) });
    expect(short.probabilisticSharpe).not.toBeNull();
    expect(deflate({ makerModel: 'cross', statistics: short }, [trial('a', 0.1)]).deflatedSharpe).toBeNull();
    expect(deflate({ makerModel: 'cross', statistics }, [trial('a', 0.1)]).deflatedSharpe).not.toBeNull();
  });

  it('deflate what a result shows', () => {
    const runs = [trial('a', 0.1), trial('b', 0.3), trial('c', 0.5)];
    const trials = { count: 3, sharpeVariance: 0.04 };
    const observed = {
      ...{ sharpe: statistics.sharpePerPeriod!, skew: statistics.skew!, kurtosis: statistics.kurtosis!, count: 29 },
    };
    const deflation = deflate({ makerModel: 'cross', statistics }, runs);
    expect(deflation.trials).toBe(3);
    expect(deflation.expectedBestSharpe).toBeCloseTo(expectedBestSharpeOf(trials), 12);
    expect(deflation.deflatedSharpe).toBeCloseTo(deflatedSharpeOf(observed, trials)!, 12);
    expect(deflation.deflatedSharpe).toBeLessThan(statistics.probabilisticSharpe!);
  });

  it('leave a single trial its probabilistic ratio', () => {
    expect(deflate({ makerModel: 'cross', statistics }, [trial('a', 0.1)])).toEqual({
      ...{ trials: 1, expectedBestSharpe: 0, deflatedSharpe: statistics.probabilisticSharpe },
    });
  });

  it('say nothing of an equity that never moved', () => {
    const still = equityStatisticsOf({ startTime: 0, intervalMs: 1000, values: Float64Array.of(1, 1, 1) });
    const runs = [trial('a', 0.1), trial('b', 0.3)];
    expect(deflate({ makerModel: 'cross', statistics: still }, runs).deflatedSharpe).toBeNull();
  });
});
