import type { Configuration } from '@orderflow/core';
import type { SnapshotPool } from './workers/snapshot-pool.ts';

/** How to open a source. */
export interface ConnectOptions
  extends Partial<Pick<Configuration, 'maxLevelBytes' | 'journalMode' | 'synchronous' | 'cacheSize' | 'durability'>> {
  /** Where metrics are kept, and made if it is not there; the source is then opened read-only. Default: the source. */
  readonly output?: string;
  /** Whether metrics may be written. */
  readonly write?: boolean;
  /**
   * Whether a file without the table `book` or `trades` may be read as if it were empty: there must be the other one, or
   * metrics of ours. Not where metrics may be written, or stand in another file.
   */
  readonly partial?: boolean;
  /** Worker threads that read and compute; without them this thread does. Who made the pool closes it. */
  readonly pool?: SnapshotPool;
  /** How long to wait for another program's lock, in milliseconds. */
  readonly lockTimeoutMs?: number;
  /** Is told what went wrong and does no harm. */
  readonly onWarning?: (message: string) => void;
}
