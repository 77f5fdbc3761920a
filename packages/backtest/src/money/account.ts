import { OrderflowError } from '@orderflow/core';
import { RunningSum } from '../sums/running-sum.ts';
import type { AccountFill } from './account-fill.ts';
import { Holding, type HoldingView } from './holding.ts';
import type { RoundTripColumns } from './round-trip.ts';
import { RoundTripLog } from './round-trip-log.ts';

/** What an account must know of an instrument. */
export interface AccountInstrument {
  /** Sizes are multiples of it; 0, the default, takes any. With it a position is exact after any number of fills. */
  readonly lotSize?: number;
  /** How much of the base currency a size of 1 is; 1 by default. */
  readonly contractSize?: number;
}

/**
 * The money of one simulation, in one quote currency, over linear contracts and spot. Each fill moves cash, position
 * and fees at once: cash already holds the fees. Sums are compensated. It keeps what is open and the round trips that
 * have ended, not the fills.
 */
export class Account {
  readonly #initialCash: number;
  readonly #cash = new RunningSum();
  readonly #log = new RoundTripLog();
  readonly #holdings: readonly Holding[];
  readonly #contractSizes: readonly number[];
  readonly #mids: Float64Array;
  #fillCount = 0;

  /**
   * Starts flat.
   * @throws OrderflowError `bad-argument` for cash that is no number, a lot below 0, or a contract size not above 0.
   */
  constructor(initialCash: number, instruments: readonly AccountInstrument[]) {
    if (!Number.isFinite(initialCash))
      throw new OrderflowError('bad-argument', `the cash to start with is ${initialCash}`);
    this.#initialCash = initialCash;
    this.#cash.add(initialCash);
    this.#contractSizes = instruments.map(({ contractSize = 1 }) => checkedContractSize(contractSize));
    this.#holdings = instruments.map(
      ({ lotSize = 0 }, index) => new Holding(index, lotSize, this.#contractSizes[index]!, this.#log),
    );
    this.#mids = new Float64Array(instruments.length).fill(Number.NaN);
  }

  /** What it started with, in quote currency. */
  get initialCash(): number {
    return this.#initialCash;
  }

  /** Cash in quote currency, after all fees. */
  get cash(): number {
    return this.#cash.total;
  }

  /** All fees so far, in quote currency, below 0 where rebates prevail. */
  get fees(): number {
    return sumOver(this.#holdings, ({ fees }) => fees);
  }

  /** Number of fills so far. */
  get fillCount(): number {
    return this.#fillCount;
  }

  /** Cash + sum of position x mid x contract size, each at its last mid; NaN where something held never had one. */
  get equity(): number {
    const total = new RunningSum();
    total.add(this.#cash.total);
    for (let index = 0; index < this.#holdings.length; index++) {
      total.add(this.#holdings[index]!.valueAt(this.#mids[index]!));
    }
    return total.total;
  }

  /** Profit realised before fees, over all instruments, by average cost. */
  get realisedPnl(): number {
    return sumOver(this.#holdings, ({ realisedPnl }) => realisedPnl);
  }

  /** Profit realised before fees, over all instruments, by FIFO; it walks the open lots. */
  get fifoRealisedPnl(): number {
    return sumOver(this.#holdings, ({ fifoRealisedPnl }) => fifoRealisedPnl);
  }

  /** What it has of an instrument; it changes with the next fill. */
  holdingOf(instrument: number): HoldingView {
    return this.#holdings[instrument]!;
  }

  /**
   * Applies a fill.
   * @throws OrderflowError `broken-invariant` for one that is no fill: it is not applied.
   */
  applyFill(fill: AccountFill): void {
    const { instrument, sign, price, size, fee } = fill;
    const notional = price * size * this.#contractSizes[instrument]!;
    if (!(size > 0 && sign * sign === 1 && Number.isFinite(notional) && Number.isFinite(fee))) {
      throw new OrderflowError('broken-invariant', `fill ${this.#fillCount} is ${JSON.stringify(fill)}`);
    }
    this.#cash.add(-sign * notional);
    this.#cash.add(-fee);
    this.#holdings[instrument]!.apply(fill, this.#fillCount++);
  }

  /** Takes note of an instrument's mid; NaN leaves the one before. */
  mark(instrument: number, mid: number): void {
    if (!Number.isNaN(mid)) this.#mids[instrument] = mid;
  }

  /** All round trips: those that have ended, in order of their ends, then the open ones at the last mids. */
  toRoundTrips(): RoundTripColumns {
    const open = this.#holdings.map((holding, index) => holding.toOpenRow(this.#mids[index]!));
    return this.#log.toColumns(open.filter((row) => row !== null));
  }
}

function checkedContractSize(contractSize: number): number {
  if (contractSize > 0 && contractSize < Number.POSITIVE_INFINITY) return contractSize;
  throw new OrderflowError('bad-argument', `contractSize is ${contractSize}; give a number above 0`);
}

function sumOver(holdings: readonly Holding[], figureOf: (holding: Holding) => number): number {
  const total = new RunningSum();
  for (const holding of holdings) total.add(figureOf(holding));
  return total.total;
}
