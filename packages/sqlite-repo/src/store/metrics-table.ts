import { type MetricSettings, type MetricsPresence, OrderflowError } from '@orderflow/core';
import { JOURNAL_MODE_TABLE } from '../connection/journal-mode.ts';
import { keptStatement } from '../connection/kept-statement.ts';
import type { MetricsStore } from './metrics-store.ts';
import { migrateStore } from './migrate-store.ts';
import { startPyramid } from './pyramid-table.ts';
import { runs } from './schema.ts';

/** The row of `orderflow_runs`. */
const RUN_ID = 1;

const SELECT_RUN = `
SELECT depth, trade_matching AS tradeMatching, max_level_bytes AS maxLevelBytes, source FROM orderflow_runs WHERE id = ?`;

const SELECT_ENTRIES = `
SELECT type, lower(name) AS name FROM sqlite_schema
WHERE type IN ('table', 'view') AND (lower(name) = 'metrics' OR lower(name) GLOB 'orderflow_*')
  AND name <> '${JOURNAL_MODE_TABLE}' ORDER BY name`;

/** Settings as they were recorded, and where the metrics come from. */
type RunRecord = MetricSettings & { readonly source: string | null };

/** What stands in the place of the metrics table. */
export function findMetrics(store: MetricsStore): MetricsPresence {
  const names = ownEntries(store).map(({ name }) => name);
  if (!names.includes('metrics')) return { kind: 'none' };
  if (!names.includes('orderflow_runs')) return { kind: 'foreign' };
  // Without that row a kill came between the making of the tables and their first use.
  const run = keptStatement<[number], RunRecord>(store.connection.database, SELECT_RUN).get(RUN_ID);
  if (run === undefined) return { kind: 'none' };
  checkSourceName(store, run.source);
  const { source, ...settings } = run;
  return { kind: 'ours', settings };
}

/** Makes all our tables anew, empty, within a transaction; with `replace` drops what is there, and the id sequence with it. */
export function createMetrics(store: MetricsStore, settings: MetricSettings, replace: boolean): void {
  const isForeign = findMetrics(store).kind === 'foreign';
  if (isForeign && !replace) {
    throw new OrderflowError('foreign-metrics', `${store.connection.file}: there is a table metrics already`);
  }
  dropMetrics(store);
  migrateStore(store.connection.database);
  startPyramid(store);
  const { depth, tradeMatching, maxLevelBytes } = settings;
  store.drizzle.insert(runs).values({ id: RUN_ID, depth, tradeMatching, maxLevelBytes, source: store.source }).run();
}

/** Drops the metrics table and everything of ours, within a transaction; the names of what was dropped. */
export function dropMetrics(store: MetricsStore): readonly string[] {
  const { database } = store.connection;
  const entries = ownEntries(store);
  for (const { type, name } of entries) database.exec(`DROP ${type} "${name}"`);
  const sequence = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").get();
  if (sequence !== undefined) database.prepare("DELETE FROM sqlite_sequence WHERE name = 'metrics'").run();
  return entries.map(({ name }) => name);
}

/** What stands under our names, written in any case. */
function ownEntries(store: MetricsStore): readonly { readonly type: 'table' | 'view'; readonly name: string }[] {
  return keptStatement<[], { type: 'table' | 'view'; name: string }>(store.connection.database, SELECT_ENTRIES).all();
}

function checkSourceName(store: MetricsStore, recorded: string | null): void {
  if (recorded === store.source) return;
  throw new OrderflowError(
    'settings-differ',
    `${store.connection.file}: these metrics belong to the source ${recorded ?? 'in the same file'}, not to ${store.source ?? 'this file'}; name another --output`,
  );
}
