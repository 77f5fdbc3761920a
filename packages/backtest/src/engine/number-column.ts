const FIRST_CAPACITY = 256;

/** A column of numbers that grows. */
export class NumberColumn {
  count = 0;
  #values = new Float64Array(FIRST_CAPACITY);

  push(value: number): void {
    if (this.count === this.#values.length) {
      const larger = new Float64Array(2 * this.count);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.count++] = value;
  }

  /** Changes a value that was pushed. */
  set(row: number, value: number): void {
    this.#values[row] = value;
  }

  at(row: number): number {
    return this.#values[row]!;
  }

  /** The values so far; they share memory with the column. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.count);
  }
}
