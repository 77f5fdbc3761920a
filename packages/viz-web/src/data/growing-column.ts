const FIRST_CAPACITY = 1024;

/** A column of numbers that grows at its end. */
export class GrowingColumn {
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  /** What it holds; later additions do not change it. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }

  /** Appends values. */
  append(values: ArrayLike<number>): void {
    const length = this.#length + values.length;
    if (length > this.#values.length) {
      const larger = new Float64Array(Math.max(length, 2 * this.#values.length));
      larger.set(this.values);
      this.#values = larger;
    }
    this.#values.set(values, this.#length);
    this.#length = length;
  }
}
