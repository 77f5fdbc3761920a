import { OrderflowError } from '@orderflow/core';

/** Two columns of equal length; a row that is NaN in one is NaN in both. */
export interface Pairs {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Number of rows that are not NaN. */
  readonly count: number;
}

/**
 * The rows where both columns have a finite number, at their places; the others are NaN.
 * @throws OrderflowError `bad-argument` where the columns differ in length.
 */
export function pairUp(xs: Float64Array, ys: Float64Array): Pairs {
  if (xs.length !== ys.length) {
    throw new OrderflowError('bad-argument', `the columns have ${xs.length} and ${ys.length} rows; give as many`);
  }
  const isPair = (_: number, row: number) => Number.isFinite(xs[row]!) && Number.isFinite(ys[row]!);
  const pairedXs = xs.map((x, row) => (isPair(x, row) ? x : Number.NaN));
  const pairedYs = ys.map((y, row) => (isPair(y, row) ? y : Number.NaN));
  return { xs: pairedXs, ys: pairedYs, count: xs.filter(isPair).length };
}
