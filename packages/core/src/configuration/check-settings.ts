import { OrderflowError } from '../errors.ts';
import { checkWhole } from './check-whole.ts';
import type { MetricSettings } from './metric-settings.ts';

/** No text of a side is longer than JavaScript can hold. */
const MOST_LEVEL_BYTES = 512 * 1024 * 1024;
/** The columns of a batch are made before it is read. */
const MOST_BATCH_ROWS = 1_000_000;

/**
 * Throws unless metrics can be computed with these settings.
 * @throws OrderflowError `bad-argument`
 */
export function checkMetricSettings({ depth, tradeMatching, maxLevelBytes }: MetricSettings): void {
  if (depth !== null) checkWhole('depth', depth, 1, Number.MAX_SAFE_INTEGER);
  checkLevelBytes(maxLevelBytes);
  if (tradeMatching === 'window' || tradeMatching === 'exact') return;
  throw new OrderflowError('bad-argument', `tradeMatching is ${tradeMatching}; it must be window or exact`);
}

/**
 * Throws unless a side may have so many bytes: a whole number from 1 to 512 MiB.
 * @throws OrderflowError `bad-argument`
 */
export function checkLevelBytes(maxLevelBytes: number): void {
  checkWhole('maxLevelBytes', maxLevelBytes, 1, MOST_LEVEL_BYTES);
}

/**
 * Throws unless a batch may hold so many rows: a whole number from 1 to 1,000,000.
 * @throws OrderflowError `bad-argument`
 */
export function checkBatchSize(batchSize: number): void {
  checkWhole('batchSize', batchSize, 1, MOST_BATCH_ROWS);
}
