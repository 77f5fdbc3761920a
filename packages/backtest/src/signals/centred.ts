import { RunningSum, sumOf } from '../sums/running-sum.ts';

/** A column around its mean. */
export interface Centred {
  /** Number of values that are not NaN. */
  readonly count: number;
  /** NaN for none. */
  readonly mean: number;
  /** Values less the mean; NaN stays. */
  readonly offsets: Float64Array;
  /** Sum of the squares of the offsets; exactly 0 where all values are the same. */
  readonly squares: number;
}

/** A column around its mean; NaN has no part in it. */
export function centre(values: Float64Array): Centred {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = sumOf(known) / known.length;
  const isConstant = known.every((value) => value === known[0]);
  const offsets = values.map((value) => (isConstant && !Number.isNaN(value) ? 0 : value - mean));
  return { count: known.length, mean, offsets, squares: sumOfProducts(offsets, offsets, 0) };
}

/** Sum of x(t) y(t - lag); what is NaN has no part in it. */
export function sumOfProducts(xs: Float64Array, ys: Float64Array, lag: number): number {
  const sum = new RunningSum();
  for (let row = lag; row < xs.length; row++) {
    const product = xs[row]! * ys[row - lag]!;
    if (!Number.isNaN(product)) sum.add(product);
  }
  return sum.total;
}
