import {
  type ParameterAxis,
  type ParameterPoint,
  type WalkForwardOptions,
  walkForwardFolds,
} from '@orderflow/backtest';
import type { TimeRange } from '@orderflow/core';
import { assumptionFiguresOf } from '../backtesting/assumption-figures.ts';
import type { FoldOutcome, JudgedTrial, SweepOutcome } from './sweep-outcome.ts';
import { deflationsOfTrials, playStages, rankTrials, type SweepParts, type Trial } from './sweep-stage.ts';

/** What to try. */
export interface SweepPlan {
  readonly axes: readonly ParameterAxis[];
  readonly points: readonly ParameterPoint[];
  /** Null tries all points on all of the data. */
  readonly walkForward: WalkForwardOptions | null;
  /** From the first event to the last, epoch milliseconds. */
  readonly span: { readonly startTime: number; readonly endTime: number };
}

type OnDone = (done: number, total: number) => void;

/** Plays a sweep; null where the user wanted to stop. */
export async function runSweep(parts: SweepParts, plan: SweepPlan, onDone: OnDone): Promise<SweepOutcome | null> {
  const trials = plan.walkForward === null ? await tryAll(parts, plan, onDone) : [];
  const folds = plan.walkForward === null ? [] : await walkForward(parts, plan, plan.walkForward, onDone);
  if (trials === null || folds === null) return null;
  const { setup, objective } = parts;
  const hash = trials[0]?.trial.run.inputs.dataHash ?? null;
  return {
    ...{ strategy: setup.name, axes: plan.axes, objective, trials, folds },
    assumptions: assumptionFiguresOf(setup),
    data: { instruments: setup.market.instruments, ...plan.span, hash, problems: setup.market.skipped },
  };
}

async function tryAll(
  parts: SweepParts,
  { points }: SweepPlan,
  onDone: OnDone,
): Promise<readonly JudgedTrial[] | null> {
  const stages = await playStages(parts, [{ range: null, points }], onDone);
  return stages && judge(parts, rankTrials(stages[0]!));
}

async function walkForward(
  parts: SweepParts,
  { points, span }: SweepPlan,
  options: WalkForwardOptions,
  onDone: OnDone,
): Promise<readonly FoldOutcome[] | null> {
  const folds = walkForwardFolds(span, parts.setup.range ?? {}, options);
  const total = folds.length * (points.length + 1);
  const tried = await playStages(
    parts,
    folds.map(({ inSample }) => ({ range: inSample, points })),
    (done) => onDone(done, total),
  );
  if (tried === null) return null;
  const chosen = await judge(
    parts,
    tried.map((trials) => rankTrials(trials)[0]!),
  );
  const proofStages = folds.map(({ outOfSample }, fold) => provingStage(outOfSample, chosen[fold]!.trial));
  const proofs = await playStages(parts, proofStages, (done) => onDone(total - folds.length + done, total));
  if (proofs === null) return null;
  return folds.map((ranges, fold) => {
    return { ...ranges, trials: points.length, chosen: chosen[fold]!, proof: proofs[fold]![0]! };
  });
}

function provingStage(range: TimeRange, { point }: Trial) {
  return { range, points: [point] };
}

async function judge(parts: SweepParts, trials: readonly Trial[]): Promise<readonly JudgedTrial[]> {
  const deflations = await deflationsOfTrials(parts, trials);
  return trials.map((trial, index) => ({ trial, deflation: deflations[index]! }));
}
