import type { CompensatedSum } from '../metrics/compensated-sum.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';

/** Which way the rows of a table are read: as they lie, or sorted by (timestamp, id). */
export type RowOrder = 'id' | 'time';

/** The place of a row in (timestamp, id) order. */
export interface RowPosition extends Timestamp {
  readonly id: number;
}

/** How far one input table has been consumed. */
export interface TableProgress {
  /** Rows with a readable timestamp that were consumed, good or bad. */
  readonly timedRows: number;
  /** Largest id of such a row; null before the first. */
  readonly lastId: number | null;
  /** How the rows were read up to here. */
  readonly order: RowOrder;
}

/** Where an instrument's CVD stands. */
export interface InstrumentState extends CompensatedSum {
  readonly instrument: string;
  /** Row id of the last trade that was counted, or that waited for a snapshot of its time; null before the first. */
  readonly lastTradeId: number | null;
  /**
   * Exact matching only: signed sizes of trades at the position's own time that wait for this instrument's snapshot of
   * that time.
   */
  readonly waiting: readonly number[];
}

/** Everything needed to go on with processing: what a checkpoint keeps. */
export interface ProcessingState {
  /** Metric rows written. */
  readonly metricRows: number;
  /** The last snapshot consumed, good or bad; null before the first. All trades up to its time are consumed too. */
  readonly position: RowPosition | null;
  readonly book: TableProgress;
  readonly trades: TableProgress;
  /** Instruments in order of first appearance. */
  readonly instruments: readonly InstrumentState[];
}
