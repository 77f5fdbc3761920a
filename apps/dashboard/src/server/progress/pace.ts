/** How far work has come, how fast it goes and when it ends. */
export interface PaceFigures {
  readonly rows: number;
  readonly totalRows: number;
  /** Rows a second; null before anything can be said. */
  readonly rate: number | null;
  /** Seconds until the end at the pace so far; null before anything can be said. */
  readonly secondsLeft: number | null;
}

/** Turns counts of rows into rate and time left. Rows that were done when it began do not count as speed. */
export class Pace {
  readonly #now: () => number;
  readonly #startedAt: number;
  #firstRows: number | null = null;

  /** `now` gives milliseconds of any clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** `rows` of `totalRows` are done. */
  update(rows: number, totalRows: number): PaceFigures {
    this.#firstRows ??= rows;
    const seconds = (this.#now() - this.#startedAt) / 1000;
    const gained = rows - this.#firstRows;
    if (seconds <= 0 || gained <= 0) return { rows, totalRows, rate: null, secondsLeft: null };
    const rate = gained / seconds;
    return { rows, totalRows, rate, secondsLeft: Math.max(0, totalRows - rows) / rate };
  }
}
