import { keptStatement } from '../connection/kept-statement.ts';
import type { MetricsStore } from './metrics-store.ts';

const SELECT_ID = 'SELECT id FROM orderflow_instruments WHERE name = ?';

/** The id of an instrument in `orderflow_instruments`; null where it has none. */
export function instrumentIdOf({ connection }: MetricsStore, instrument: string): number | null {
  return keptStatement<[string], number>(connection.database, SELECT_ID).pluck().get(instrument) ?? null;
}
