import { roundingErrorOf } from '../metrics/compensated-sum.ts';

/** One instrument's bar in progress; the same object serves one window after another. */
export class OpenBar {
  /** Index of the instrument in the builder's names. */
  readonly instrument: number;
  /** Start of the window in epoch milliseconds; NaN while no window is open. */
  start = Number.NaN;
  /** Number of trades; 0 while no window is open. */
  tradeCount = 0;
  open = 0;
  high = 0;
  low = 0;
  close = 0;
  #buys = 0;
  #buyError = 0;
  #sells = 0;
  #sellError = 0;

  constructor(instrument: number) {
    this.instrument = instrument;
  }

  /** Size bought so far; the sum is compensated. */
  get buyVolume(): number {
    return this.#buys + this.#buyError;
  }

  /** Size sold so far; the sum is compensated. */
  get sellVolume(): number {
    return this.#sells + this.#sellError;
  }

  /** Opens the window at `start` with its first price. */
  begin(start: number, price: number): void {
    this.start = start;
    this.tradeCount = 0;
    this.open = price;
    this.high = price;
    this.low = price;
    this.#buys = 0;
    this.#buyError = 0;
    this.#sells = 0;
    this.#sellError = 0;
  }

  /** Closes the window without opening another. */
  clear(): void {
    this.start = Number.NaN;
    this.tradeCount = 0;
  }

  /** Adds a trade; `side` is above 0 for a buy. */
  add(price: number, size: number, side: number): void {
    if (price > this.high) this.high = price;
    if (price < this.low) this.low = price;
    this.close = price;
    this.tradeCount++;
    if (side > 0) {
      this.#buyError += roundingErrorOf(this.#buys, size);
      this.#buys += size;
    } else {
      this.#sellError += roundingErrorOf(this.#sells, size);
      this.#sells += size;
    }
  }
}
