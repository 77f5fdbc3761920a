import type { BucketSeries, CandleQuery, CandleSeries, LineQuery, RowSeries } from '@orderflow/core';

/** How an answer is waited for. */
export interface ReadOptions {
  /** Aborted as soon as nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/** What a chart reads: every `SeriesRepository` is one; a source of your own may heed the signal. */
export interface SeriesSource {
  readSeries(query: LineQuery, options?: ReadOptions): Promise<RowSeries | BucketSeries>;
  readSeries(query: CandleQuery, options?: ReadOptions): Promise<CandleSeries>;
}
