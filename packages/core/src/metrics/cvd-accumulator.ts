import type { TradeColumns } from '../columns/trade-columns.ts';
import type { CvdReset } from '../configuration/configuration.ts';
import { type CompensatedSum, compensatedSumOf, roundingErrorOf } from './compensated-sum.ts';

const DAY_MS = 86_400_000;

/**
 * Cumulative volume delta of one instrument's trades in time order: buys add their size, sells subtract it. Sums are
 * compensated. With reset `day` it starts anew before the first trade at or after 00:00 UTC.
 */
export class CvdAccumulator {
  readonly #isDaily: boolean;
  #sum: number;
  #compensation: number;
  #day = Number.NaN;

  /** Goes on from `previous`; a plain number starts fresh there. */
  constructor(previous: number | CompensatedSum = 0, reset: CvdReset = 'none') {
    const { sum, compensation } = compensatedSumOf(previous);
    this.#sum = sum;
    this.#compensation = compensation;
    this.#isDaily = reset === 'day';
  }

  /** The CVD, in size units; 0 before the first trade, NaN after an overflow. */
  get total(): number {
    return this.#sum + this.#compensation;
  }

  /** The state to go on from. */
  toSum(): CompensatedSum {
    return { sum: this.#sum, compensation: this.#compensation };
  }

  /** Adds a trade of `signedSize` (buys above 0, sells below) at `timestamp`, in epoch milliseconds; gives the CVD. */
  add(signedSize: number, timestamp: number): number {
    if (this.#isDaily) this.#moveTo(Math.floor(timestamp / DAY_MS));
    this.#compensation += roundingErrorOf(this.#sum, signedSize);
    this.#sum += signedSize;
    return this.total;
  }

  /** Adds the rows of a batch, all good trades; gives the CVD after each. */
  addTrades({ count, sizes, sides, timestamps }: TradeColumns): Float64Array {
    const totals = new Float64Array(count);
    for (let row = 0; row < count; row++) totals[row] = this.add(sides[row]! * sizes[row]!, timestamps[row]!);
    return totals;
  }

  #moveTo(day: number): void {
    if (day > this.#day) {
      this.#sum = 0;
      this.#compensation = 0;
    }
    this.#day = day;
  }
}
