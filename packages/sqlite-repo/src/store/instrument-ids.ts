import type { Statement } from 'better-sqlite3';
import type { MetricsStore } from './metrics-store.ts';

const statements = new WeakMap<MetricsStore, Statement<[string], number>>();

/** The id of an instrument in `orderflow_instruments`; null where it has none. */
export function instrumentIdOf(store: MetricsStore, instrument: string): number | null {
  let statement = statements.get(store);
  if (statement === undefined) {
    statement = store.connection.database
      .prepare<[string], number>('SELECT id FROM orderflow_instruments WHERE name = ?')
      .pluck();
    statements.set(store, statement);
  }
  return statement.get(instrument) ?? null;
}
