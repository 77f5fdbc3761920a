import { roundingErrorOf } from '@orderflow/core';

/** A sum that keeps what rounding takes from it (Neumaier 1974), changed in place. */
export class RunningSum {
  #sum = 0;
  #compensation = 0;

  /** The sum of all that was added; 0 for nothing, NaN after an overflow. */
  get total(): number {
    return this.#sum + this.#compensation;
  }

  add(value: number): void {
    this.#compensation += roundingErrorOf(this.#sum, value);
    this.#sum += value;
  }

  /** Starts anew at 0. */
  reset(): void {
    this.#sum = 0;
    this.#compensation = 0;
  }
}

/** The compensated sum of a column. */
export function sumOf(values: Float64Array): number {
  const sum = new RunningSum();
  for (let row = 0; row < values.length; row++) sum.add(values[row]!);
  return sum.total;
}
