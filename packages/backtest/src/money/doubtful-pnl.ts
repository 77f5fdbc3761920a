import { RunningSum } from '../sums/running-sum.ts';

/** What an instrument's position and fills were, up to its last book. */
interface Stretch {
  /** Position and mid at the last book. */
  position: number;
  mid: number;
  /** Since the last book: cash that moved, fees included, and the signed size that was filled. */
  cash: number;
  size: number;
  /** Whether a book since then was doubtful: without a mid there is nothing to close a stretch at. */
  isDoubtful: boolean;
}

/** Follows how much of the profit was made from one book to the next where the data are doubtful. */
export class DoubtfulPnl {
  readonly #contractSizes: readonly number[];
  readonly #stretches: readonly Stretch[];
  readonly #total = new RunningSum();

  constructor(contractSizes: readonly number[]) {
    this.#contractSizes = contractSizes;
    this.#stretches = contractSizes.map(() => ({ position: 0, mid: Number.NaN, cash: 0, size: 0, isDoubtful: false }));
  }

  /** Profit after fees within doubtful stretches, in quote currency. */
  get total(): number {
    return this.#total.total;
  }

  /** Takes note of a fill. */
  onFill(instrument: number, signedSize: number, price: number, fee: number): void {
    const stretch = this.#stretches[instrument]!;
    stretch.cash -= signedSize * price * this.#contractSizes[instrument]! + fee;
    stretch.size += signedSize;
  }

  /** Takes note of an instrument's next book: its last mid, NaN before the first, and whether data are doubtful. */
  onBook(instrument: number, mid: number, isDoubtful: boolean): void {
    const stretch = this.#stretches[instrument]!;
    stretch.isDoubtful ||= isDoubtful;
    if (Number.isNaN(mid)) return;
    if (stretch.position !== 0 || stretch.size !== 0) this.#close(stretch, mid, instrument);
    stretch.mid = mid;
    stretch.isDoubtful = false;
  }

  #close(stretch: Stretch, mid: number, instrument: number): void {
    const contractSize = this.#contractSizes[instrument]!;
    if (stretch.isDoubtful) {
      const held = stretch.position === 0 ? 0 : stretch.position * (mid - stretch.mid) * contractSize;
      this.#total.add(held + stretch.cash + stretch.size * mid * contractSize);
    }
    stretch.position += stretch.size;
    stretch.cash = stretch.size = 0;
  }
}
