import type { BarColumns } from '../bars/bar.ts';
import type { CvdReset } from '../configuration/configuration.ts';
import type { LineSeries } from '../pyramid/bucket-record.ts';
import type { CandleBasis } from '../pyramid/candle-record.ts';
import type { TimeRange } from '../timestamps/timestamp.ts';

/** Which part of a line to read, and for how wide a picture. */
export interface LineQuery {
  readonly instrument: string;
  /** The mid, the OBI, or the CVD, which is continuous over all sources. */
  readonly series: LineSeries;
  /** From the first snapshot to the last, by default. */
  readonly range?: TimeRange;
  /** Device pixels that the range is drawn on: a whole number, 1 or more. */
  readonly pixels: number;
  /**
   * The length to fold buckets to, milliseconds, counted from 1970: half a pixel draws as finer ones do. It holds where it
   * is a whole number, up to 64, of the buckets that would be given without it; then rows are given below four a bucket.
   */
  readonly foldMs?: number;
  /** When the CVD starts anew; never, by default. */
  readonly cvdReset?: CvdReset;
}

/** Which candles to read, and for how wide a picture. */
export interface CandleQuery extends Omit<LineQuery, 'series' | 'foldMs' | 'cvdReset'> {
  readonly series: 'candles';
  /** The length of a candle: a whole number of seconds from 1 to 86,400. */
  readonly windowSeconds: number;
}

/** What every answer says of itself. */
interface Answer {
  readonly instrument: string;
  /** The span that was read, epoch milliseconds, end exclusive: the range, widened to whole buckets or windows. */
  readonly start: number;
  readonly end: number;
  /** Why it was computed from rows here and now, wholly or in part; null where it comes from the stored pyramid. */
  readonly live: string | null;
}

/** Every row of the span. */
export interface RowSeries extends Answer {
  readonly kind: 'rows';
  readonly series: LineSeries;
  /** Whole epoch milliseconds. */
  readonly timestamps: Float64Array;
  /** Nanoseconds within the millisecond. */
  readonly nanoseconds: Uint32Array;
  /** Values; NaN where the book has no mid. */
  readonly values: Float64Array;
}

/**
 * Buckets on the power-of-two grid, two or more a pixel, and as many as there are pixels where data fill a part of them
 * only; or those that they were folded to. Those without a value are left out.
 */
export interface BucketSeries extends Answer {
  readonly kind: 'buckets';
  readonly series: LineSeries;
  /** Length of a bucket in milliseconds: a power of two, or what they were folded to. */
  readonly bucketMs: number;
  /** Starts of the buckets, epoch milliseconds. */
  readonly timestamps: Float64Array;
  /** Numbers of rows, with or without a value. */
  readonly rowCounts: Uint32Array;
  readonly opens: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  readonly closes: Float64Array;
}

/** Candles; windows without a trade (or mid) are absent. */
export interface CandleSeries extends Answer {
  readonly kind: 'candles';
  /**
   * The length asked for, or the smallest multiple of it, up to a day, that leaves a candle four pixels or more; longer
   * where the repository holds no shorter candles.
   */
  readonly windowSeconds: number;
  /** What prices are: `mid` where the sources have no trades, `both` where only some have. Mids have no volume. */
  readonly basis: CandleBasis | 'both';
  readonly bars: BarColumns;
}

/** Reads what a picture of any range at any zoom needs, and no more. */
export interface SeriesRepository {
  /**
   * A line: all its rows where there are fewer than 8 a device pixel, else buckets that draw the same picture. A range
   * without rows gives none. A repository that holds nothing finer gives longer buckets, one that folds none shorter.
   * @throws OrderflowError `unknown-instrument`, `overlapping-sources`, `bad-argument`.
   */
  readSeries(query: LineQuery): Promise<RowSeries | BucketSeries>;
  /** Candles of a window. */
  readSeries(query: CandleQuery): Promise<CandleSeries>;
}
