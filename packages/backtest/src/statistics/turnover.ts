import type { RoundTripColumns } from '../money/round-trip.ts';
import { sumOf } from '../sums/running-sum.ts';
import { meanOf } from './moments.ts';

/**
 * How many times its equity a run traded: sum of abs(change of position x price), both ways, over mean equity. Null
 * where the mean is not known or not above 0.
 */
export function turnoverOf({ notionals }: RoundTripColumns, equity: Float64Array): number | null {
  const mean = meanOf(equity);
  return mean !== null && mean > 0 ? sumOf(notionals) / mean : null;
}
