import { centre, sumOfProducts } from './centred.ts';
import { longRunSquaresOf } from './newey-west.ts';
import { pairUp } from './pairs.ts';

/** A straight line through pairs, y = intercept + slope x. */
export interface Regression {
  /** Number of pairs. */
  readonly count: number;
  readonly slope: number;
  readonly intercept: number;
  /** Standard error of the slope by Newey and West. */
  readonly slopeError: number;
  /** Standard error of Pearson's correlation: the slope's between standardised columns; null where y does not vary. */
  readonly correlationError: number | null;
}

/**
 * Fits a line by least squares over the rows where both columns have a finite number, with the standard error of
 * Newey and West (1987) over `lags` rows; rows without a pair keep their place. Null below three pairs and where x does
 * not vary.
 * @throws OrderflowError `bad-argument` where the columns differ in length or `lags` is no whole number, 0 or more.
 */
export function regress(xs: Float64Array, ys: Float64Array, lags: number): Regression | null {
  const pairs = pairUp(xs, ys);
  const [x, y] = [centre(pairs.xs), centre(pairs.ys)];
  const slope = sumOfProducts(x.offsets, y.offsets, 0) / x.squares;
  const scores = x.offsets.map((offset, row) => offset * (y.offsets[row]! - slope * offset));
  const slopeError = Math.sqrt(longRunSquaresOf(scores, lags)) / x.squares;
  if (!(pairs.count >= 3 && Number.isFinite(slope) && Number.isFinite(slopeError))) return null;
  const correlationError = y.squares > 0 ? slopeError * (Math.sqrt(x.squares) / Math.sqrt(y.squares)) : null;
  return { count: pairs.count, slope, intercept: y.mean - slope * x.mean, slopeError, correlationError };
}
