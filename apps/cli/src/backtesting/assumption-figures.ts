import type { InstrumentRules } from '@orderflow/backtest';
import type { JsonObject } from '@orderflow/core';
import type { BacktestSetup } from './open-market.ts';

/** What a simulation took for granted, as it stands in JSON. */
export interface AssumptionFigures {
  readonly makerModels: readonly string[];
  readonly fees: { readonly makerFeeBps: number; readonly takerFeeBps: number };
  readonly latency: Readonly<Record<string, number | string>>;
  /** By instrument; a `maxPosition` of null is no limit. */
  readonly rules: Readonly<Record<string, RuleFigures>>;
  readonly initialCash: number;
  readonly sampleMs: number;
  readonly markoutHorizonsMs: readonly number[];
  readonly gapSeconds: number;
}

type RuleFigures = Omit<InstrumentRules, 'maxPosition'> & { readonly maxPosition: number | null };

/** The assumptions of a simulation as JSON can hold them. */
export function assumptionFiguresOf({ assumptions, options }: Pick<BacktestSetup, 'assumptions' | 'options'>) {
  const { fees, latency, initialCash, sampleMs, markoutHorizonsMs, gapSeconds, makerModels } = assumptions;
  const rules = Object.fromEntries(Object.entries(options.rules).map(([name, rule]) => [name, ruleFiguresOf(rule)]));
  const models = makerModels.map(({ name }) => name);
  return {
    ...{ makerModels: models, fees, latency: latency.figures, rules },
    ...{ initialCash, sampleMs, markoutHorizonsMs, gapSeconds },
  } satisfies AssumptionFigures;
}

/** The assumptions of a stored run. */
export function readAssumptionFigures(stored: JsonObject): AssumptionFigures {
  return stored as unknown as AssumptionFigures;
}

function ruleFiguresOf({ maxPosition, ...rule }: InstrumentRules): RuleFigures {
  return { ...rule, maxPosition: Number.isFinite(maxPosition) ? maxPosition : null };
}
