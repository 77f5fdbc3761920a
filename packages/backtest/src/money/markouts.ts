import { OrderflowError } from '@orderflow/core';
import { NumberColumn } from '../engine/number-column.ts';

/** Where the mid stood when a fill happened, and later; one row a fill, in the order of the fills. */
export interface MarkoutColumns {
  /** How long after a fill the columns of `laterMids` look, in milliseconds. */
  readonly horizonsMs: readonly number[];
  /** Mids at the fills; NaN where there was none yet. */
  readonly mids: Float64Array;
  /**
   * For each horizon h, the mids at t + h: of the last book with one up to then, inclusive; NaN past the last book and
   * where there was none.
   */
  readonly laterMids: readonly Float64Array[];
}

/**
 * Follows the mid after fills. Feed fills and mids of an instrument in the order in which they happened: the mid at a
 * fill is the last that was fed before it, so a book that fills resting orders is fed after these fills. It costs one
 * comparison a mid while no fill is due.
 */
export class Markouts {
  readonly #horizonsMs: readonly number[];
  readonly #followers: readonly MidFollower[];
  readonly #mids = new NumberColumn();
  readonly #laterMids: readonly NumberColumn[];

  /**
   * Starts without fills.
   * @throws OrderflowError `bad-argument` for a horizon below 0 or not finite.
   */
  constructor(instrumentCount: number, horizonsMs: readonly number[]) {
    for (const horizon of horizonsMs) {
      if (horizon >= 0 && horizon < Number.POSITIVE_INFINITY) continue;
      throw new OrderflowError('bad-argument', `a horizon is ${horizon} ms; give 0 or more`);
    }
    this.#horizonsMs = [...horizonsMs];
    this.#laterMids = horizonsMs.map(() => new NumberColumn());
    this.#followers = Array.from({ length: instrumentCount }, () => new MidFollower(this.#horizonsMs, this.#laterMids));
  }

  /**
   * Takes note of the next fill, at `timestamp` in epoch milliseconds.
   * @throws OrderflowError `broken-invariant` for one before an event that the instrument had.
   */
  onFill(instrument: number, timestamp: number): void {
    const follower = this.#followers[instrument]!;
    follower.follow(this.#mids.count, timestamp);
    this.#mids.push(follower.mid);
    for (const column of this.#laterMids) column.push(Number.NaN);
  }

  /** Takes note of an instrument's book; a mid of NaN, of a book without one, leaves the mid before. */
  onMid(instrument: number, timestamp: number, mid: number): void {
    const follower = this.#followers[instrument]!;
    if (timestamp > follower.nextDue) follower.settle(timestamp, false);
    follower.time = timestamp;
    if (!Number.isNaN(mid)) follower.mid = mid;
  }

  /** The columns of all fills so far: what is due later than the last book stays NaN. */
  finish(): MarkoutColumns {
    for (const follower of this.#followers) follower.settle(follower.time, true);
    return {
      horizonsMs: this.#horizonsMs,
      mids: this.#mids.values,
      laterMids: this.#laterMids.map(({ values }) => values),
    };
  }
}

/** The fills of one instrument that wait for a mid. */
class MidFollower {
  mid = Number.NaN;
  time = Number.NEGATIVE_INFINITY;
  /** When the first markout is due that is not known; Infinity for none. */
  nextDue = Number.POSITIVE_INFINITY;
  readonly #horizonsMs: readonly number[];
  readonly #laterMids: readonly NumberColumn[];
  readonly #fills = new NumberColumn();
  readonly #times = new NumberColumn();
  /** For each horizon, the first fill that waits. */
  readonly #waiting: Float64Array;

  constructor(horizonsMs: readonly number[], laterMids: readonly NumberColumn[]) {
    this.#horizonsMs = horizonsMs;
    this.#laterMids = laterMids;
    this.#waiting = new Float64Array(horizonsMs.length);
  }

  follow(fill: number, timestamp: number): void {
    const last = this.#times.count === 0 ? this.time : Math.max(this.time, this.#times.at(this.#times.count - 1));
    if (!(timestamp >= last)) {
      throw new OrderflowError('broken-invariant', `fill ${fill} at ${timestamp} comes after an event at ${last}`);
    }
    this.#fills.push(fill);
    this.#times.push(timestamp);
    this.#findNextDue();
  }

  /** Gives the mid that stands to all that was due before `timestamp`, or at it where no other book comes then. */
  settle(timestamp: number, isLast: boolean): void {
    for (let index = 0; index < this.#waiting.length; index++) {
      const later = this.#laterMids[index]!;
      let fill = this.#waiting[index]!;
      for (; fill < this.#times.count; fill++) {
        const due = this.#times.at(fill) + this.#horizonsMs[index]!;
        if (due > timestamp || (due === timestamp && !isLast)) break;
        later.set(this.#fills.at(fill), this.mid);
      }
      this.#waiting[index] = fill;
    }
    this.#findNextDue();
  }

  #findNextDue(): void {
    let nextDue = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.#waiting.length; index++) {
      const fill = this.#waiting[index]!;
      if (fill < this.#times.count) nextDue = Math.min(nextDue, this.#times.at(fill) + this.#horizonsMs[index]!);
    }
    this.nextDue = nextDue;
  }
}
