import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import type { ConnectOptions } from '../connect-options.ts';
import type { Connection } from '../connection/connection.ts';
import { LOCK_TIMEOUT_MS } from '../connection/translate-error.ts';
import { makeChunkSource } from '../workers/chunk-source.ts';
import { InstrumentNames } from './instrument-names.ts';
import { LargeSides } from './large-sides.ts';
import type { Source, SourceProgress } from './source.ts';
import { defineTimeFunctions } from './time-functions.ts';
import { TimestampTexts } from './timestamp-texts.ts';

/** The source behind a connection. */
export function makeSource(
  connection: Connection,
  { maxLevelBytes = DEFAULT_CONFIGURATION.maxLevelBytes, lockTimeoutMs = LOCK_TIMEOUT_MS, pool }: ConnectOptions,
  progress: SourceProgress,
): Source {
  const source: Source = {
    connection,
    maxLevelBytes,
    lockTimeoutMs,
    progress,
    chunks: makeChunkSource(connection, pool),
    sortedTables: new Map(),
    indexOrders: new Map(),
    instruments: new InstrumentNames(connection.file),
    sides: new LargeSides(connection.database, maxLevelBytes),
    timestamps: { book: new TimestampTexts(), trades: new TimestampTexts() },
    orderTables: new Map(),
    orderTableCount: 0,
  };
  defineTimeFunctions(source, 'book');
  defineTimeFunctions(source, 'trades');
  return source;
}
