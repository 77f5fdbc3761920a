import type { RunTrial } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { deflate, deflatedSharpeOf, equityStatisticsOf, expectedBestSharpeOf, trialsOf } from '../../src/index.ts';

function trial(id: string, sharpePerPeriod: number | null, changes: Partial<RunTrial> = {}): RunTrial {
  return { id, makerModel: 'cross', sharpePerPeriod, sampleMs: 1000, ...changes };
}

const statistics = equityStatisticsOf({ startTime: 0, intervalMs: 1000, values: Float64Array.of(100, 102, 101, 104) });

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

  it('deflate what a result shows', () => {
    const runs = [trial('a', 0.1), trial('b', 0.3), trial('c', 0.5)];
    const trials = { count: 3, sharpeVariance: 0.04 };
    const observed = {
      ...{ sharpe: statistics.sharpePerPeriod!, skew: statistics.skew!, kurtosis: statistics.kurtosis!, count: 3 },
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
