import type { ParameterAxis } from '@orderflow/backtest';
import { formatTimestamp, type TimeRange } from '@orderflow/core';
import { isoTime } from '../backtesting/iso-time.ts';
import type { FoldOutcome, JudgedTrial, SweepOutcome } from './sweep-outcome.ts';
import type { Trial } from './sweep-stage.ts';

/** A sweep as one JSON document. */
export function sweepAsJson({ strategy, axes, objective, assumptions, data, trials, folds }: SweepOutcome): unknown {
  const { instruments, startTime, endTime, ...rest } = data;
  return {
    strategy,
    parameters: Object.fromEntries(axes.map(axisJson)),
    objective,
    data: { instruments, start: isoTime(startTime), end: isoTime(endTime), ...rest },
    assumptions,
    ...(folds.length === 0 ? { trials: trials.map(judgedJson) } : { folds: folds.map(foldJson) }),
  };
}

function axisJson(axis: ParameterAxis) {
  return [axis.name, 'values' in axis ? axis.values : { low: axis.low, high: axis.high }];
}

function judgedJson({ trial, deflation }: JudgedTrial) {
  return { ...trialJson(trial), ...deflation };
}

function trialJson({ point, run, score }: Trial) {
  const results = run.results.map(({ summary: _, sampleMs: __, ...figures }) => figures);
  return { run: run.id, resultHash: run.resultHash, parameters: point, score, results };
}

function foldJson({ inSample, outOfSample, trials, chosen, proof }: FoldOutcome) {
  return {
    inSample: rangeJson(inSample),
    outOfSample: rangeJson(outOfSample),
    trials,
    chosen: judgedJson(chosen),
    proof: trialJson(proof),
  };
}

function rangeJson({ start, end }: TimeRange) {
  return {
    start: start === undefined ? null : formatTimestamp(start),
    end: end === undefined ? null : formatTimestamp(end),
  };
}
