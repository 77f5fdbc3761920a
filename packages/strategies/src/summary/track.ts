/** Where a value started, ended and went between; null before the first value. */
export interface TrackSummary {
  readonly start: number | null;
  readonly end: number | null;
  readonly change: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Follows a value through time. */
export class Track {
  #start: number | null = null;
  #end = Number.NaN;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** Takes in the next value, a finite number. */
  add(value: number): void {
    this.#start ??= value;
    this.#end = value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  summary(): TrackSummary {
    if (this.#start === null) return { start: null, end: null, change: null, min: null, max: null };
    return {
      start: this.#start,
      end: this.#end,
      change: this.#end - this.#start,
      min: this.#min,
      max: this.#max,
    };
  }
}
