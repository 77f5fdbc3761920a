/** How far a run has come. */
export interface ProgressFigures {
  /** Share of the work that is done, 0 to 1. */
  readonly fraction: number;
  /** Rows a second since the start; null before anything can be said. */
  readonly rate: number | null;
  /** Seconds until the end at the pace so far; null before anything can be said. */
  readonly secondsLeft: number | null;
}

/**
 * Turns counts of rows into rate and time left. Files may be many: each has a weight (its bytes) and the fraction is of
 * the sum of the weights. Rows that an earlier run has done count as done, not as speed.
 */
export class ProgressMeter {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #totalWeight: number;
  #finishedWeight = 0;
  #finishedRows = 0;
  #skippedWeight = 0;
  #weight = 0;
  #firstRows: number | null = null;

  /** `now` gives milliseconds of any clock that never goes back. */
  constructor(weights: readonly number[], now: () => number) {
    this.#now = now;
    this.#startedAt = now();
    this.#totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** A file of this weight begins. */
  begin(weight: number): void {
    this.#weight = weight;
    this.#firstRows = null;
  }

  /** `rows` of the file's `totalRows` are done. */
  update(rows: number, totalRows: number): ProgressFigures {
    const share = totalRows === 0 ? 1 : Math.min(1, rows / totalRows);
    if (this.#firstRows === null) {
      this.#firstRows = rows;
      this.#skippedWeight += share * this.#weight;
    }
    return this.#figures(this.#finishedWeight + share * this.#weight, this.#finishedRows + rows - this.#firstRows);
  }

  /** The file is done, with so many rows of this run. */
  end(rows: number): void {
    if (this.#firstRows === null) this.#skippedWeight += this.#weight;
    this.#finishedWeight += this.#weight;
    this.#finishedRows += rows;
    this.#weight = 0;
  }

  #figures(weight: number, rows: number): ProgressFigures {
    const seconds = (this.#now() - this.#startedAt) / 1000;
    const fraction = this.#totalWeight === 0 ? 1 : Math.min(1, weight / this.#totalWeight);
    const gained = weight - this.#skippedWeight;
    return {
      fraction,
      rate: seconds > 0 && rows > 0 ? rows / seconds : null,
      secondsLeft: gained > 0 ? (seconds * (this.#totalWeight - weight)) / gained : null,
    };
  }
}
