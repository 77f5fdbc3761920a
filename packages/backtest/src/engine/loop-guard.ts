import { formatTimestamp, OrderflowError } from '@orderflow/core';
import type { MarketClock } from '../market/market-clock.ts';

/** More answers and timers at one moment than any strategy has a use for. */
const MOST_AT_ONCE = 250_000;

/** Notices a strategy that answers every answer at once: where messages take no time, time would never go on. */
export class LoopGuard {
  readonly #strategy: string;
  readonly #clock: MarketClock;
  #moment = Number.NaN;
  #count = 0;

  constructor(strategy: string, clock: MarketClock) {
    this.#strategy = strategy;
    this.#clock = clock;
  }

  /**
   * Counts an own event.
   * @throws OrderflowError `bad-strategy` for more at one clock than any strategy has a use for.
   */
  check(clock: number): void {
    if (clock !== this.#moment) {
      this.#moment = clock;
      this.#count = 0;
    }
    if (++this.#count < MOST_AT_ONCE) return;
    const moment = formatTimestamp({ timestamp: Math.floor(this.#clock.timestampOf(clock)), nanoseconds: 0 });
    throw new OrderflowError(
      'bad-strategy',
      `${this.#strategy} goes round in circles at ${moment}: ${MOST_AT_ONCE} arrivals, answers and timers at one moment; let it wait for a book or a trade before it answers again, or play it with a latency`,
    );
  }
}
