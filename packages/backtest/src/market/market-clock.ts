const NS_PER_MS = 1e6;

/** Turns epoch times into a run's clock, whole nanoseconds since its origin, and back. */
export class MarketClock {
  /** The origin, whole epoch milliseconds. */
  readonly originMs: number;

  constructor(originMs: number) {
    this.originMs = originMs;
  }

  /** The clock of whole epoch milliseconds and the nanoseconds within. */
  of(timestamp: number, nanoseconds: number): number {
    return (timestamp - this.originMs) * NS_PER_MS + nanoseconds;
  }

  /** The clock of epoch milliseconds, decimals allowed. */
  ofMs(timestamp: number): number {
    return Math.round((timestamp - this.originMs) * NS_PER_MS);
  }

  /** Epoch milliseconds, with decimals. */
  timestampOf(clock: number): number {
    return this.originMs + clock / NS_PER_MS;
  }
}

/** Nanoseconds of so many milliseconds. */
export function nsOfMs(milliseconds: number): number {
  return Math.round(milliseconds * NS_PER_MS);
}
