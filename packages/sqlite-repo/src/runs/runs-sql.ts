export const SELECT_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";

export const INSERT_RUN = `
INSERT INTO orderflow_backtests (id, result_hash, created_at, strategy, data_hash, inputs, data, has_rows)
VALUES (@id, @resultHash, @createdAt, @strategy, @dataHash, @inputs, @data, 0)`;

export const MARK_ROWS = 'UPDATE orderflow_backtests SET has_rows = 1 WHERE number = ?';

export const INSERT_RESULT = `
INSERT INTO orderflow_backtest_results (run, position, maker_model, pnl, orders, fills, round_trips, sharpe_per_period,
                                        sample_ms, summary)
VALUES (@run, @position, @makerModel, @pnl, @orders, @fills, @roundTrips, @sharpePerPeriod, @sampleMs, @summary)`;

export const SELECT_RESULT_IDS = 'SELECT id FROM orderflow_backtest_results WHERE run = ? ORDER BY position';

export const UPDATE_EQUITY = `
UPDATE orderflow_backtest_results SET equity_start = @startTime, equity = @bytes WHERE id = @result`;

export const INSERT_ORDER = `
INSERT INTO orderflow_backtest_orders
VALUES (@result, @id, @instrument, @side, @price, @size, @filled, @timeInForce, @isPostOnly, @status, @rejectReason,
        @sentAt, @endedAt)`;

export const INSERT_FILL = `
INSERT INTO orderflow_backtest_fills
VALUES (@result, @index, @orderId, @instrument, @side, @price, @size, @fee, @rule, @timestamp, @bookId, @tradeId,
        @queueBefore, @queueAfter)`;

export const INSERT_ROUND_TRIP = `
INSERT INTO orderflow_backtest_round_trips
VALUES (@result, @number, @instrument, @side, @entryTime, @exitTime, @peakSize, @averageEntryPrice, @averageExitPrice,
        @grossPnl, @fees, @netPnl, @notional, @fillCount, @firstFill, @lastFill)`;

const RUN_FIELDS = `
number, id, result_hash AS resultHash, created_at AS createdAt, inputs, data, has_rows AS hasRows`;

export const SELECT_RUN = `SELECT ${RUN_FIELDS} FROM orderflow_backtests WHERE id = ?`;

// Ids are hexadecimal: 'g' sorts behind all of them.
export const FIND_RUNS = `
SELECT ${RUN_FIELDS} FROM orderflow_backtests WHERE id >= @prefix AND id < @prefix || 'g'
ORDER BY number DESC LIMIT @limit`;

export const LIST_RUNS = `
SELECT ${RUN_FIELDS} FROM orderflow_backtests
WHERE (@strategy IS NULL OR strategy = @strategy) AND (@dataHash IS NULL OR data_hash = @dataHash)
ORDER BY number DESC LIMIT @limit`;

export const SELECT_RESULTS = `
SELECT maker_model AS makerModel, pnl, orders, fills, round_trips AS roundTrips, sharpe_per_period AS sharpePerPeriod,
       sample_ms AS sampleMs, summary
FROM orderflow_backtest_results WHERE run = ? ORDER BY position`;

export const SELECT_TRIALS = `
SELECT runs.id, runs.inputs, results.maker_model AS makerModel, results.sharpe_per_period AS sharpePerPeriod,
       results.sample_ms AS sampleMs
FROM orderflow_backtests runs JOIN orderflow_backtest_results results ON results.run = runs.number
WHERE runs.strategy = ? AND runs.data_hash = ? ORDER BY runs.number, results.position`;

const RESULT_ID = `(SELECT results.id FROM orderflow_backtest_results results
JOIN orderflow_backtests runs ON runs.number = results.run
WHERE runs.id = @id AND results.maker_model = @makerModel)`;

export const SELECT_EQUITY = `
SELECT equity_start AS startTime, sample_ms AS intervalMs, equity AS bytes
FROM orderflow_backtest_results WHERE id = ${RESULT_ID}`;

export const SELECT_ORDERS = `
SELECT id, instrument, side, price, size, filled, time_in_force AS timeInForce, is_post_only AS isPostOnly, status,
       reject_reason AS rejectReason, sent_at AS sentAt, ended_at AS endedAt
FROM orderflow_backtest_orders WHERE result = ${RESULT_ID} AND id >= @first ORDER BY id LIMIT @batchSize`;

export const SELECT_FILLS = `
SELECT number AS "index", order_id AS orderId, instrument, side, price, size, fee, rule, timestamp, book_id AS bookId,
       trade_id AS tradeId, queue_before AS queueBefore, queue_after AS queueAfter
FROM orderflow_backtest_fills WHERE result = ${RESULT_ID} AND number >= @first ORDER BY number LIMIT @batchSize`;

export const SELECT_ROUND_TRIPS = `
SELECT instrument, side, entry_time AS entryTime, exit_time AS exitTime, exit_time IS NULL AS isOpen,
       peak_size AS peakSize, average_entry_price AS averageEntryPrice, average_exit_price AS averageExitPrice,
       gross_pnl AS grossPnl, fees, net_pnl AS netPnl, notional, fill_count AS fillCount, first_fill AS firstFill,
       last_fill AS lastFill
FROM orderflow_backtest_round_trips WHERE result = ${RESULT_ID} AND number >= @first
ORDER BY number LIMIT @batchSize`;
