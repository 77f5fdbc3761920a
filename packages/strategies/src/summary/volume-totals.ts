import { roundingErrorOf } from '@orderflow/core';

/** Volumes of trades, in size units. */
export interface VolumeSummary {
  readonly trades: number;
  readonly buy: number;
  readonly sell: number;
  readonly total: number;
  /** Share of the aggressive buys in the total, 0 to 1; null without trades. */
  readonly buyShare: number | null;
}

/** Adds up buy and sell volume trade by trade, with compensated sums. */
export class VolumeTotals {
  #trades = 0;
  #buy = 0;
  #buyCompensation = 0;
  #sell = 0;
  #sellCompensation = 0;

  /** Takes in a trade; `side` is +1 for a buy, -1 for a sell. */
  add(side: number, size: number): void {
    this.#trades++;
    if (side > 0) {
      this.#buyCompensation += roundingErrorOf(this.#buy, size);
      this.#buy += size;
    } else {
      this.#sellCompensation += roundingErrorOf(this.#sell, size);
      this.#sell += size;
    }
  }

  /** The totals so far. */
  summary(): VolumeSummary {
    const buy = this.#buy + this.#buyCompensation;
    const sell = this.#sell + this.#sellCompensation;
    const total = buy + sell;
    return { trades: this.#trades, buy, sell, total, buyShare: total > 0 ? buy / total : null };
  }
}
