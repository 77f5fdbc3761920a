import type { BucketSeries, CandleQuery, CandleSeries, LineQuery, RowSeries } from '@orderflow/core';
import type { ReadOptions, SeriesSource } from '@orderflow/viz-web';

/** A source whose CVD is zero at a chosen moment; all else is as in the source behind it. */
export class AnchoredSource implements SeriesSource {
  readonly #source: SeriesSource;
  readonly #readAnchor: () => Promise<number>;
  #anchor: Promise<number> | null = null;

  /** `readAnchor` gives the CVD at the moment; it is asked when the CVD is first read. */
  constructor(source: SeriesSource, readAnchor: () => Promise<number>) {
    this.#source = source;
    this.#readAnchor = readAnchor;
  }

  readSeries(query: LineQuery, options?: ReadOptions): Promise<RowSeries | BucketSeries>;
  readSeries(query: CandleQuery, options?: ReadOptions): Promise<CandleSeries>;
  async readSeries(
    query: LineQuery | CandleQuery,
    options?: ReadOptions,
  ): Promise<RowSeries | BucketSeries | CandleSeries> {
    if (query.series === 'candles') return this.#source.readSeries(query, options);
    const series = await this.#source.readSeries(query, options);
    return query.series === 'cvd' ? movedBy(series, await this.#anchorValue()) : series;
  }

  #anchorValue(): Promise<number> {
    this.#anchor ??= this.#readAnchor().catch((error: unknown) => {
      // The next read asks again.
      this.#anchor = null;
      throw error;
    });
    return this.#anchor;
  }
}

function movedBy(series: RowSeries | BucketSeries, anchor: number): RowSeries | BucketSeries {
  const move = (values: Float64Array) => values.map((value) => value - anchor);
  if (series.kind === 'rows') return { ...series, values: move(series.values) };
  const { opens, lows, highs, closes } = series;
  return { ...series, opens: move(opens), lows: move(lows), highs: move(highs), closes: move(closes) };
}
