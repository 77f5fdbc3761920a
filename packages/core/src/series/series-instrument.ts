import type { CvdReset } from '../configuration/configuration.ts';
import { ContinuousCvd, DAY_MS } from '../data-set/continuous-cvd.ts';
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
  readonly #readers: readonly PartReader[];
  readonly #cvds: Readonly<Record<CvdReset, ContinuousCvd>>;
  readonly #overlap: TradeOverlap | null;

  private constructor(readers: readonly PartReader[], parts: readonly SeriesPart[], overlap: TradeOverlap | null) {
    this.parts = parts;
    this.#readers = readers;
    this.#overlap = overlap;
    this.#cvds = { none: new ContinuousCvd(readers, 'none'), day: new ContinuousCvd(readers, 'day') };
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

  /** The stretches of a part's line, between two times, to whose values the same is added. */
  async stretchesOf(
    { part, index }: SeriesPart,
    { series, cvdReset }: { readonly series: LineSeries; readonly cvdReset: CvdReset },
    { start, end }: Span,
  ): Promise<readonly LineStretch[]> {
    if (series !== 'cvd') return [{ start, end, offset: 0 }];
    if (cvdReset === 'none') return [{ start, end, offset: await this.#cvds.none.totalBefore(index) }];
    const stretches: LineStretch[] = [];
    const last = Math.min(end - 1, part.last.timestamp);
    for (let day = dayOf(Math.max(start, part.first.timestamp)); day <= dayOf(last); day++) {
      const offset = await this.#cvds.day.offsetOn(index, day);
      stretches.push({ start: Math.max(start, day * DAY_MS), end: Math.min(end, (day + 1) * DAY_MS), offset });
    }
    return stretches;
  }

  /** What follows the rows of a live part and makes their CVD one with that of the parts before it. */
  followCvd(cvdReset: CvdReset): ContinuousCvd {
    return cvdReset === 'none' ? this.#cvds.none : new ContinuousCvd(this.#readers, 'day');
  }

  /** @throws OrderflowError `overlapping-sources` where the trades of two parts overlap in time. */
  checkTrades(): void {
    if (this.#overlap !== null) throw overlappingTrades(this.#overlap, this.parts[0]!.part.instrument);
  }
}

function dayOf(timestamp: number): number {
  return Math.floor(timestamp / DAY_MS);
}
