import type { BookSnapshot } from '../models/book-snapshot.ts';
import type { Trade } from '../models/trade.ts';
import type { RowPosition } from '../ports/processing-state.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';

/** Which snapshot to show. */
export interface SnapshotQuery {
  readonly instrument: string;
  /** The last snapshot at or before this moment; the very first where it is earlier than all. */
  readonly at: Timestamp;
  /** Where several snapshots share that very time, the one with this row id; else the last of them. */
  readonly snapshotId?: number;
}

/** A snapshot, and where it stands. */
export interface LocatedSnapshot {
  /** The name of the source that it stands in. */
  readonly source: string;
  /** Without trades. */
  readonly snapshot: BookSnapshot;
  /** The time as the row writes it. */
  readonly timestampText: string;
}

/** How an OBI comes about: (bidVolume - askVolume) / (bidVolume + askVolume). */
export interface ObiProof {
  /** Best levels a side that are counted; null for all. */
  readonly depth: number | null;
  readonly bidVolume: number;
  readonly askVolume: number;
  readonly obi: number;
}

/** A trade, and the name of the source that it stands in. */
export interface ProvenTrade extends Trade {
  readonly source: string;
}

/** How a CVD comes about. All values are continuous over the sources. */
export interface CvdProof {
  /** The stored checkpoint that the sum starts from; null where it starts at the first trade. */
  readonly checkpoint: { readonly position: RowPosition; readonly cvd: number } | null;
  /** Trades between the checkpoint, or the start, and the snapshot before. */
  readonly tradesBetween: number;
  /** The CVD at the snapshot before; what earlier sources came to where there is none. */
  readonly before: number;
  /** What the snapshot's own trades come to. */
  readonly delta: number;
  readonly after: number;
}

/** Everything that the metrics of one snapshot are made of, read from the rows. */
export interface Proof extends LocatedSnapshot {
  readonly obi: ObiProof;
  readonly cvd: CvdProof;
  /** The metrics as they are stored, the CVD made continuous; null where they are not. */
  readonly stored: { readonly obi: number; readonly cvd: number } | null;
  /** The snapshots before and after; null where there is none. */
  readonly previous: RowPosition | null;
  readonly next: RowPosition | null;
  /** Number of trades that count into the snapshot. */
  readonly tradeCount: number;
  /** The first of them, in the order of time: {@link MOST_PROVEN_TRADES} at most. */
  readonly trades: readonly ProvenTrade[];
}

/** The most trades that a proof lists. */
export const MOST_PROVEN_TRADES = 10_000;
