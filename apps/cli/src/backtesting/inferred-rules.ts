/** The instruments whose rules were read off the data. */
export interface InferredRules {
  readonly tick: readonly string[];
  readonly lot: readonly string[];
}

/** Nothing was read off the data, or it is not known any more. */
export const NOTHING_INFERRED: InferredRules = { tick: [], lot: [] };
