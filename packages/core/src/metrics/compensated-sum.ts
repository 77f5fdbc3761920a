/**
 * A running sum and what rounding took from it (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation
 * endlicher Summen"): the true total is `sum + compensation`.
 */
export interface CompensatedSum {
  readonly sum: number;
  readonly compensation: number;
}

/**
 * What rounding takes from `sum + value`: exact, unless the sum overflows, where it is NaN. A loop over columns keeps
 * the two parts itself: `compensation += roundingErrorOf(sum, value); sum += value`.
 */
export function roundingErrorOf(sum: number, value: number): number {
  const rounded = sum + value;
  return Math.abs(sum) >= Math.abs(value) ? sum - rounded + value : value - rounded + sum;
}

/** The sum after adding `value`. The total of an overflown sum is NaN. */
export function addToSum(state: CompensatedSum, value: number): CompensatedSum {
  return { sum: state.sum + value, compensation: state.compensation + roundingErrorOf(state.sum, value) };
}

/** The total of a sum: 0 before the first addition, NaN after an overflow. */
export function totalOf(state: CompensatedSum): number {
  return state.sum + state.compensation;
}

/** A sum in progress: the given one, or a fresh one that starts at a plain number. */
export function compensatedSumOf(start: number | CompensatedSum): CompensatedSum {
  return typeof start === 'number' ? { sum: start, compensation: 0 } : start;
}
