import type { Timestamp } from '@orderflow/core';
import type { VolumeSummary } from './volume-totals.ts';

/** Probabilities of the OBI quantiles in a summary, ascending. */
export const OBI_QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** How the OBI was distributed over the snapshots; every snapshot weighs the same. */
export interface ObiSummary {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sample standard deviation (n - 1); null for fewer than two snapshots. */
  readonly standardDeviation: number | null;
  /** One value for each of `OBI_QUANTILES`, within 0.00005 of `numpy.quantile`. */
  readonly quantiles: readonly (number | null)[];
}

/** Where the CVD went, in size units. */
export interface CvdSummary {
  /** At the first snapshot, whose own trades are in it. */
  readonly start: number | null;
  /** At the last snapshot. */
  readonly end: number | null;
  /** From the first snapshot to the last. The trades counted into the first are not part of it. */
  readonly change: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Prices of the snapshots that have a mid: neither side empty, not crossed or locked. */
export interface PriceSummary {
  readonly firstMid: number | null;
  readonly lastMid: number | null;
  /** From the first mid to the last, in basis points of the first. */
  readonly changeBps: number | null;
  /** Mean spread in basis points of the mid; every snapshot weighs the same. */
  readonly meanSpreadBps: number | null;
  readonly maxSpreadBps: number | null;
}

/** What the metrics of one instrument amount to. null stands where there is no value. */
export interface MetricsSummary {
  readonly instrument: string;
  readonly snapshots: number;
  readonly first: Timestamp;
  readonly last: Timestamp;
  readonly obi: ObiSummary;
  readonly cvd: CvdSummary;
  readonly price: PriceSummary;
  /** null where the source of the metrics has no trades. */
  readonly volume: VolumeSummary | null;
  /** Snapshots with exactly one empty side. */
  readonly oneSidedBooks: number;
  /** Snapshots with two empty sides. */
  readonly emptyBooks: number;
  /** Snapshots whose best bid is at or above the best ask. */
  readonly crossedBooks: number;
}
