import type { RunInputs } from '@orderflow/core';
import { canonicalJson } from './canonical-json.ts';

/** What of the assumptions does not change the result under one maker model. */
const WITHOUT_EFFECT: readonly string[] = ['makerModels', 'markoutHorizonsMs'];

/** What tells a trial from another. */
export interface TrialIdentity {
  /** What was chosen: the code of the strategy and its parameters. */
  readonly configuration: string;
  /** What was assumed of the market: only Sharpe ratios under the same are compared. */
  readonly assumptions: string;
}

const known = new WeakMap<RunInputs, TrialIdentity>();

/** What a run chose, and what it assumed, as texts that are equal where these are. */
export function trialIdentityOf(inputs: RunInputs): TrialIdentity {
  const identity = known.get(inputs) ?? identify(inputs);
  known.set(inputs, identity);
  return identity;
}

function identify({ strategyCode, parameters, assumptions, engine }: RunInputs): TrialIdentity {
  const assumed = Object.entries(assumptions).filter(([name]) => !WITHOUT_EFFECT.includes(name));
  return {
    configuration: canonicalJson({ strategyCode, parameters }),
    assumptions: canonicalJson({ engine, assumptions: Object.fromEntries(assumed) }),
  };
}
