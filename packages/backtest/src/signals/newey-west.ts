import { OrderflowError } from '@orderflow/core';
import { centre, sumOfProducts } from './centred.ts';

/**
 * The standard error of a mean of values that hang together over `lags` rows, by Newey and West with Bartlett weights:
 * sqrt((c(0) + 2 sum over l of (1 - l / (lags + 1)) c(l)) / n), c(l) the autocovariance over n. A NaN keeps its place
 * and has no part. Returns over overlapping horizons of h rows need h - 1 lags or more: see {@link overlapOf}. Null
 * below two values. Source: Newey and West 1987, "A simple, positive semi-definite, heteroskedasticity and
 * autocorrelation consistent covariance matrix"; for gaps Parzen 1963, "On spectral analysis with missing observations".
 * @throws OrderflowError `bad-argument` where `lags` is no whole number, 0 or more.
 */
export function neweyWestErrorOf(values: Float64Array, lags: number): number | null {
  const { count, offsets } = centre(values);
  const error = Math.sqrt(longRunSquaresOf(offsets, lags)) / count;
  return count >= 2 && Number.isFinite(error) ? error : null;
}

/** Sum of squares of a column and its Bartlett-weighted products with itself up to `lags` rows before. */
export function longRunSquaresOf(values: Float64Array, lags: number): number {
  if (!(Number.isSafeInteger(lags) && lags >= 0)) {
    throw new OrderflowError('bad-argument', `the number of lags is ${lags}; give a whole number, 0 or more`);
  }
  let total = sumOfProducts(values, values, 0);
  for (let lag = 1; lag <= Math.min(lags, values.length - 1); lag++) {
    total += 2 * (1 - lag / (lags + 1)) * sumOfProducts(values, values, lag);
  }
  // It is never below 0 but for rounding.
  return Math.max(0, total);
}

/**
 * The most rows after a row that start before its horizon has ended: the lags that returns over overlapping horizons
 * need. `times` ascend, in milliseconds.
 */
export function overlapOf(times: Float64Array, horizonMs: number): number {
  let [most, first] = [0, 0];
  for (let row = 0; row < times.length; row++) {
    while (first < row && times[first]! + horizonMs <= times[row]!) first += 1;
    most = Math.max(most, row - first);
  }
  return most;
}
