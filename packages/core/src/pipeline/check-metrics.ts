import type { MetricColumns } from '../columns/metric-columns.ts';
import { OrderflowError } from '../errors.ts';

/**
 * Throws unless every metric can be: what the input itself overflows is a problem of its row and has none, so anything
 * else is a fault of a program. `name` is the source's.
 * @throws OrderflowError `broken-invariant` with the id of the first such row.
 */
export function checkMetrics(metrics: MetricColumns, name: string): void {
  const { count, obi, cvd, bestBid, bestAsk } = metrics;
  for (let row = 0; row < count; row++) {
    if (!(obi[row]! >= -1 && obi[row]! <= 1)) throw impossible(metrics, row, name, 'obi');
    if (cvd[row]! - cvd[row]! !== 0) throw impossible(metrics, row, name, 'cvd');
    if (isNoPrice(bestBid[row]!)) throw impossible(metrics, row, name, 'bestBid');
    if (isNoPrice(bestAsk[row]!)) throw impossible(metrics, row, name, 'bestAsk');
  }
}

/** NaN stands for an empty side. */
function isNoPrice(price: number): boolean {
  return price < 0 || price === Number.POSITIVE_INFINITY;
}

function impossible(
  metrics: MetricColumns,
  row: number,
  name: string,
  metric: 'obi' | 'cvd' | 'bestBid' | 'bestAsk',
): OrderflowError {
  return new OrderflowError(
    'broken-invariant',
    `${name}: book row ${metrics.snapshotIds[row]} would get ${metric} ${metrics[metric][row]}, which cannot be; nothing of its batch was stored: report this with the row`,
  );
}
