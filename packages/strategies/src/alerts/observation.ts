import type { Timestamp } from '@orderflow/core';

/** What the alert rules and the summary see of one snapshot. */
export interface Observation extends Timestamp {
  readonly instrument: string;
  /** Row id of the snapshot in the source. */
  readonly snapshotId: number;
  /** -1 to +1; null where the source has none. */
  readonly obi: number | null;
  /** Cumulative volume delta; null where the source has none. */
  readonly cvd: number | null;
  /** null for an empty side. */
  readonly bestBid: number | null;
  /** null for an empty side. */
  readonly bestAsk: number | null;
  /** null for an empty side and for a crossed or locked book. */
  readonly mid: number | null;
  /** Spread in basis points of the mid; null where the mid is. */
  readonly spreadBps: number | null;
}

/** Milliseconds from one moment to a later one, with the nanoseconds as a fraction. */
export function elapsedMs(from: Timestamp, to: Timestamp): number {
  return to.timestamp - from.timestamp + (to.nanoseconds - from.nanoseconds) / 1e6;
}
