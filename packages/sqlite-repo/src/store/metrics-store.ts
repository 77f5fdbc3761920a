import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Connection } from '../connection/connection.ts';
import { InstrumentNames } from '../source/instrument-names.ts';
import { TimestampTexts } from '../source/timestamp-texts.ts';
import { drizzle } from './drizzle.ts';
import { StateGuard } from './state-guard.ts';

/** The place where metrics are kept, open. */
export interface MetricsStore {
  readonly connection: Connection;
  readonly drizzle: BetterSQLite3Database;
  readonly instruments: InstrumentNames;
  /** Reads the timestamps of metrics, one after the other. */
  readonly times: TimestampTexts;
  /** Whoever writes does so through it. */
  readonly guard: StateGuard;
  /** Where the source lies as seen from a metrics file of its own; null where metrics stand beside their rows. */
  readonly source: string | null;
}

/** The store behind a connection. */
export function makeMetricsStore(connection: Connection, source: string | null): MetricsStore {
  const { database } = connection;
  return {
    connection,
    drizzle: drizzle(database),
    instruments: new InstrumentNames(),
    times: new TimestampTexts(),
    guard: new StateGuard(connection),
    source,
  };
}
