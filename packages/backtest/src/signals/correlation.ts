import { averageRanksOf } from './average-ranks.ts';
import { centre, sumOfProducts } from './centred.ts';
import { pairUp } from './pairs.ts';

/**
 * Pearson's correlation of two columns, -1 to 1, over the rows where both have a finite number. Null below two of them
 * and where one column does not vary.
 * @throws OrderflowError `bad-argument` where the columns differ in length.
 */
export function pearsonOf(xs: Float64Array, ys: Float64Array): number | null {
  const pairs = pairUp(xs, ys);
  const [x, y] = [centre(pairs.xs), centre(pairs.ys)];
  const correlation = sumOfProducts(x.offsets, y.offsets, 0) / (Math.sqrt(x.squares) * Math.sqrt(y.squares));
  return Number.isFinite(correlation) ? Math.max(-1, Math.min(1, correlation)) : null;
}

/**
 * Spearman's correlation of two columns: Pearson's of their ranks, where equal values share the mean of their ranks.
 * Null below two pairs and where one column does not vary.
 * @throws OrderflowError `bad-argument` where the columns differ in length.
 */
export function spearmanOf(xs: Float64Array, ys: Float64Array): number | null {
  const pairs = pairUp(xs, ys);
  return pearsonOf(averageRanksOf(pairs.xs), averageRanksOf(pairs.ys));
}
