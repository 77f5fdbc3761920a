import type { BucketSeries, LineQuery, RowSeries } from '../ports/series-repository.ts';
import { countRowsBefore, type RowColumns } from '../pyramid/row-columns.ts';
import { type BucketColumns, BucketColumnsBuilder } from '../series/bucket-columns-builder.ts';
import { gridWithBuckets, type LineGrid, lineGrid } from '../series/line-grid.ts';
import { type Span, spanOf } from '../series/series-span.ts';

/** A line of buckets: those of `fill`, and finer ones down to `finestMs` until there are as many as pixels. */
interface Wanted {
  readonly grid: LineGrid;
  readonly finestMs?: number;
  readonly pixels: number;
  readonly fill: (builder: BucketColumnsBuilder) => void;
}

/** What a range of rows is drawn from. */
export function answerWithRows(kept: RowSeries, query: LineQuery): RowSeries | BucketSeries {
  const grid = lineGrid(query, askedOf(kept, query));
  const { span, mostRows } = grid;
  const [from, to] = placesOf(kept, span);
  const rows: RowSeries = {
    ...kept,
    ...span,
    timestamps: kept.timestamps.subarray(from, to),
    nanoseconds: kept.nanoseconds.subarray(from, to),
    values: kept.values.subarray(from, to),
  };
  if (to - from < mostRows) return rows;
  const { values } = rows;
  const columns: RowColumns = { ...rows, count: to - from, price: values, obi: values, cvd: values };
  return bucketSeries(kept, { grid, pixels: query.pixels, fill: (builder) => builder.addRows(columns, values, 0) });
}

/** What a range of buckets is drawn from. */
export function answerWithBuckets(kept: BucketSeries, query: LineQuery): BucketSeries {
  const finestMs = kept.bucketMs;
  const grid = lineGrid(query, askedOf(kept, query), finestMs);
  const [from, to] = placesOf(kept, grid.span);
  const fill = (builder: BucketColumnsBuilder) => builder.addBuckets(kept, from, to);
  return bucketSeries(kept, { grid, finestMs, pixels: query.pixels, fill });
}

function askedOf({ start, end }: RowSeries | BucketSeries, { range = {} }: LineQuery): Span {
  return spanOf(range, { first: start, last: end - 1 });
}

function bucketSeries({ instrument, series, live }: RowSeries | BucketSeries, wanted: Wanted) {
  const { span } = wanted.grid;
  return { kind: 'buckets', instrument, series, live, ...span, ...readLevels(wanted) } as const;
}

function readLevels({ grid, finestMs, pixels, fill }: Wanted): BucketColumns & Pick<BucketSeries, 'bucketMs'> {
  const builder = new BucketColumnsBuilder(grid.bucketMs);
  for (let next = grid; ; ) {
    builder.restart(next.bucketMs);
    fill(builder);
    const columns = builder.build();
    const finer = gridWithBuckets(next, columns.timestamps.length, pixels, finestMs);
    if (finer === next) return { bucketMs: next.bucketMs, ...columns };
    next = finer;
  }
}

function placesOf({ timestamps }: RowSeries | BucketSeries, { start, end }: Span): readonly [from: number, to: number] {
  const all = { timestamps, count: timestamps.length };
  return [countRowsBefore(all, start), countRowsBefore(all, end)];
}
