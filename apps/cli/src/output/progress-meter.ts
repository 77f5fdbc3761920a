/** How far a run has come. */
export interface ProgressFigures {
  /** Share of the work that is done, 0 to 1. */
  readonly fraction: number;
  /** Rows a second since the start; null before anything can be said. */
  readonly rate: number | null;
  /** Seconds until the end at the pace so far; null before anything can be said. */
  readonly secondsLeft: number | null;
}

/** How far one file has come. */
export interface FileMeter {
  /** `rows` of the file's `totalRows` are done; the figures are those of all files. */
  update(rows: number, totalRows: number): ProgressFigures;
  /** The file is done, with so many rows of this run. */
  end(rows: number): void;
}

interface FileState {
  readonly weight: number;
  /** Share of the file that is done, and that was done before this run. */
  share: number;
  firstShare: number | null;
  /** Rows that were done at first, and that this run has done. */
  firstRows: number;
  rows: number;
}

/**
 * Turns counts of rows into rate and time left. Files may be many, and some at once: each has a weight (its bytes) and
 * the fraction is of the sum of the weights. Rows that an earlier run has done count as done, not as speed.
 */
export class ProgressMeter {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #totalWeight: number;
  readonly #files: FileState[] = [];

  /** `now` gives milliseconds of any clock that never goes back. */
  constructor(weights: readonly number[], now: () => number) {
    this.#now = now;
    this.#startedAt = now();
    this.#totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** A file of this weight begins. */
  begin(weight: number): FileMeter {
    const file: FileState = { weight, share: 0, firstShare: null, firstRows: 0, rows: 0 };
    this.#files.push(file);
    return {
      update: (rows, totalRows) => {
        file.share = totalRows === 0 ? 1 : Math.min(1, rows / totalRows);
        if (file.firstShare === null) file.firstRows = rows;
        file.firstShare ??= file.share;
        file.rows = rows - file.firstRows;
        return this.#figures();
      },
      end: (rows) => {
        file.share = 1;
        file.firstShare ??= 1;
        file.rows = rows;
      },
    };
  }

  #figures(): ProgressFigures {
    const seconds = (this.#now() - this.#startedAt) / 1000;
    const weight = this.#sum((file) => file.weight * file.share);
    const gained = weight - this.#sum((file) => file.weight * (file.firstShare ?? 0));
    const rows = this.#sum((file) => file.rows);
    return {
      fraction: this.#totalWeight === 0 ? 1 : Math.min(1, weight / this.#totalWeight),
      rate: seconds > 0 && rows > 0 ? rows / seconds : null,
      secondsLeft: gained > 0 ? (seconds * (this.#totalWeight - weight)) / gained : null,
    };
  }

  #sum(pick: (file: FileState) => number): number {
    return this.#files.reduce((sum, file) => sum + pick(file), 0);
  }
}
