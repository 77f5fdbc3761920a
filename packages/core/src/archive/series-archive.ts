import { checkWhole } from '../configuration/check-whole.ts';
import { OrderflowError } from '../errors.ts';
import type {
  BucketSeries,
  CandleQuery,
  CandleSeries,
  LineQuery,
  RowSeries,
  SeriesRepository,
} from '../ports/series-repository.ts';
import { LONGEST_WINDOW_SECONDS } from '../series/legible-window.ts';
import type { Series } from '../series/series-parts.ts';
import { printable } from '../text/printable.ts';
import { answerWithCandles } from './kept-candles.ts';
import { answerWithBuckets, answerWithRows } from './kept-lines.ts';

/**
 * Answers from series that were read before, one of each kind an instrument, such as those of a file or a page. What
 * it was given as rows it answers exactly at any zoom; of buckets and candles it gives coarser ones exactly, and where
 * finer ones are asked for those that it has. The CVD is the one that was read, whatever a query wants.
 */
export class SeriesArchive implements SeriesRepository {
  readonly #all: readonly Series[];

  constructor(all: readonly Series[]) {
    this.#all = all;
  }

  /** The instruments, in the order given. */
  get instruments(): readonly string[] {
    return [...new Set(this.#all.map(({ instrument }) => instrument))];
  }

  /**
   * What was kept of a series.
   * @throws OrderflowError `unknown-instrument`; `bad-argument` where it is not kept of this instrument.
   */
  kept(instrument: string, series: LineQuery['series']): RowSeries | BucketSeries;
  kept(instrument: string, series: 'candles'): CandleSeries;
  kept(instrument: string, series: LineQuery['series'] | 'candles'): Series {
    const own = this.#all.filter((one) => one.instrument === instrument);
    if (own.length === 0)
      throw new OrderflowError('unknown-instrument', `there is nothing of ${printable(instrument)} here`);
    const found = own.find((one) => (one.kind === 'candles' ? 'candles' : one.series) === series);
    if (found !== undefined) return found;
    throw new OrderflowError(
      'bad-argument',
      `there is no ${series} of ${printable(instrument)} here: keep it with the others`,
    );
  }

  readSeries(query: LineQuery): Promise<RowSeries | BucketSeries>;
  readSeries(query: CandleQuery): Promise<CandleSeries>;
  async readSeries(query: LineQuery | CandleQuery): Promise<Series> {
    checkWhole('pixels', query.pixels, 1, Number.MAX_SAFE_INTEGER);
    if (query.series === 'candles') {
      checkWhole('windowSeconds', query.windowSeconds, 1, LONGEST_WINDOW_SECONDS);
      return answerWithCandles(this.kept(query.instrument, 'candles'), query);
    }
    const kept = this.kept(query.instrument, query.series);
    return kept.kind === 'rows' ? answerWithRows(kept, query) : answerWithBuckets(kept, query);
  }
}
