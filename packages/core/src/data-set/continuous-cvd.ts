import type { MetricColumns } from '../columns/metric-columns.ts';
import type { CvdReset } from '../configuration/configuration.ts';
import { compareTimestamps } from '../timestamps/timestamp.ts';
import type { PartReader } from './part-reader.ts';

const DAY_MS = 86_400_000;

/**
 * Makes the CVD of one instrument continuous over its parts: each part's own CVD starts at 0, so what all earlier trades
 * came to is added. With reset `day`, what all trades before 00:00 UTC came to is taken off instead. A part's trades are
 * taken to end where the next part begins.
 */
export class ContinuousCvd {
  readonly #readers: readonly PartReader[];
  readonly #isDaily: boolean;
  readonly #totals: Promise<number>[] = [];
  #day = Number.NaN;
  #dayBase = 0;

  /** `readers` of all parts of the instrument, in order of time. */
  constructor(readers: readonly PartReader[], reset: CvdReset) {
    this.#readers = readers;
    this.#isDaily = reset === 'day';
  }

  /** Metrics of the part with that index, with continuous CVD. Rows come in time order. */
  async apply(part: number, columns: MetricColumns): Promise<MetricColumns> {
    const offset = await this.#totalBefore(part);
    if (offset === 0 && !this.#isDaily) return columns;
    const cvd = new Float64Array(columns.count);
    for (let row = 0; row < columns.count; row++) {
      if (this.#isDaily) {
        const day = Math.floor(columns.timestamps[row]! / DAY_MS);
        if (day !== this.#day) await this.#startDay(day, part);
      }
      cvd[row] = columns.cvd[row]! + (offset - this.#dayBase);
    }
    return { ...columns, cvd };
  }

  async #startDay(day: number, part: number): Promise<void> {
    const midnight = { timestamp: day * DAY_MS, nanoseconds: 0 };
    let from = part;
    while (from > 0 && compareTimestamps(this.#readers[from]!.part.first, midnight) > 0) from--;
    let base = await this.#totalBefore(from);
    for (const reader of this.#readers.slice(from, part + 1)) base += await reader.cvdBefore(midnight);
    this.#day = day;
    this.#dayBase = base;
  }

  /** What all trades of the parts before one came to. */
  async #totalBefore(part: number): Promise<number> {
    let total = 0;
    for (let index = 0; index < part; index++) {
      this.#totals[index] ??= this.#readers[index]!.cvdBefore();
      total += await this.#totals[index]!;
    }
    return total;
  }
}
