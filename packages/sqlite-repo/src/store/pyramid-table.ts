import { type ProcessingState, type PyramidState, TILE_VERSION } from '@orderflow/core';
import { keptStatement } from '../connection/kept-statement.ts';
import type { MetricsStore } from './metrics-store.ts';
import { removeRowsBehind, removeTilesBehind } from './tile-writer.ts';

interface PyramidRow {
  readonly metric_rows: number;
  readonly waiting_trades: number | null;
}

const SELECT_STATE = 'SELECT metric_rows, waiting_trades FROM orderflow_pyramid WHERE version = ?';

/** What the stored tiles stand for; null where there are none, or of another layout. */
export function loadPyramidState(store: MetricsStore): PyramidState | null {
  const row = loadRow(store);
  return row === undefined ? null : { metricRows: row.metric_rows, waitingTrades: row.waiting_trades };
}

/** Every read asks for it, so that there is a table is asked only where that fails. */
function loadRow(store: MetricsStore): PyramidRow | undefined {
  try {
    return keptStatement<[number], PyramidRow>(store.connection.database, SELECT_STATE).get(TILE_VERSION);
  } catch (error) {
    if (hasPyramidTables(store)) throw error;
    return undefined;
  }
}

/** Empties the pyramid's tables and says that tiles of this layout stand there, within a transaction. */
export function startPyramid(store: MetricsStore): void {
  const { database } = store.connection;
  for (const table of ['row', 'value', 'bucket', 'candle']) database.exec(`DELETE FROM orderflow_${table}_tiles`);
  database
    .prepare('INSERT OR REPLACE INTO orderflow_pyramid (id, version, metric_rows) VALUES (1, ?, 0)')
    .run(TILE_VERSION);
}

/** Takes the pyramid back to a state, or to nothing (null), within a transaction that takes the metrics there. */
export function rewindPyramid(
  store: MetricsStore,
  before: ProcessingState | null,
  after: ProcessingState | null,
): void {
  if (!hasPyramidTables(store)) return;
  const { database } = store.connection;
  if (loadPyramidState(store)?.metricRows !== (before?.metricRows ?? 0)) {
    database.exec('DELETE FROM orderflow_pyramid');
    return;
  }
  const metricRows = after?.metricRows ?? 0;
  removeTilesBehind(database, after?.position?.timestamp ?? Number.NEGATIVE_INFINITY);
  removeRowsBehind(database, metricRows);
  database.prepare('UPDATE orderflow_pyramid SET metric_rows = ?, waiting_trades = NULL').run(metricRows);
}

/** Files that an earlier version has processed have none. */
function hasPyramidTables({ connection }: MetricsStore): boolean {
  const query = "SELECT 1 FROM sqlite_schema WHERE name = 'orderflow_pyramid'";
  return keptStatement(connection.database, query).get() !== undefined;
}
