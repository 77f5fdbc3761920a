import { describe, expect, it } from 'vitest';
import { BUCKET_RECORD, writeRowRecord } from '../../src/pyramid/bucket-record.ts';
import { encodeBucketTile, openBucketTile } from '../../src/pyramid/bucket-tile.ts';
import { BucketColumnsBuilder } from '../../src/series/bucket-columns-builder.ts';

const START = 1_720_000_000_000;

/** Rows of a line, as [milliseconds behind the start, nanoseconds, value]. */
function rowsOf(rows: readonly (readonly [ms: number, nanoseconds: number, value: number])[]) {
  const values = Float64Array.from(rows, ([, , value]) => value);
  return {
    count: rows.length,
    timestamps: Float64Array.from(rows, ([ms]) => START + ms),
    nanoseconds: Uint32Array.from(rows, ([, nanoseconds]) => nanoseconds),
    price: values,
    obi: values,
    cvd: values,
  };
}

/** The buckets of rows as [start, rows, open, low, high, close]. */
function bucketsOf(bucketMs: number, rows: ReturnType<typeof rowsOf>, offset = 0): readonly number[][] {
  const builder = new BucketColumnsBuilder(bucketMs);
  builder.addRows(rows, rows.obi, offset);
  return listed(builder);
}

function listed(builder: BucketColumnsBuilder): readonly number[][] {
  const { timestamps, rowCounts, opens, lows, highs, closes } = builder.build();
  return Array.from(timestamps, (timestamp, at) => [
    timestamp - START,
    rowCounts[at]!,
    opens[at]!,
    lows[at]!,
    highs[at]!,
    closes[at]!,
  ]);
}

describe('BucketColumnsBuilder', () => {
  it('keeps the first, lowest, highest and last value of every bucket', () => {
    const rows = rowsOf([
      [0, 0, 3],
      [1, 0, 1],
      [3, 0, 2],
      [4, 0, 7],
    ]);
    expect(bucketsOf(4, rows, 10)).toEqual([
      [0, 3, 13, 11, 13, 12],
      [4, 1, 17, 17, 17, 17],
    ]);
  });

  it('counts rows without a value, and leaves out buckets that have none', () => {
    const rows = rowsOf([
      [0, 0, Number.NaN],
      [1, 0, 5],
      [2, 0, Number.NaN],
      [4, 0, Number.NaN],
    ]);
    expect(bucketsOf(4, rows)).toEqual([[0, 3, 5, 5, 5, 5]]);
  });

  it('keeps a row within its millisecond, up to the last nanosecond', () => {
    // As a double, the last 122 ns of a millisecond round up to the next.
    const rows = rowsOf([
      [3, 999_999, 1],
      [4, 0, 2],
    ]);
    for (const bucketMs of [1, 4]) {
      expect(bucketsOf(bucketMs, rows)).toEqual([
        [4 - bucketMs, 1, 1, 1, 1, 1],
        [4, 1, 2, 2, 2, 2],
      ]);
    }
  });

  it('cuts a millisecond into parts exactly', () => {
    // 2^-12 ms is 244.140625 ns: the 4,096th part begins at 999,755.86 ns.
    const rows = rowsOf([
      [0, 244, 1],
      [0, 245, 2],
      [0, 999_755, 3],
      [0, 999_756, 4],
      [0, 999_999, 5],
    ]);
    const part = 2 ** -12;
    expect(bucketsOf(part, rows)).toEqual([
      [0, 1, 1, 1, 1, 1],
      [part, 1, 2, 2, 2, 2],
      [4094 * part, 1, 3, 3, 3, 3],
      [4095 * part, 2, 4, 4, 5, 5],
    ]);
  });

  it('cuts at edges within a millisecond, where a bucket is no power of two', () => {
    // 3 buckets of 2.5 ms from a start that is one of theirs; the last begins at 5 ms.
    const start = START % 2.5;
    expect(start).toBe(0);
    const rows = rowsOf([
      [2, 499_999, 1],
      [2, 500_000, 2],
      [4, 999_999, 3],
      [5, 0, 4],
    ]);
    expect(bucketsOf(2.5, rows)).toEqual([
      [0, 1, 1, 1, 1, 1],
      [2.5, 2, 2, 2, 3, 3],
      [5, 1, 4, 4, 4, 4],
    ]);
  });

  it('makes the same buckets of tiles as of their rows, of any length that they compose', () => {
    const rows = rowsOf(Array.from({ length: 200 }, (_, row) => [row, 999_999, (row * 7919) % 101] as const));
    const records = new Float64Array(200 * BUCKET_RECORD.stride);
    for (let row = 0; row < 200; row++) {
      const record = records.subarray(row * BUCKET_RECORD.stride);
      writeRowRecord(record, rows.timestamps[row]!, rows.price[row]!, rows.obi[row]!, rows.cvd[row]!);
    }
    const tileStart = Math.floor(START / 256) * 256;
    const place = { tileStart, bucketMs: 1, start: START, end: START + 200 };
    const tile = openBucketTile(encodeBucketTile(records, 200, { series: 'obi', bucketMs: 1 }));
    for (const bucketMs of [16, 17, 31]) {
      const builder = new BucketColumnsBuilder(bucketMs);
      builder.addTile(tile, place, 0);
      expect(listed(builder)).toEqual(bucketsOf(bucketMs, rows));
    }
  });
});
