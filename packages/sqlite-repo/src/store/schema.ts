import { index, integer, primaryKey, real, sqliteTable, text } from './drizzle.ts';

/** One row a snapshot, for every tool to read. Its id is its rank in (timestamp, snapshot id) order, from 1. */
export const metrics = sqliteTable(
  'metrics',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    snapshotId: integer('snapshot_id'),
    timestamp: text('timestamp'),
    obi: real('obi'),
    cvd: real('cvd'),
    bestBid: real('best_bid'),
    bestAsk: real('best_ask'),
  },
  (table) => [
    index('idx_metrics_timestamp').on(table.timestamp),
    index('idx_metrics_snapshot_id').on(table.snapshotId),
  ],
);

/**
 * One row: the settings of the metrics, where they come from, and the state after the last committed batch. The column
 * `counts` is read and written in `kept-counts.ts` alone, since files of earlier versions have none.
 */
export const runs = sqliteTable('orderflow_runs', {
  id: integer('id').primaryKey(),
  depth: integer('depth'),
  tradeMatching: text('trade_matching', { enum: ['window', 'exact'] }).notNull(),
  maxLevelBytes: integer('max_level_bytes').notNull(),
  source: text('source'),
  state: text('state'),
});

/** Instrument names. */
export const instruments = sqliteTable('orderflow_instruments', {
  id: integer('id').primaryKey(),
  name: text('name').notNull().unique(),
});

/** Which metric rows belong to which instrument: runs of neighbouring ids. */
export const metricRuns = sqliteTable(
  'orderflow_metric_runs',
  {
    firstMetricId: integer('first_metric_id').primaryKey(),
    lastMetricId: integer('last_metric_id').notNull(),
    instrumentId: integer('instrument_id').notNull(),
  },
  (table) => [
    index('orderflow_metric_runs_by_instrument').on(table.instrumentId, table.firstMetricId, table.lastMetricId),
  ],
);

/** The state after every 1,024th metric row, apart from the instruments'. */
export const checkpoints = sqliteTable('orderflow_checkpoints', {
  metricId: integer('metric_id').primaryKey(),
  timestamp: integer('timestamp').notNull(),
  nanoseconds: integer('nanoseconds').notNull(),
  snapshotId: integer('snapshot_id').notNull(),
  bookRows: integer('book_rows').notNull(),
  bookLastId: integer('book_last_id').notNull(),
  tradeRows: integer('trade_rows').notNull(),
  tradeLastId: integer('trade_last_id'),
});

/** An instrument's CVD at a checkpoint; it stands there only where it changed since the checkpoint before. */
export const checkpointCvds = sqliteTable(
  'orderflow_checkpoint_cvds',
  {
    instrumentId: integer('instrument_id').notNull(),
    metricId: integer('metric_id').notNull(),
    sum: real('sum').notNull(),
    compensation: real('compensation').notNull(),
    lastTradeId: integer('last_trade_id'),
    waiting: text('waiting').notNull(),
  },
  (table) => [primaryKey({ columns: [table.instrumentId, table.metricId] })],
);

/** Rows of the source that were skipped. */
export const problems = sqliteTable(
  'orderflow_problems',
  {
    sourceTable: text('source_table', { enum: ['book', 'trades'] }).notNull(),
    rowId: integer('row_id').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sourceTable, table.rowId] })],
);
