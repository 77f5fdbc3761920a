import type { Market } from '@orderflow/backtest';
import type { BacktestStrategy } from '@orderflow/core';
import type { FileParameters } from '../strategies/file-parameters.ts';
import type { ParameterReads } from '../strategies/parameter-reads.ts';

/** A strategy that can be played any number of times. */
export interface TradingStrategy {
  /** What tells its code from any other: a name with a version, or a hash of its files. */
  readonly code: string;
  /** What it goes by, those unless told otherwise included where they are known. */
  readonly parameters: FileParameters;
  /** What of the parameters was read so far; null where each was checked before. */
  readonly reads: ParameterReads | null;
  /** One in fresh state, for a market. */
  readonly make: (market: Market) => Promise<BacktestStrategy>;
}
