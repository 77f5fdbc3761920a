import type { RunTrial } from '@orderflow/core';
import { deflatedSharpeOf, expectedBestSharpeOf, type Trials } from '../statistics/deflated-sharpe.ts';
import type { EquityStatistics } from '../statistics/equity-statistics.ts';
import { momentsOf } from '../statistics/moments.ts';

/** What many trials do to the weight of one result. */
export interface Deflation {
  readonly trials: number;
  /**
   * The Sharpe ratio from sample to sample that the best of so many trials would show without skill; null where the
   * variance of theirs is not known.
   */
  readonly expectedBestSharpe: number | null;
  /** The chance that the result's true Sharpe ratio lies above that: the deflated Sharpe ratio. Null where not known. */
  readonly deflatedSharpe: number | null;
}

/**
 * The trials of one maker model. All count; the variance is that of the Sharpe ratios (over n - 1) that have the same
 * interval of samples, 0 for a single trial. Null where there are more trials than one but fewer than two ratios.
 */
export function trialsOf(runs: readonly RunTrial[], makerModel: string, sampleMs: number): Trials | null {
  const own = runs.filter((trial) => trial.makerModel === makerModel);
  if (own.length <= 1) return { count: 1, sharpeVariance: 0 };
  const ratios = own.flatMap((trial) => (trial.sampleMs === sampleMs ? (trial.sharpePerPeriod ?? []) : []));
  // In the order of size: in whatever order trials ended, their variance is the same to the last bit.
  const moments = momentsOf(Float64Array.from(ratios).sort());
  return moments === null ? null : { count: own.length, sharpeVariance: moments.deviation ** 2 };
}

/** What the trials of its family do to a result; `runs` hold those of all maker models, the result's own included. */
export function deflate(
  { makerModel, statistics }: { readonly makerModel: string; readonly statistics: EquityStatistics },
  runs: readonly RunTrial[],
): Deflation {
  const trials = trialsOf(runs, makerModel, statistics.intervalMs);
  const count = Math.max(1, runs.filter((trial) => trial.makerModel === makerModel).length);
  if (trials === null) return { trials: count, expectedBestSharpe: null, deflatedSharpe: null };
  return {
    trials: count,
    expectedBestSharpe: expectedBestSharpeOf(trials),
    deflatedSharpe: deflatedOf(statistics, trials),
  };
}

function deflatedOf(statistics: EquityStatistics, trials: Trials): number | null {
  const { sharpePerPeriod: sharpe, skew, kurtosis, sampleCount } = statistics;
  if (sharpe === null || skew === null || kurtosis === null) return null;
  return deflatedSharpeOf({ sharpe, skew, kurtosis, count: sampleCount - 1 }, trials);
}
