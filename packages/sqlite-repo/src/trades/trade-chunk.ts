import type { TimestampFormat, TradeColumns } from '@orderflow/core';
import type { Flag } from '../chunks/read-ahead.ts';
import type { RowSet } from '../chunks/row-set.ts';

/** Which trades a worker is asked for. */
export interface TradeRequest {
  readonly file: string;
  readonly rows: RowSet;
  /** How long to wait for another program's lock, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** Is 1 once nobody waits for it any more. */
  readonly abandoned?: Flag;
}

/** What a worker answers: columns without the exchange's trade ids, with the instruments' names of this chunk. */
export interface TradeChunk extends Omit<TradeColumns, 'tradeIds'> {
  readonly formats: readonly TimestampFormat[];
}
