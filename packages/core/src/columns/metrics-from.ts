import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';
import type { MetricColumns } from './metric-columns.ts';

/** The rows at or after a moment, of rows in time order; all of them where there is no moment. Shares memory. */
export function metricsFrom(columns: MetricColumns, moment: Timestamp | undefined): MetricColumns {
  if (moment === undefined) return columns;
  let first = 0;
  while (first < columns.count && compareTimestamps(momentOf(columns, first), moment) < 0) first++;
  return metricsBetween(columns, first, columns.count);
}

/** The rows from `first` to before `end`. Shares memory. */
export function metricsBetween(columns: MetricColumns, first: number, end: number): MetricColumns {
  if (first === 0 && end === columns.count) return columns;
  return {
    count: end - first,
    snapshotIds: columns.snapshotIds.subarray(first, end),
    instruments: columns.instruments.subarray(first, end),
    instrumentNames: columns.instrumentNames,
    timestamps: columns.timestamps.subarray(first, end),
    nanoseconds: columns.nanoseconds.subarray(first, end),
    timestampTexts: columns.timestampTexts.slice(first, end),
    obi: columns.obi.subarray(first, end),
    cvd: columns.cvd.subarray(first, end),
    bestBid: columns.bestBid.subarray(first, end),
    bestAsk: columns.bestAsk.subarray(first, end),
  };
}

/** The time of a row. */
export function momentOf(
  columns: { readonly timestamps: Float64Array; readonly nanoseconds: Uint32Array },
  row: number,
): Timestamp {
  return { timestamp: columns.timestamps[row]!, nanoseconds: columns.nanoseconds[row]! };
}
