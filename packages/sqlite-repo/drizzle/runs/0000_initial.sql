CREATE TABLE orderflow_backtests (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
                                  result_hash TEXT NOT NULL, created_at INTEGER NOT NULL, strategy TEXT NOT NULL,
                                  data_hash TEXT NOT NULL, inputs TEXT NOT NULL, data TEXT NOT NULL,
                                  has_rows INTEGER NOT NULL);
--> statement-breakpoint
CREATE INDEX orderflow_backtests_by_family ON orderflow_backtests (strategy, data_hash);
--> statement-breakpoint
CREATE TABLE orderflow_backtest_results (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, position INTEGER NOT NULL,
                                         maker_model TEXT NOT NULL, pnl REAL, orders INTEGER NOT NULL,
                                         fills INTEGER NOT NULL, round_trips INTEGER NOT NULL, sharpe_per_period REAL,
                                         sample_ms INTEGER NOT NULL, summary TEXT NOT NULL, equity_start REAL,
                                         equity BLOB, UNIQUE (run, position));
--> statement-breakpoint
CREATE TABLE orderflow_backtest_orders (result INTEGER NOT NULL, id INTEGER NOT NULL, instrument TEXT NOT NULL,
                                        side TEXT NOT NULL, price REAL, size REAL NOT NULL, filled REAL NOT NULL,
                                        time_in_force TEXT NOT NULL, is_post_only INTEGER NOT NULL,
                                        status TEXT NOT NULL, reject_reason TEXT, sent_at REAL NOT NULL, ended_at REAL,
                                        PRIMARY KEY (result, id)) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE orderflow_backtest_fills (result INTEGER NOT NULL, number INTEGER NOT NULL, order_id INTEGER NOT NULL,
                                       instrument TEXT NOT NULL, side TEXT NOT NULL, price REAL NOT NULL,
                                       size REAL NOT NULL, fee REAL NOT NULL, rule TEXT NOT NULL,
                                       timestamp REAL NOT NULL, book_id INTEGER NOT NULL, trade_id INTEGER,
                                       queue_before REAL, queue_after REAL, PRIMARY KEY (result, number)) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE orderflow_backtest_round_trips (result INTEGER NOT NULL, number INTEGER NOT NULL,
                                             instrument TEXT NOT NULL, side TEXT NOT NULL, entry_time REAL NOT NULL,
                                             exit_time REAL, peak_size REAL NOT NULL, average_entry_price REAL NOT NULL,
                                             average_exit_price REAL, gross_pnl REAL, fees REAL NOT NULL, net_pnl REAL,
                                             notional REAL NOT NULL, fill_count INTEGER NOT NULL,
                                             first_fill INTEGER NOT NULL, last_fill INTEGER NOT NULL,
                                             PRIMARY KEY (result, number)) WITHOUT ROWID;
