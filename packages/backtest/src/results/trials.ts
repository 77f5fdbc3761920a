import type { RunTrial } from '@orderflow/core';
import { LEAST_SAMPLES } from '../statistics/annualisation.ts';
import { deflatedSharpeOf, expectedBestSharpeOf, type Trials } from '../statistics/deflated-sharpe.ts';
import type { EquityStatistics } from '../statistics/equity-statistics.ts';
import { momentsOf } from '../statistics/moments.ts';
import { trialIdentityOf } from './trial-identity.ts';

/** What many trials do to the weight of one result. */
export interface Deflation {
  readonly trials: number;
  /**
   * The Sharpe ratio from sample to sample that the best of so many trials would show without skill; null where the
   * variance of theirs is not known.
   */
  readonly expectedBestSharpe: number | null;
  /**
   * The chance that the result's true Sharpe ratio lies above that: the deflated Sharpe ratio. Null where not known, and
   * below 30 samples of equity.
   */
  readonly deflatedSharpe: number | null;
}

/**
 * The trials of one maker model: as many as there are configurations, a strategy's code with its parameters, for what is
 * assumed of the market is no choice in search of an edge. The variance is that of the Sharpe ratios (over n - 1) under
 * the same assumptions and with the same interval of samples, pooled over the assumptions; 0 for a single trial. Null
 * where there are more trials than one but no two ratios under the same assumptions.
 */
export function trialsOf(runs: readonly RunTrial[], makerModel: string, sampleMs: number): Trials | null {
  const own = runs.filter((trial) => trial.makerModel === makerModel);
  const count = countConfigurations(own);
  if (count <= 1) return { count: 1, sharpeVariance: 0 };
  const sharpeVariance = pooledVarianceOf(own.filter((trial) => trial.sampleMs === sampleMs));
  return sharpeVariance === null ? null : { count, sharpeVariance };
}

/** What the trials of its family do to a result; `runs` hold those of all maker models, the result's own included. */
export function deflate(
  { makerModel, statistics }: { readonly makerModel: string; readonly statistics: EquityStatistics },
  runs: readonly RunTrial[],
): Deflation {
  const trials = trialsOf(runs, makerModel, statistics.intervalMs);
  if (trials === null) {
    const count = countConfigurations(runs.filter((trial) => trial.makerModel === makerModel));
    return { trials: count, expectedBestSharpe: null, deflatedSharpe: null };
  }
  return {
    trials: trials.count,
    expectedBestSharpe: expectedBestSharpeOf(trials),
    deflatedSharpe: deflatedOf(statistics, trials),
  };
}

function countConfigurations(trials: readonly RunTrial[]): number {
  return new Set(trials.map(({ inputs }) => trialIdentityOf(inputs).configuration)).size;
}

/** Sum of (n - 1) s^2 over sum of n - 1, s^2 the variance under one set of assumptions; null where no set has two ratios. */
function pooledVarianceOf(trials: readonly RunTrial[]): number | null {
  let [squares, freedom] = [0, 0];
  // In order: in whatever order trials ended, their variance is the same to the last bit.
  for (const [, ratios] of [...ratiosByAssumptions(trials)].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const moments = momentsOf(Float64Array.from(ratios.values()).sort());
    if (moments === null) continue;
    squares += (moments.count - 1) * moments.deviation ** 2;
    freedom += moments.count - 1;
  }
  return freedom === 0 ? null : squares / freedom;
}

/** Ratios by configuration by what was assumed. */
function ratiosByAssumptions(trials: readonly RunTrial[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const sets = new Map<string, Map<string, number>>();
  for (const { inputs, sharpePerPeriod } of trials) {
    if (sharpePerPeriod === null) continue;
    const { assumptions, configuration } = trialIdentityOf(inputs);
    const ratios = sets.get(assumptions) ?? new Map<string, number>();
    sets.set(assumptions, ratios.set(configuration, sharpePerPeriod));
  }
  return sets;
}

function deflatedOf(statistics: EquityStatistics, trials: Trials): number | null {
  const { sharpePerPeriod: sharpe, skew, kurtosis, sampleCount } = statistics;
  if (sampleCount < LEAST_SAMPLES || sharpe === null || skew === null || kurtosis === null) return null;
  return deflatedSharpeOf({ sharpe, skew, kurtosis, count: sampleCount - 1 }, trials);
}
