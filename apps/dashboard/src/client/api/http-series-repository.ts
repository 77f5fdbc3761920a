import {
  type BucketSeries,
  type CandleQuery,
  type CandleSeries,
  decodeSeries,
  formatTimestamp,
  type LineQuery,
  type RowSeries,
  type SeriesRepository,
  type TimeRange,
} from '@orderflow/core';
import { type QueryValues, request } from './api-client.ts';
import type { Depth } from './dashboard-api.ts';

/** How an answer is waited for: a signal stops the request as soon as nobody does. */
interface ReadOptions {
  readonly signal?: AbortSignal;
}

type Series = RowSeries | BucketSeries | CandleSeries;

/** The series of the server, over HTTP. */
export class HttpSeriesRepository implements SeriesRepository {
  readonly #depth: Depth;
  readonly #file: string | null;

  /** `depth` is the number of levels a side that the OBI is taken over, `file` the one file to read. */
  constructor(depth: Depth = null, file: string | null = null) {
    this.#depth = depth;
    this.#file = file;
  }

  readSeries(query: LineQuery, options?: ReadOptions): Promise<RowSeries | BucketSeries>;
  readSeries(query: CandleQuery, options?: ReadOptions): Promise<CandleSeries>;
  async readSeries(query: LineQuery | CandleQuery, { signal }: ReadOptions = {}): Promise<Series> {
    const response = await request(`/series/${encodeURIComponent(query.instrument)}`, {
      query: this.#parametersOf(query),
      signal,
    });
    return decodeSeries(new Uint8Array(await response.arrayBuffer()));
  }

  #parametersOf(query: LineQuery | CandleQuery): QueryValues {
    const { series, pixels, range } = query;
    return {
      series,
      pixels,
      foldMs: query.series === 'candles' ? null : query.foldMs,
      ...boundsOf(range),
      windowSeconds: query.series === 'candles' ? query.windowSeconds : null,
      depth: series === 'obi' ? this.#depth : null,
      file: this.#file,
    };
  }
}

function boundsOf(range: TimeRange = {}): QueryValues {
  const { start, end } = range;
  return { start: start && formatTimestamp(start), end: end && formatTimestamp(end) };
}
