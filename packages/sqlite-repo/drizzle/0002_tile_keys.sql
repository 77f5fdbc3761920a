DROP TABLE orderflow_row_tiles;
--> statement-breakpoint
DROP TABLE orderflow_value_tiles;
--> statement-breakpoint
DROP TABLE orderflow_bucket_tiles;
--> statement-breakpoint
DROP TABLE orderflow_candle_tiles;
--> statement-breakpoint
DELETE FROM orderflow_pyramid;
--> statement-breakpoint
CREATE TABLE orderflow_row_tiles (instrument_id INTEGER NOT NULL, first_timestamp INTEGER NOT NULL,
                                  first_row INTEGER NOT NULL, row_count INTEGER NOT NULL,
                                  last_metric_id INTEGER NOT NULL, times BLOB NOT NULL,
                                  PRIMARY KEY (instrument_id, first_timestamp, first_row));
--> statement-breakpoint
CREATE TABLE orderflow_value_tiles (instrument_id INTEGER NOT NULL, series TEXT NOT NULL, first_row INTEGER NOT NULL,
                                    bytes BLOB NOT NULL, PRIMARY KEY (instrument_id, series, first_row));
--> statement-breakpoint
CREATE TABLE orderflow_bucket_tiles (instrument_id INTEGER NOT NULL, series TEXT NOT NULL, level INTEGER NOT NULL,
                                     tile INTEGER NOT NULL, bytes BLOB NOT NULL,
                                     PRIMARY KEY (instrument_id, series, level, tile));
--> statement-breakpoint
CREATE TABLE orderflow_candle_tiles (instrument_id INTEGER NOT NULL, basis TEXT NOT NULL, seconds INTEGER NOT NULL,
                                     tile INTEGER NOT NULL, bytes BLOB NOT NULL,
                                     PRIMARY KEY (instrument_id, basis, seconds, tile));
