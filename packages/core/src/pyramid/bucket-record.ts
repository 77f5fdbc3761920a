import type { RecordKind } from './record-kind.ts';

/** A series of which every bucket keeps open, low, high and close. */
export type LineSeries = 'price' | 'obi' | 'cvd';

/** The series in their order within records and tiles. */
export const LINE_SERIES: readonly LineSeries[] = ['price', 'obi', 'cvd'];

/** Numbers of a series in a bucket: open, low, high, close. */
export const SERIES_FIELDS = 4;

/** Where the series begin, behind the bucket's start and its number of rows. */
export const FIRST_SERIES_FIELD = 2;

const STRIDE = FIRST_SERIES_FIELD + LINE_SERIES.length * SERIES_FIELDS;

/** A bucket of rows. The four numbers of a series are NaN where no row has a value: a book without a mid has no price. */
export const BUCKET_RECORD: RecordKind = { stride: STRIDE, merge: mergeBuckets };

/** Writes one row as a bucket of its own at the start of `record`. */
export function writeRowRecord(record: Float64Array, timestamp: number, price: number, obi: number, cvd: number): void {
  record[0] = timestamp;
  record[1] = 1;
  record[2] = price;
  record[3] = price;
  record[4] = price;
  record[5] = price;
  record[6] = obi;
  record[7] = obi;
  record[8] = obi;
  record[9] = obi;
  record[10] = cvd;
  record[11] = cvd;
  record[12] = cvd;
  record[13] = cvd;
}

function mergeBuckets(into: Float64Array, at: number, from: Float64Array, start: number): void {
  into[at + 1]! += from[start + 1]!;
  for (let field = FIRST_SERIES_FIELD; field < STRIDE; field += SERIES_FIELDS) {
    const open = from[start + field]!;
    if (Number.isNaN(open)) continue;
    const to = at + field;
    const low = from[start + field + 1]!;
    const high = from[start + field + 2]!;
    if (Number.isNaN(into[to]!)) {
      into[to] = open;
      into[to + 1] = low;
      into[to + 2] = high;
    } else {
      if (low < into[to + 1]!) into[to + 1] = low;
      if (high > into[to + 2]!) into[to + 2] = high;
    }
    into[to + 3] = from[start + field + 3]!;
  }
}
