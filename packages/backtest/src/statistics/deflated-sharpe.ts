import { OrderflowError } from '@orderflow/core';
import { normalQuantile } from './normal-quantile.ts';
import { type ObservedSharpe, probabilisticSharpeOf } from './probabilistic-sharpe.ts';

const EULERS_CONSTANT = 0.5772156649015329;

/** What was tried before a result was chosen. */
export interface Trials {
  /** How many independent trials were made, 1 or more. */
  readonly count: number;
  /** Variance of their Sharpe ratios per period, 0 or more. */
  readonly sharpeVariance: number;
}

/**
 * The largest Sharpe ratio per period to expect of trials without any skill: sqrt(V) ((1 - g) Phi^-1(1 - 1/N) +
 * g Phi^-1(1 - 1/(N e))), g Euler's constant; 0 for a single trial. Source: Bailey and Lopez de Prado 2014, "The
 * deflated Sharpe ratio".
 * @throws OrderflowError `bad-argument` for less than one trial, or a variance that is below 0 or not finite.
 */
export function expectedBestSharpeOf({ count, sharpeVariance }: Trials): number {
  if (!(count >= 1 && count < Number.POSITIVE_INFINITY)) {
    throw new OrderflowError('bad-argument', `the number of trials is ${count}; give 1 or more`);
  }
  if (!(sharpeVariance >= 0 && sharpeVariance < Number.POSITIVE_INFINITY)) {
    throw new OrderflowError('bad-argument', `the variance of the trials is ${sharpeVariance}; give 0 or more`);
  }
  // By symmetry Phi^-1(1 - p) = -Phi^-1(p), which keeps its digits for many trials.
  const high = -normalQuantile(1 / count);
  const higher = -normalQuantile(1 / (count * Math.E));
  // The formula falls below 0, the best to expect of one trial, where there are fewer than two.
  return Math.sqrt(sharpeVariance) * Math.max(0, (1 - EULERS_CONSTANT) * high + EULERS_CONSTANT * higher);
}

/**
 * The chance that the chosen trial's true Sharpe ratio lies above what the best of so many trials without skill would
 * show: {@link probabilisticSharpeOf} at {@link expectedBestSharpeOf}. Null where that is null.
 * @throws OrderflowError `bad-argument` as {@link expectedBestSharpeOf} does.
 */
export function deflatedSharpeOf(observed: ObservedSharpe, trials: Trials): number | null {
  return probabilisticSharpeOf(observed, expectedBestSharpeOf(trials));
}
