import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';
import type { MetricColumns } from './metric-columns.ts';

/** The rows at or after a moment, of rows in time order; all of them where there is no moment. Shares memory. */
export function metricsFrom(columns: MetricColumns, moment: Timestamp | undefined): MetricColumns {
  if (moment === undefined) return columns;
  let first = 0;
  while (first < columns.count && compareTimestamps(momentOf(columns, first), moment) < 0) first++;
  if (first === 0) return columns;
  return {
    count: columns.count - first,
    snapshotIds: columns.snapshotIds.subarray(first),
    instruments: columns.instruments.subarray(first),
    instrumentNames: columns.instrumentNames,
    timestamps: columns.timestamps.subarray(first),
    nanoseconds: columns.nanoseconds.subarray(first),
    timestampTexts: columns.timestampTexts.slice(first),
    obi: columns.obi.subarray(first),
    cvd: columns.cvd.subarray(first),
    bestBid: columns.bestBid.subarray(first),
    bestAsk: columns.bestAsk.subarray(first),
  };
}

/** The time of a row. */
export function momentOf(
  columns: { readonly timestamps: Float64Array; readonly nanoseconds: Uint32Array },
  row: number,
): Timestamp {
  return { timestamp: columns.timestamps[row]!, nanoseconds: columns.nanoseconds[row]! };
}
