import {
  BarBuilder,
  type BarColumns,
  type Book,
  type BucketSeries,
  type CandleQuery,
  type CandleSeries,
  type LineQuery,
  midOf,
  type RowSeries,
  type SeriesRepository,
  type TradeColumns,
} from '@orderflow/core';
import { lowerBound } from '../model/search.ts';
import type { TimeSpan } from '../model/viewport.ts';
import { bucketsOfRows, type Rows } from './buckets-of-rows.ts';
import { GrowingColumn } from './growing-column.ts';

const ROWS_PER_PIXEL = 8;
const NANOSECONDS_PER_MS = 1e6;

/** Keeps the books of one instrument in memory and answers like a repository. */
export class BookSource implements SeriesRepository {
  readonly instrument: string;
  readonly #timestamps = new GrowingColumn();
  readonly #nanoseconds = new GrowingColumn();
  readonly #price = new GrowingColumn();
  readonly #obi = new GrowingColumn();
  readonly #cvd = new GrowingColumn();
  readonly #tradeTimes = new GrowingColumn();
  readonly #tradePrices = new GrowingColumn();
  readonly #tradeSizes = new GrowingColumn();
  readonly #tradeSides = new GrowingColumn();

  constructor(instrument: string) {
    this.instrument = instrument;
  }

  /** The time that the books span; null before the first. */
  get span(): TimeSpan | null {
    const times = this.#timestamps.values;
    return times.length === 0 ? null : { start: times[0]!, end: times.at(-1)! + 1 };
  }

  /** Adds a book; books come in time order. */
  add({ metrics, trades }: Book): void {
    const { timestamps, nanoseconds, obi, cvd, bestBid, bestAsk, count } = metrics;
    this.#timestamps.append(timestamps.subarray(0, count));
    this.#nanoseconds.append(nanoseconds.subarray(0, count));
    this.#obi.append(obi.subarray(0, count));
    this.#cvd.append(cvd.subarray(0, count));
    this.#price.append(Float64Array.from({ length: count }, (_, row) => midOf(bestBid[row]!, bestAsk[row]!)));
    this.#tradeTimes.append(trades.timestamps.subarray(0, trades.count));
    this.#tradePrices.append(trades.prices.subarray(0, trades.count));
    this.#tradeSizes.append(trades.sizes.subarray(0, trades.count));
    this.#tradeSides.append(trades.sides.subarray(0, trades.count));
  }

  readSeries(query: LineQuery): Promise<RowSeries | BucketSeries>;
  readSeries(query: CandleQuery): Promise<CandleSeries>;
  async readSeries(query: LineQuery | CandleQuery): Promise<RowSeries | BucketSeries | CandleSeries> {
    return query.series === 'candles' ? this.#candles(query) : this.#line(query);
  }

  #line({ series, range, pixels }: LineQuery): RowSeries | BucketSeries {
    const span = this.#spanOf(range);
    const rows = this.#rowsOf({ price: this.#price, obi: this.#obi, cvd: this.#cvd }[series].values, span);
    const answer = { instrument: this.instrument, series, ...span, live: null };
    if (rows.values.length >= ROWS_PER_PIXEL * pixels) {
      return { ...answer, ...bucketsOfRows(rows, span, pixels) };
    }
    const { timestamps, nanoseconds, values } = rows;
    return { ...answer, kind: 'rows', timestamps, nanoseconds: Uint32Array.from(nanoseconds), values };
  }

  #candles({ range, windowSeconds }: CandleQuery): CandleSeries {
    const windowMs = 1000 * windowSeconds;
    const asked = this.#spanOf(range);
    const span = {
      start: Math.floor(asked.start / windowMs) * windowMs,
      end: Math.ceil(asked.end / windowMs) * windowMs,
    };
    const basis = this.#tradeTimes.values.length > 0 ? 'trades' : 'mid';
    const bars = BarBuilder.barsOf(basis === 'trades' ? this.#trades(span) : this.#mids(span), windowSeconds);
    const answer = { kind: 'candles', instrument: this.instrument, ...span, live: null, windowSeconds, basis } as const;
    return { ...answer, bars: basis === 'trades' ? bars : withoutVolume(bars) };
  }

  #spanOf(range: LineQuery['range']): TimeSpan {
    const all = this.span ?? { start: 0, end: 1 };
    return { start: range?.start?.timestamp ?? all.start, end: range?.end?.timestamp ?? all.end };
  }

  #rowsOf(values: Float64Array, { start, end }: TimeSpan): Rows {
    const times = this.#timestamps.values;
    const [first, last] = [lowerBound(times, start), lowerBound(times, end)];
    return {
      timestamps: times.subarray(first, last),
      nanoseconds: this.#nanoseconds.values.subarray(first, last),
      values: values.subarray(first, last),
    };
  }

  #trades({ start, end }: TimeSpan): TradeColumns {
    const times = this.#tradeTimes.values;
    const [first, last] = [lowerBound(times, start), lowerBound(times, end)];
    const prices = this.#tradePrices.values.subarray(first, last);
    const sizes = this.#tradeSizes.values.subarray(first, last);
    const sides = Int8Array.from(this.#tradeSides.values.subarray(first, last));
    return this.#tradeColumns(times.subarray(first, last), prices, sizes, sides);
  }

  /** Mids as if they were trades: their bars are candles of the mid. */
  #mids(span: TimeSpan): TradeColumns {
    const { timestamps, nanoseconds, values } = this.#rowsOf(this.#price.values, span);
    const kept = [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
    const times = Float64Array.from(kept, (row) => timestamps[row]! + nanoseconds[row]! / NANOSECONDS_PER_MS);
    const prices = Float64Array.from(kept, (row) => values[row]!);
    const ones = new Float64Array(kept.length).fill(1);
    return this.#tradeColumns(times, prices, ones, new Int8Array(kept.length).fill(1));
  }

  #tradeColumns(timestamps: Float64Array, prices: Float64Array, sizes: Float64Array, sides: Int8Array): TradeColumns {
    const count = timestamps.length;
    return {
      count,
      ids: new Float64Array(count),
      instruments: new Uint32Array(count),
      instrumentNames: [this.instrument],
      timestamps,
      nanoseconds: new Uint32Array(count),
      prices,
      sizes,
      sides,
      tradeIds: [],
    };
  }
}

function withoutVolume(bars: BarColumns): BarColumns {
  const none = new Float64Array(bars.count);
  return { ...bars, buyVolumes: none, sellVolumes: none, tradeCounts: none };
}
