CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, snapshot_id INTEGER, timestamp TEXT, obi REAL, cvd REAL,
                      best_bid REAL, best_ask REAL, FOREIGN KEY (snapshot_id) REFERENCES book(id));
--> statement-breakpoint
CREATE INDEX idx_metrics_timestamp ON metrics(timestamp);
--> statement-breakpoint
CREATE INDEX idx_metrics_snapshot_id ON metrics(snapshot_id);
--> statement-breakpoint
CREATE TABLE orderflow_runs (id INTEGER PRIMARY KEY CHECK (id = 1), depth INTEGER, trade_matching TEXT NOT NULL,
                             max_level_bytes INTEGER NOT NULL, source TEXT, state TEXT);
--> statement-breakpoint
CREATE TABLE orderflow_instruments (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
--> statement-breakpoint
CREATE TABLE orderflow_metric_runs (first_metric_id INTEGER PRIMARY KEY, last_metric_id INTEGER NOT NULL,
                                    instrument_id INTEGER NOT NULL);
--> statement-breakpoint
CREATE INDEX orderflow_metric_runs_by_instrument
  ON orderflow_metric_runs(instrument_id, first_metric_id, last_metric_id);
--> statement-breakpoint
CREATE TABLE orderflow_checkpoints (metric_id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL,
                                    nanoseconds INTEGER NOT NULL, snapshot_id INTEGER NOT NULL,
                                    book_rows INTEGER NOT NULL, book_last_id INTEGER NOT NULL,
                                    trade_rows INTEGER NOT NULL, trade_last_id INTEGER);
--> statement-breakpoint
CREATE TABLE orderflow_checkpoint_cvds (instrument_id INTEGER NOT NULL, metric_id INTEGER NOT NULL, sum REAL NOT NULL,
                                        compensation REAL NOT NULL, last_trade_id INTEGER, waiting TEXT NOT NULL,
                                        PRIMARY KEY (instrument_id, metric_id)) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE orderflow_problems (source_table TEXT NOT NULL, row_id INTEGER NOT NULL, reason TEXT NOT NULL,
                                 PRIMARY KEY (source_table, row_id)) WITHOUT ROWID;
