import type { MetricColumns } from '../columns/metric-columns.ts';
import { momentOf } from '../columns/metrics-from.ts';
import type { CvdReset } from '../configuration/configuration.ts';
import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';
import type { KnownCvd, PartReader } from './part-reader.ts';

const DAY_MS = 86_400_000;

/**
 * Makes the CVD of one instrument continuous over its parts: each part's own CVD starts at 0, so what all earlier trades
 * came to is added. With reset `day`, what all trades before 00:00 UTC came to is taken off instead. A part's trades are
 * taken to end where the next part begins.
 */
export class ContinuousCvd {
  readonly #readers: readonly PartReader[];
  readonly #isDaily: boolean;
  readonly #totals: (Promise<number> | undefined)[] = [];
  #day = Number.NaN;
  #dayBase = 0;
  #passed: { readonly part: number; readonly last: KnownCvd } | null = null;

  /** `readers` of all parts of the instrument, in order of time. */
  constructor(readers: readonly PartReader[], reset: CvdReset) {
    this.#readers = readers;
    this.#isDaily = reset === 'day';
  }

  /** Metrics of the part with that index, with continuous CVD. Rows come in time order. */
  async apply(part: number, columns: MetricColumns): Promise<MetricColumns> {
    const offset = await this.totalBefore(part);
    if (offset === 0 && !this.#isDaily) return columns;
    const cvd = new Float64Array(columns.count);
    for (let row = 0; row < columns.count; row++) {
      if (this.#isDaily) await this.#moveTo(part, columns, row);
      cvd[row] = columns.cvd[row]! + (offset - this.#dayBase);
    }
    return { ...columns, cvd };
  }

  /** What all trades of the parts before one came to. */
  async totalBefore(part: number): Promise<number> {
    let total = 0;
    for (let index = 0; index < part; index++) total += await this.#totalOf(index);
    return total;
  }

  /** What all trades of a part came to; a read that failed, by a lock perhaps, is tried again the next time. */
  async #totalOf(index: number): Promise<number> {
    const reading = this.#totals[index] ?? this.#readers[index]!.cvdBefore();
    this.#totals[index] = reading;
    try {
      return await reading;
    } catch (error) {
      if (this.#totals[index] === reading) this.#totals[index] = undefined;
      throw error;
    }
  }

  async #moveTo(part: number, columns: MetricColumns, row: number): Promise<void> {
    const day = Math.floor(columns.timestamps[row]! / DAY_MS);
    if (day !== this.#day) {
      this.#dayBase = await this.#totalBeforeMoment(part, { timestamp: day * DAY_MS, nanoseconds: 0 });
      this.#day = day;
    }
    this.#passed = { part, last: { cvd: columns.cvd[row]!, position: momentOf(columns, row) } };
  }

  /** What all trades before a moment came to, up to and with those of a part. */
  async #totalBeforeMoment(part: number, moment: Timestamp): Promise<number> {
    let from = part;
    while (from > 0 && compareTimestamps(this.#readers[from]!.part.first, moment) > 0) from--;
    let total = await this.totalBefore(from);
    for (let index = from; index <= part; index++) {
      const known = this.#passed?.part === index ? this.#passed.last : null;
      total += await this.#readers[index]!.cvdBefore(moment, known);
    }
    return total;
  }
}
