import type { Deflation, ParameterAxis } from '@orderflow/backtest';
import type { RunData, TimeRange } from '@orderflow/core';
import type { AssumptionFigures } from '../backtesting/assumption-figures.ts';
import type { Objective, Trial } from './sweep-stage.ts';

/** A trial and what the number of trials does to it. */
export interface JudgedTrial {
  readonly trial: Trial;
  readonly deflation: Deflation;
}

/** One step of a walk forward. */
export interface FoldOutcome {
  readonly inSample: TimeRange;
  readonly outOfSample: TimeRange;
  /** How many were tried in sample, and the best of them. */
  readonly trials: number;
  readonly chosen: JudgedTrial;
  /** What it came to out of sample. */
  readonly proof: Trial;
}

/** What came of a sweep. */
export interface SweepOutcome {
  readonly strategy: string;
  readonly axes: readonly ParameterAxis[];
  readonly objective: Objective;
  readonly assumptions: AssumptionFigures;
  readonly data: Pick<RunData, 'instruments' | 'startTime' | 'endTime' | 'problems'> & { readonly hash: string | null };
  /** Best first; none for a walk forward. */
  readonly trials: readonly JudgedTrial[];
  readonly folds: readonly FoldOutcome[];
}
