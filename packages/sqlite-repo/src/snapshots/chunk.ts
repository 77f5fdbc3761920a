import type { ProblemReason, TimestampFormat } from '@orderflow/core';
import type { Flag } from '../chunks/read-ahead.ts';
import type { RowSet } from '../chunks/row-set.ts';

/** What a worker is asked. */
export interface ChunkRequest {
  readonly file: string;
  readonly rows: RowSet;
  readonly depth: number | null;
  readonly maxLevelBytes: number;
  /** How long to wait for another program's lock, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** Sides beyond this are read row by row, so that the text of a chunk stays small. */
  readonly mostSideBytes: number;
  /** Is 1 once nobody waits for it any more. */
  readonly abandoned?: Flag;
}

/** What a worker answers: columns as `SnapshotColumns` has them, with the instruments' names of this chunk. */
export interface Chunk {
  readonly count: number;
  readonly ids: Float64Array<ArrayBuffer>;
  readonly instruments: Uint32Array<ArrayBuffer>;
  /** Names by number, of this chunk only. */
  readonly instrumentNames: readonly string[];
  readonly timestamps: Float64Array<ArrayBuffer>;
  readonly nanoseconds: Uint32Array<ArrayBuffer>;
  /** The timestamps as the source writes them, as `SnapshotColumns` has them. */
  readonly timestampTexts: readonly (string | null)[];
  readonly formats: readonly TimestampFormat[];
  readonly obi: Float64Array<ArrayBuffer>;
  readonly bestBid: Float64Array<ArrayBuffer>;
  readonly bestAsk: Float64Array<ArrayBuffer>;
  readonly problems: ReadonlyMap<number, ProblemReason>;
  /** Bytes of level text, of which the size of the next chunks is judged. */
  readonly bytes: number;
}
