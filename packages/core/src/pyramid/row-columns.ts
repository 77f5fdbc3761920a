import type { LineSeries } from './bucket-record.ts';

/**
 * Raw rows of one instrument as columns of equal length, in time order: a column a series. Columns of series that were
 * not asked for are empty.
 */
export interface RowColumns extends Readonly<Record<LineSeries, Float64Array>> {
  /** Number of rows. */
  readonly count: number;
  /** Exchange times, whole epoch milliseconds. */
  readonly timestamps: Float64Array;
  /** Nanoseconds within the millisecond. */
  readonly nanoseconds: Uint32Array;
}

/** The rows from `timestamp` to before `end`. Shares memory. */
export function rowsBetween(columns: RowColumns, timestamp: number, end: number): RowColumns {
  const from = countRowsBefore(columns, timestamp);
  const to = countRowsBefore(columns, end);
  if (from === 0 && to === columns.count) return columns;
  return {
    count: to - from,
    timestamps: columns.timestamps.subarray(from, to),
    nanoseconds: columns.nanoseconds.subarray(from, to),
    price: columns.price.subarray(from, to),
    obi: columns.obi.subarray(from, to),
    cvd: columns.cvd.subarray(from, to),
  };
}

/** Number of rows before a time in epoch milliseconds. */
export function countRowsBefore(
  { timestamps, count }: Pick<RowColumns, 'count' | 'timestamps'>,
  timestamp: number,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timestamps[middle]! < timestamp) low = middle + 1;
    else high = middle;
  }
  return low;
}
