import { DEFAULT_CONFIGURATION, type ProcessingState, type SourceTable } from '@orderflow/core';
import type { ConnectOptions } from '../connect-options.ts';
import { type Connection, LOCK_TIMEOUT_MS } from '../connection/open-database.ts';
import { type ChunkSource, makeChunkSource } from '../snapshots/chunk-source.ts';
import type { IndexOrder } from './index-order.ts';
import { InstrumentNames } from './instrument-names.ts';
import type { OrderTable } from './order-table.ts';
import type { Sortedness } from './sorted-ids.ts';
import { defineTimeFunctions } from './time-functions.ts';
import { TimestampTexts } from './timestamp-texts.ts';

/** An open source: what its readers share. */
export interface Source {
  readonly connection: Connection;
  readonly maxLevelBytes: number;
  readonly lockTimeoutMs: number;
  readonly instruments: InstrumentNames;
  readonly timestamps: Readonly<Record<SourceTable, TimestampTexts>>;
  readonly progress: SourceProgress;
  /** Reads and computes books by the chunk. */
  readonly chunks: ChunkSource;
  /** Whether a table lies in time order, at a version of the file. */
  readonly sortedTables: Map<SourceTable, AtVersion<Sortedness>>;
  /** The index that a table has for reads in time order, of all or of one instrument, at a version of the file. */
  readonly indexOrders: Map<string, AtVersion<IndexOrder | null>>;
  /** The sorted lists that stand in temporary tables, by what they were made from. */
  readonly orderTables: Map<string, OrderTable>;
  /** Number of sorted lists made so far. */
  orderTableCount: number;
}

/** Something that is true as long as no other connection writes. */
export interface AtVersion<Value> {
  /** SQLite's `data_version`. */
  readonly version: number;
  readonly value: Value;
}

/** How far the rows of a source were processed. */
export interface SourceProgress {
  /** The state of processing; null where that is not known. */
  readonly state: () => ProcessingState | null;
  /** Rows without a readable timestamp that were met, up to an id. */
  readonly untimedRows: (table: SourceTable, idAtMost: number) => number;
}

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
    instruments: new InstrumentNames(),
    timestamps: { book: new TimestampTexts(), trades: new TimestampTexts() },
    orderTables: new Map(),
    orderTableCount: 0,
  };
  defineTimeFunctions(source, 'book');
  defineTimeFunctions(source, 'trades');
  return source;
}

/** What `find` finds, looked for again when another connection has written. */
export function atThisVersion<Key, Value>(
  source: Source,
  known: Map<Key, AtVersion<Value>>,
  key: Key,
  find: () => Value,
): Value {
  const version = source.connection.database.pragma('data_version', { simple: true }) as number;
  const last = known.get(key);
  if (last?.version === version) return last.value;
  const value = find();
  known.set(key, { version, value });
  return value;
}
