import { Grid } from '../exchange/grid.ts';
import { RunningSum } from '../sums/running-sum.ts';
import type { AccountFill } from './account-fill.ts';
import { OpenLots } from './open-lots.ts';
import { RoundTripInProgress } from './round-trip-in-progress.ts';
import type { RoundTripLog, RoundTripRow } from './round-trip-log.ts';

const DUST = 1e-12;

/** What an account has of one instrument, and what came of it; it changes with the next fill. */
export interface HoldingView {
  /** Size held, below 0 for a short position; exactly 0 when flat. */
  readonly position: number;
  /** All fees so far, in quote currency, below 0 where rebates prevail. */
  readonly fees: number;
  /** Mean cost of what is held, in quote currency; null when flat. */
  readonly averagePrice: number | null;
  /**
   * Profit realised before fees, in quote currency, where what is sold cost the average: what fills paid in and out,
   * and the cost of what is still held.
   */
  readonly realisedPnl: number;
  /** Profit realised before fees, in quote currency, where what was bought first is sold first; it walks the lots. */
  readonly fifoRealisedPnl: number;
}

/** One instrument of an account. */
export class Holding implements HoldingView {
  readonly #instrument: number;
  readonly #contractSize: number;
  readonly #grid: Grid;
  readonly #log: RoundTripLog;
  readonly #lots: OpenLots;
  readonly #trip = new RoundTripInProgress();
  readonly #size = new RunningSum();
  readonly #flow = new RunningSum();
  readonly #fees = new RunningSum();
  #position = 0;
  #largest = 0;
  #cost = 0;

  constructor(instrument: number, lotSize: number, contractSize: number, log: RoundTripLog) {
    this.#instrument = instrument;
    this.#contractSize = contractSize;
    this.#grid = new Grid('lotSize', lotSize);
    this.#log = log;
    this.#lots = new OpenLots(this.#grid);
  }

  get position(): number {
    return this.#position;
  }

  get fees(): number {
    return this.#fees.total;
  }

  get averagePrice(): number | null {
    return this.#position === 0 ? null : this.#cost / Math.abs(this.#position);
  }

  get realisedPnl(): number {
    return (this.#flow.total + Math.sign(this.#position) * this.#cost) * this.#contractSize;
  }

  get fifoRealisedPnl(): number {
    const total = new RunningSum();
    total.add(this.#flow.total);
    const sign = Math.sign(this.#position);
    this.#lots.eachCost((cost) => total.add(sign * cost));
    return total.total * this.#contractSize;
  }

  /** What is held at a mid, in quote currency: 0 when flat, else NaN where the mid is. */
  valueAt(mid: number): number {
    return this.#position === 0 ? 0 : this.#position * mid * this.#contractSize;
  }

  /** Applies a fill; `index` is its number in the account. */
  apply(fill: AccountFill, index: number): void {
    const { sign, price, size, fee } = fill;
    const before = this.#position;
    this.#flow.add(-sign * price * size);
    this.#fees.add(fee);
    this.#move(sign * size);
    if (before === 0) this.#open(fill, size, fee, index);
    else if (before > 0 === sign > 0) this.#buildUp(fill, size, fee, index);
    else this.#takeDown(fill, before, index);
  }

  /** The round trip that is open, at a mid; null when flat. */
  toOpenRow(mid: number): RoundTripRow | null {
    if (this.#position === 0) return null;
    return this.#trip.toOpenRow(this.#instrument, this.#contractSize, this.#position * mid);
  }

  /** Decimals rarely cancel out as doubles: the lot grid, or a bound where there is none, tells flat from dust. */
  #move(signedSize: number): void {
    this.#size.add(signedSize);
    const total = this.#grid.nearest(this.#size.total);
    this.#largest = Math.max(this.#largest, Math.abs(total));
    const isFlat = total === 0 || (this.#grid.step === 0 && Math.abs(total) <= DUST * this.#largest);
    this.#position = isFlat ? 0 : total;
    if (!isFlat) return;
    this.#size.reset();
    this.#largest = 0;
  }

  #open(fill: AccountFill, size: number, fee: number, index: number): void {
    this.#trip.start(fill.sign, fill.timestamp, index);
    this.#buildUp(fill, size, fee, index);
  }

  #buildUp({ sign, price, timestamp }: AccountFill, size: number, fee: number, index: number): void {
    this.#cost += price * size;
    this.#lots.push(price, size);
    this.#trip.add(sign, price, size, fee, Math.abs(this.#position));
    this.#trip.stamp(timestamp, index);
  }

  #takeDown(fill: AccountFill, before: number, index: number): void {
    const { sign, price, size, fee, timestamp } = fill;
    const held = Math.abs(before);
    const turned = this.#position > 0 === before > 0 ? 0 : Math.abs(this.#position);
    const left = turned > 0 ? 0 : Math.abs(this.#position);
    const closed = turned > 0 ? held : size;
    const closedFee = turned > 0 ? fee * (held / size) : fee;
    this.#trip.add(sign, price, closed, closedFee, left);
    this.#trip.stamp(timestamp, index);
    this.#cost *= left / held;
    this.#lots.take(closed);
    if (left === 0) this.#end();
    if (turned > 0) this.#open(fill, turned, fee - closedFee, index);
  }

  #end(): void {
    this.#cost = 0;
    this.#lots.clear();
    this.#log.push(this.#trip.toClosedRow(this.#instrument, this.#contractSize));
  }
}
