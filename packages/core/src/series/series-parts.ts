import type { BarColumns } from '../bars/bar.ts';
import type { BucketSeries, CandleSeries, RowSeries } from '../ports/series-repository.ts';
import type { Column } from './column-bytes.ts';
import type { NamedColumn } from './columns-codec.ts';

/** Any answer of a `SeriesRepository`. */
export type Series = RowSeries | BucketSeries | CandleSeries;

/** All of a series but its columns. */
export interface SeriesFields {
  readonly kind: Series['kind'];
  readonly instrument: string;
}

/** The columns of each kind of series. */
export const COLUMN_NAMES = {
  rows: ['timestamps', 'nanoseconds', 'values'],
  buckets: ['timestamps', 'rowCounts', 'opens', 'lows', 'highs', 'closes'],
  candles: ['timestamps', 'opens', 'highs', 'lows', 'closes', 'buyVolumes', 'sellVolumes', 'tradeCounts'],
} as const;

/** The columns of a series, in the order of their names. */
export function columnsOf(series: Series): readonly NamedColumn[] {
  const source: Partial<Record<string, unknown>> = { ...(series.kind === 'candles' ? series.bars : series) };
  const count = series.kind === 'candles' ? series.bars.count : series.timestamps.length;
  // The columns of bars may be longer than their count.
  return COLUMN_NAMES[series.kind].map((name) => ({ name, column: (source[name] as Column).subarray(0, count) }));
}

/** All of a series but its columns, as JSON takes it. */
export function fieldsOf(series: Series): SeriesFields & Readonly<Record<string, unknown>> {
  const { kind, instrument, start, end, live } = series;
  const common = { kind, instrument, start, end, live };
  if (series.kind === 'candles') return { ...common, windowSeconds: series.windowSeconds, basis: series.basis };
  if (series.kind === 'buckets') return { ...common, series: series.series, bucketMs: series.bucketMs };
  return { ...common, series: series.series };
}

/** The series of what `fieldsOf` and `columnsOf` took it apart into. */
export function seriesOf(fields: SeriesFields, columns: Readonly<Record<string, Column>>): Series {
  if (fields.kind !== 'candles') return { ...fields, ...columns } as unknown as RowSeries | BucketSeries;
  return { ...fields, bars: barsOf(fields.instrument, columns) } as unknown as CandleSeries;
}

/** Whether a value, read from a body, says what a series is. */
export function isSeriesFields(value: unknown): value is SeriesFields {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, instrument } = value as Partial<Record<string, unknown>>;
  return typeof kind === 'string' && Object.hasOwn(COLUMN_NAMES, kind) && typeof instrument === 'string';
}

function barsOf(instrument: string, columns: Readonly<Record<string, Column>>): BarColumns {
  const count = columns.timestamps!.length;
  const one = { count, instruments: new Uint32Array(count), instrumentNames: [instrument] };
  return { ...one, ...columns } as unknown as BarColumns;
}
