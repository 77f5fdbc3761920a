import type { EquityRecord } from '@orderflow/core';

/** The fills of a run in the chart's instrument: columns of one length, in time order. */
export interface RunFills {
  /** Exchange times, epoch milliseconds. */
  readonly timestamps: Float64Array;
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
  /** +1 where it bought, -1 where it sold. */
  readonly sides: Int8Array;
  /** Numbers of the fills in the run. */
  readonly numbers: Uint32Array;
}

/** A run of a backtest, under one maker model, as a chart shows it. */
export interface ChartRun {
  /** A short name for the legend. */
  readonly label: string;
  readonly equity: EquityRecord;
  readonly fills: RunFills;
}

/** A fill that was chosen on a chart. */
export interface FillChoice {
  /** Index of its run in what `setRuns` was given. */
  readonly run: number;
  /** Number of the fill in the run: of those that the mark stands for, the nearest in time. */
  readonly number: number;
  /** Numbers of all fills that the mark stands for, in time order. */
  readonly numbers: readonly number[];
}
