import { addToSum, type CompensatedSum, totalOf } from '@orderflow/core';

const NOTHING: CompensatedSum = { sum: 0, compensation: 0 };

/** Cash and fees; every fill moves both at once, so cash holds the fees. */
export class Wallet {
  #cash: CompensatedSum;
  #fees: CompensatedSum = NOTHING;

  constructor(initialCash: number) {
    this.#cash = { sum: initialCash, compensation: 0 };
  }

  /** Cash in quote currency. */
  get cash(): number {
    return totalOf(this.#cash);
  }

  /** All fees so far, in quote currency. */
  get fees(): number {
    return totalOf(this.#fees);
  }

  /** Pays for a purchase worth `notional`, or is paid for a sale, where it is below 0; and pays the fee. */
  pay(notional: number, fee: number): void {
    this.#cash = addToSum(addToSum(this.#cash, -notional), -fee);
    this.#fees = addToSum(this.#fees, fee);
  }
}
