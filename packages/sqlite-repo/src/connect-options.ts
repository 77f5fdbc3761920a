import type { Configuration } from '@orderflow/core';

/** How to open a source. */
export interface ConnectOptions
  extends Partial<Pick<Configuration, 'maxLevelBytes' | 'journalMode' | 'synchronous' | 'cacheSize' | 'durability'>> {
  /** Where metrics are kept, and made if it is not there; the source is then opened read-only. Default: the source. */
  readonly output?: string;
  /** Whether metrics may be written. */
  readonly write?: boolean;
  /** How long to wait for another program's lock, in milliseconds. */
  readonly lockTimeoutMs?: number;
}
