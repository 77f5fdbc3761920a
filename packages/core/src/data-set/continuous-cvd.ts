import type { MetricColumns } from '../columns/metric-columns.ts';
import { momentOf } from '../columns/metrics-from.ts';
import type { CvdReset } from '../configuration/configuration.ts';
import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';
import type { KnownCvd, PartReader } from './part-reader.ts';

/** Length of a day. */
export const DAY_MS = 86_400_000;

/** A row that was read, of the part with that index. */
interface PassedRow {
  readonly part: number;
  readonly last: KnownCvd;
}

/**
 * Makes the CVD of one instrument continuous over its parts: each part's own CVD starts at 0, so what all earlier trades
 * came to is added. With reset `day`, what all trades before 00:00 UTC came to is taken off instead. A part's trades are
 * taken to end where the next part begins.
 */
export class ContinuousCvd {
  readonly #readers: readonly PartReader[];
  readonly #isDaily: boolean;
  readonly #totals: number[] = [];
  readonly #dayBases = new Map<string, number>();
  #day = Number.NaN;
  #dayBase = 0;
  #passed: PassedRow | null = null;

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
    for (let index = 0; index < part; index++) {
      this.#totals[index] ??= await this.#readers[index]!.cvdBefore();
      total += this.#totals[index]!;
    }
    return total;
  }

  /** What is added to a part's own CVD on a day, counted from 1970. */
  async offsetOn(part: number, day: number): Promise<number> {
    const offset = await this.totalBefore(part);
    if (!this.#isDaily) return offset;
    const key = `${part} ${day}`;
    const base = this.#dayBases.get(key) ?? (await this.#totalBeforeMoment(part, midnightOf(day), null));
    this.#dayBases.set(key, base);
    return offset - base;
  }

  async #moveTo(part: number, columns: MetricColumns, row: number): Promise<void> {
    const day = Math.floor(columns.timestamps[row]! / DAY_MS);
    if (day !== this.#day) {
      this.#dayBase = await this.#totalBeforeMoment(part, midnightOf(day), this.#passed);
      this.#day = day;
    }
    this.#passed = { part, last: { cvd: columns.cvd[row]!, position: momentOf(columns, row) } };
  }

  /** What all trades before a moment came to, up to and with those of a part. */
  async #totalBeforeMoment(part: number, moment: Timestamp, passed: PassedRow | null): Promise<number> {
    let from = part;
    while (from > 0 && compareTimestamps(this.#readers[from]!.part.first, moment) > 0) from--;
    let total = await this.totalBefore(from);
    for (let index = from; index <= part; index++) {
      const known = passed?.part === index ? passed.last : null;
      total += await this.#readers[index]!.cvdBefore(moment, known);
    }
    return total;
  }
}

function midnightOf(day: number): Timestamp {
  return { timestamp: day * DAY_MS, nanoseconds: 0 };
}
