/**
 * Count, extremes, mean and sample standard deviation of a stream in one pass (Welford 1962, "Note on a method for
 * calculating corrected sums of squares and products").
 */
export class Moments {
  #count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #mean = 0;
  #squares = 0;

  /** Takes in the next value, a finite number. */
  add(value: number): void {
    this.#count++;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    const distance = value - this.#mean;
    this.#mean += distance / this.#count;
    this.#squares += distance * (value - this.#mean);
  }

  /** Number of values. */
  get count(): number {
    return this.#count;
  }

  /** null before the first value. */
  get min(): number | null {
    return this.#count === 0 ? null : this.#min;
  }

  /** null before the first value. */
  get max(): number | null {
    return this.#count === 0 ? null : this.#max;
  }

  /** null before the first value. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.#mean;
  }

  /** With n - 1 in the denominator; null before the second value. */
  get standardDeviation(): number | null {
    return this.#count < 2 ? null : Math.sqrt(this.#squares / (this.#count - 1));
  }
}
