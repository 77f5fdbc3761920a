import type { ProcessingState, SourceTable } from '@orderflow/core';
import type { Connection } from '../connection/connection.ts';
import { dataVersionOf } from '../connection/data-version.ts';
import type { ChunkSource } from '../workers/chunk-source.ts';
import type { InstrumentNames } from './instrument-names.ts';
import type { LargeSides } from './large-sides.ts';
import type { TimestampTemplate } from './timestamp-template.ts';
import type { TimestampTexts } from './timestamp-texts.ts';

/** An open source: what its readers share. */
export interface Source {
  readonly connection: Connection;
  readonly maxLevelBytes: number;
  readonly lockTimeoutMs: number;
  readonly instruments: InstrumentNames;
  readonly sides: LargeSides;
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
  /** Number of rows up to an id: as it was kept, or else as `count` finds it. */
  readonly rows: (table: SourceTable, idAtMost: number, count: () => number) => number;
}

/** What `find` finds, looked for again when another connection has written. */
export function atThisVersion<Key, Value>(
  source: Source,
  known: Map<Key, AtVersion<Value>>,
  key: Key,
  find: () => Value,
): Value {
  const version = dataVersionOf(source.connection);
  const last = known.get(key);
  if (last?.version === version) return last.value;
  const value = find();
  known.set(key, { version, value });
  return value;
}

/** Whether ids stand in time order: not known, those of the rows with a readable timestamp, or those of all rows. */
export type Sortedness = 'unknown' | 'timed' | 'all';

/** An index of the file that serves a query in time order. */
export interface IndexOrder {
  readonly index: string;
  /** Whether it is on (instrument, timestamp), and all names are text. */
  readonly isByInstrument: boolean;
  readonly template: TimestampTemplate;
}

/** A temporary table that lists row ids by (ms, ns, id), with their instruments. Many reads may use it at once; it goes when nobody does. */
export interface OrderTable {
  readonly table: SourceTable;
  readonly name: string;
  readonly isReady: Promise<void>;
  users: number;
}
