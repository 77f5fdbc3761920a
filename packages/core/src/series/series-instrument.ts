import { ContinuousCvd } from '../data-set/continuous-cvd.ts';
import type { PartReader } from '../data-set/part-reader.ts';
import { findTradeOverlap, overlappingTrades, type TradeOverlap } from '../data-set/trade-overlaps.ts';
import type { LineSeries } from '../pyramid/bucket-record.ts';
import { openSeriesParts, type SeriesPart } from './series-part.ts';
import type { Span } from './series-span.ts';
import type { LineStretch } from './stored-lines.ts';

/** All parts of one instrument, and what makes them one. */
export class SeriesInstrument {
  /** In order of time. */
  readonly parts: readonly SeriesPart[];
  /** Makes the CVD of the parts one. */
  readonly cvd: ContinuousCvd;
  readonly #overlap: TradeOverlap | null;

  private constructor(readers: readonly PartReader[], parts: readonly SeriesPart[], overlap: TradeOverlap | null) {
    this.parts = parts;
    this.#overlap = overlap;
    this.cvd = new ContinuousCvd(readers, 'none');
  }

  /** Looks into the parts of an instrument, which are in order of time. */
  static async open(readers: readonly PartReader[]): Promise<SeriesInstrument> {
    return new SeriesInstrument(readers, await openSeriesParts(readers), await findTradeOverlap(readers));
  }

  /** The time of the first snapshot, and of the last, epoch milliseconds. */
  get extent(): { readonly first: number; readonly last: number } {
    return {
      first: this.parts[0]!.part.first.timestamp,
      last: Math.max(...this.parts.map(({ part }) => part.last.timestamp)),
    };
  }

  /** A part's line between two times, and what is added to its values. */
  async stretchOf({ index }: SeriesPart, series: LineSeries, { start, end }: Span): Promise<LineStretch> {
    return { start, end, offset: series === 'cvd' ? await this.cvd.totalBefore(index) : 0 };
  }

  /** @throws OrderflowError `overlapping-sources` where the trades of two parts overlap in time. */
  checkTrades(): void {
    if (this.#overlap !== null) throw overlappingTrades(this.#overlap, this.parts[0]!.part.instrument);
  }
}
