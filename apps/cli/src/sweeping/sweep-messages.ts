import type { InstrumentRules, ParameterPoint } from '@orderflow/backtest';
import type { OrderflowErrorCode, RunData, RunResult, TimeRange } from '@orderflow/core';
import type { BacktestFlags } from '../backtesting/backtest-flags.ts';
import type { ColumnsPlace } from '../caching/kept-columns.ts';

/** What a worker of a sweep is given once. */
export interface SweepWork {
  readonly flags: BacktestFlags;
  readonly cwd: string;
  readonly place: ColumnsPlace;
  readonly rules: Readonly<Record<string, InstrumentRules>>;
  /** How long one call of a strategy file may take; absent where the strategy is one of ours. */
  readonly strategyTimeoutSeconds?: number | null;
}

/** What a worker plays next. */
export interface TrialTask {
  readonly parameters: ParameterPoint;
  readonly range: TimeRange | null;
  /** Where the clocks begin. */
  readonly originMs: number;
}

/** What came of it, or why nothing did. */
export type TrialAnswer =
  | ({ readonly kind: 'played' } & PlayedTrial)
  | { readonly kind: 'failed'; readonly code: OrderflowErrorCode | null; readonly message: string };

/** What came of a trial. */
export interface PlayedTrial {
  readonly resultHash: string;
  readonly data: RunData;
  readonly results: readonly RunResult[];
  /** The parameters that were read, then or before; none where each was checked before. */
  readonly read: readonly string[];
}
