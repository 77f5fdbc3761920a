/**
 * A running sum and what rounding took from it (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation
 * endlicher Summen"): the true total is `sum + compensation`.
 */
export interface CompensatedSum {
  readonly sum: number;
  readonly compensation: number;
}
