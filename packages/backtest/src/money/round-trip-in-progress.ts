import { RunningSum } from '../sums/running-sum.ts';
import type { RoundTripRow } from './round-trip-log.ts';

/** The round trip that an instrument's position is in; one object serves one after another. */
export class RoundTripInProgress {
  #sign = 0;
  #entryTime = Number.NaN;
  #lastTime = Number.NaN;
  #peakSize = 0;
  #firstFill = -1;
  #lastFill = -1;
  #fillCount = 0;
  readonly #entryCost = new RunningSum();
  readonly #entrySize = new RunningSum();
  readonly #exitCost = new RunningSum();
  readonly #exitSize = new RunningSum();
  readonly #flow = new RunningSum();
  readonly #fees = new RunningSum();

  /** Starts anew, long for +1, short for -1. */
  start(sign: number, timestamp: number, fill: number): void {
    this.#sign = sign;
    this.#entryTime = timestamp;
    this.#peakSize = 0;
    this.#firstFill = fill;
    this.#fillCount = 0;
    for (const sum of [this.#entryCost, this.#entrySize, this.#exitCost, this.#exitSize, this.#flow, this.#fees]) {
      sum.reset();
    }
  }

  /** Adds a fill, or the part of one that belongs here; `held` is the position's size after it. */
  add(sign: number, price: number, size: number, fee: number, held: number): void {
    const isEntry = sign === this.#sign;
    (isEntry ? this.#entryCost : this.#exitCost).add(price * size);
    (isEntry ? this.#entrySize : this.#exitSize).add(size);
    this.#flow.add(-sign * price * size);
    this.#fees.add(fee);
    this.#peakSize = Math.max(this.#peakSize, held);
  }

  /** Notes when the last fill came, and its number. */
  stamp(timestamp: number, fill: number): void {
    this.#lastTime = timestamp;
    this.#lastFill = fill;
    this.#fillCount += 1;
  }

  /** Its columns once it has ended. */
  toClosedRow(instrument: number, contractSize: number): RoundTripRow {
    return { ...this.toOpenRow(instrument, contractSize, 0), exitTimes: this.#lastTime };
  }

  /** Its columns while it is open, with what is held worth `heldValue`: position x mid, NaN where there is no mid. */
  toOpenRow(instrument: number, contractSize: number, heldValue: number): RoundTripRow {
    const grossPnl = (this.#flow.total + heldValue) * contractSize;
    return {
      instruments: instrument,
      signs: this.#sign,
      entryTimes: this.#entryTime,
      exitTimes: Number.NaN,
      peakSizes: this.#peakSize,
      entryPrices: this.#entryCost.total / this.#entrySize.total,
      exitPrices: this.#exitCost.total / this.#exitSize.total,
      grossPnls: grossPnl,
      fees: this.#fees.total,
      netPnls: grossPnl - this.#fees.total,
      notionals: (this.#entryCost.total + this.#exitCost.total) * contractSize,
      fillCounts: this.#fillCount,
      firstFills: this.#firstFill,
      lastFills: this.#lastFill,
    };
  }
}
