import type { BucketSeries, RowSeries } from '@orderflow/core';

/** The finest bucket is this part of a millisecond. */
const PARTS = 4096n;

/** A row of a line: its exact time, and its value; NaN for none. */
export interface LineRow {
  readonly timestamp: number;
  readonly nanoseconds: number;
  readonly value: number;
}

/** What a line of these rows is within the span and in the form of an answer, the slow and obvious way. */
export function answerPlainly(rows: readonly LineRow[], answer: RowSeries | BucketSeries): readonly number[][] {
  const within = rows.filter(({ timestamp }) => timestamp >= answer.start && timestamp < answer.end);
  if (answer.kind === 'rows') return within.map(({ timestamp, nanoseconds, value }) => [timestamp, nanoseconds, value]);
  const buckets = Map.groupBy(within, (row) => bucketOf(row, answer.bucketMs));
  return [...buckets].flatMap(([bucket, members]) => {
    const values = members.map(({ value }) => value).filter((value) => !Number.isNaN(value));
    if (values.length === 0) return [];
    return [[bucket, members.length, values[0]!, Math.min(...values), Math.max(...values), values.at(-1)!]];
  });
}

/** What an answer holds, as `answerPlainly` spells it. */
export function entriesOf(answer: RowSeries | BucketSeries): readonly number[][] {
  if (answer.kind === 'rows') {
    const { timestamps, nanoseconds, values } = answer;
    return Array.from(timestamps, (timestamp, row) => [timestamp, nanoseconds[row]!, values[row]!]);
  }
  const { timestamps, rowCounts, opens, lows, highs, closes } = answer;
  return Array.from(timestamps, (timestamp, bucket) => [
    timestamp,
    rowCounts[bucket]!,
    opens[bucket]!,
    lows[bucket]!,
    highs[bucket]!,
    closes[bucket]!,
  ]);
}

/** Exact in parts of a millisecond, of which every bucket is a whole number. */
function bucketOf({ timestamp, nanoseconds }: LineRow, bucketMs: number): number {
  const at = BigInt(timestamp) * PARTS + (BigInt(nanoseconds) * PARTS) / 1_000_000n;
  const length = BigInt(bucketMs * Number(PARTS));
  return Number((at / length) * length) / Number(PARTS);
}
