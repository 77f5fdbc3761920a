import type { BucketSeries, LineQuery, RowSeries } from '../ports/series-repository.ts';
import { countRowsBefore, type RowColumns } from '../pyramid/row-columns.ts';
import { bucketMsOf, levelForPixels, levelWithBuckets, ROWS_PER_PIXEL } from '../pyramid/tile-grid.ts';
import { type BucketColumns, BucketColumnsBuilder } from '../series/bucket-columns-builder.ts';
import { type Span, spanOf, widen } from '../series/series-span.ts';

/** A line of buckets of a level: those of `fill`, and of finer levels down to `finest` until there are as many as pixels. */
interface Wanted {
  readonly level: number;
  readonly finest: number;
  readonly pixels: number;
  readonly fill: (builder: BucketColumnsBuilder) => void;
}

/** What a range of rows is drawn from. */
export function answerWithRows(kept: RowSeries, { range = {}, pixels }: LineQuery): RowSeries | BucketSeries {
  const asked = spanOf(range, { first: kept.start, last: kept.end - 1 });
  const level = levelForPixels(asked.end - asked.start, pixels);
  const span = widen(asked, Math.max(1, bucketMsOf(level)));
  const [from, to] = placesOf(kept, span);
  const rows: RowSeries = {
    ...kept,
    ...span,
    timestamps: kept.timestamps.subarray(from, to),
    nanoseconds: kept.nanoseconds.subarray(from, to),
    values: kept.values.subarray(from, to),
  };
  if (to - from < ROWS_PER_PIXEL * pixels) return rows;
  const { values } = rows;
  const columns: RowColumns = { ...rows, count: to - from, price: values, obi: values, cvd: values };
  const wanted = { level, finest: Number.NEGATIVE_INFINITY, pixels };
  return bucketSeries(kept, span, { ...wanted, fill: (builder) => builder.addRows(columns, values, 0) });
}

/** What a range of buckets is drawn from. */
export function answerWithBuckets(kept: BucketSeries, { range = {}, pixels }: LineQuery): BucketSeries {
  const finest = Math.log2(kept.bucketMs);
  const asked = spanOf(range, { first: kept.start, last: kept.end - 1 });
  const level = Math.max(finest, levelForPixels(asked.end - asked.start, pixels));
  const span = widen(asked, Math.max(1, bucketMsOf(level)));
  const [from, to] = placesOf(kept, span);
  return bucketSeries(kept, span, { level, finest, pixels, fill: (builder) => builder.addBuckets(kept, from, to) });
}

function bucketSeries({ instrument, series, live }: RowSeries | BucketSeries, span: Span, wanted: Wanted) {
  const { level, columns } = readLevels(wanted);
  return { kind: 'buckets', instrument, series, live, ...span, bucketMs: bucketMsOf(level), ...columns } as const;
}

function readLevels({ level, finest, pixels, fill }: Wanted): {
  readonly level: number;
  readonly columns: BucketColumns;
} {
  const builder = new BucketColumnsBuilder(bucketMsOf(level));
  for (let next = level; ; ) {
    builder.restart(bucketMsOf(next));
    fill(builder);
    const columns = builder.build();
    const finer = Math.max(finest, levelWithBuckets(next, columns.timestamps.length, pixels));
    if (finer >= next) return { level: next, columns };
    next = finer;
  }
}

function placesOf({ timestamps }: RowSeries | BucketSeries, { start, end }: Span): readonly [from: number, to: number] {
  const all = { timestamps, count: timestamps.length };
  return [countRowsBefore(all, start), countRowsBefore(all, end)];
}
