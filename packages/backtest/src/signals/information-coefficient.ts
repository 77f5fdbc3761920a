import { averageRanksOf } from './average-ranks.ts';
import { pearsonOf, spearmanOf } from './correlation.ts';
import { pairUp } from './pairs.ts';
import { regress } from './regression.ts';

/** How a signal goes along with what came after it. */
export interface InformationCoefficient {
  /** Number of signals that have a forward return. */
  readonly count: number;
  /** Pearson's correlation; null below two pairs and where one side does not vary. */
  readonly pearson: number | null;
  /** Newey and West's standard error of it; null below three pairs as well. */
  readonly pearsonError: number | null;
  /** Spearman's correlation. */
  readonly spearman: number | null;
  readonly spearmanError: number | null;
}

/**
 * The information coefficient of a signal: its correlation with forward returns, by value and by rank, with standard
 * errors that allow for `lags` rows of overlap (see `overlapOf`).
 * @throws OrderflowError `bad-argument` where the columns differ in length or `lags` is no whole number, 0 or more.
 */
export function informationCoefficientOf(
  signal: Float64Array,
  forwardReturns: Float64Array,
  lags: number,
): InformationCoefficient {
  const { xs, ys, count } = pairUp(signal, forwardReturns);
  const [xRanks, yRanks] = [averageRanksOf(xs), averageRanksOf(ys)];
  return {
    count,
    pearson: pearsonOf(xs, ys),
    pearsonError: regress(xs, ys, lags)?.correlationError ?? null,
    spearman: spearmanOf(xs, ys),
    spearmanError: regress(xRanks, yRanks, lags)?.correlationError ?? null,
  };
}
