import { OrderflowError } from '@orderflow/core';
import { NumberColumn } from '../engine/number-column.ts';
import type { EquitySeries } from '../statistics/equity-series.ts';

const MOST_SAMPLES = 2 ** 26;

/**
 * Samples equity at the multiples of an interval since the Unix epoch. A sample holds all events up to its time,
 * inclusive. The first stands before the first event and holds the starting equity; the last stands at or after the
 * end and holds the final equity.
 */
export class EquitySampler {
  readonly #intervalMs: number;
  readonly #equity = new NumberColumn();
  #startTime = Number.NaN;
  #nextTime = Number.NEGATIVE_INFINITY;

  /**
   * Starts with no sample.
   * @throws OrderflowError `bad-argument` where the interval is no whole number of milliseconds above 0.
   */
  constructor(intervalMs: number) {
    if (!(Number.isSafeInteger(intervalMs) && intervalMs > 0)) {
      throw new OrderflowError('bad-argument', `the interval is ${intervalMs} ms; give a whole number above 0`);
    }
    this.#intervalMs = intervalMs;
  }

  /**
   * Time of the next sample, epoch milliseconds: {@link advance} has to be called before an event that is later.
   * -Infinity before the first.
   */
  get nextTime(): number {
    return this.#nextTime;
  }

  /**
   * Takes the samples that lie before `timestamp`, the time of the event to come. `equity` holds all events so far.
   * Times that go backwards take none.
   * @throws OrderflowError `bad-argument` for a time that is no number or needs more than 67,108,864 samples.
   */
  advance(timestamp: number, equity: number): void {
    if (!Number.isFinite(timestamp)) throw new OrderflowError('bad-argument', `the time of an event is ${timestamp}`);
    if (this.#equity.count === 0) this.#start(timestamp, equity);
    this.#checkRoom(timestamp);
    while (this.#nextTime < timestamp) this.#push(equity);
  }

  /** The series of a run that ended at `timestamp` with `equity`; nothing can be added afterwards. */
  finish(timestamp: number, equity: number): EquitySeries {
    this.advance(timestamp, equity);
    this.#push(equity);
    return { startTime: this.#startTime, intervalMs: this.#intervalMs, values: this.#equity.values };
  }

  #start(timestamp: number, equity: number): void {
    this.#startTime = (Math.ceil(timestamp / this.#intervalMs) - 1) * this.#intervalMs;
    this.#push(equity);
  }

  #push(equity: number): void {
    this.#equity.push(equity);
    this.#nextTime = this.#startTime + this.#equity.count * this.#intervalMs;
  }

  #checkRoom(timestamp: number): void {
    const samples = (timestamp - this.#startTime) / this.#intervalMs;
    if (samples < MOST_SAMPLES) return;
    throw new OrderflowError(
      'bad-argument',
      `equity every ${this.#intervalMs} ms until ${timestamp} is ${Math.ceil(samples)} samples; choose a longer interval`,
    );
  }
}
