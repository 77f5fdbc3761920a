const STEPS_PER_UNIT = 10_000;

/** How far a quantile of `ObiHistogram` can lie from the exact one. */
export const OBI_QUANTILE_ERROR = 0.5 / STEPS_PER_UNIT;

/**
 * Quantiles of a stream of numbers between -1 and +1 in constant memory: each value is counted at the nearest multiple
 * of 0.0001, so that -1, 0 and +1 stay exact and a quantile is off by 0.00005 at most. Quantiles interpolate linearly
 * between the two nearest order statistics, as `numpy.quantile` does (type 7 of Hyndman and Fan 1996).
 */
export class ObiHistogram {
  readonly #counts = new Float64Array(2 * STEPS_PER_UNIT + 1);
  #count = 0;

  /** Takes in the next value, -1 to +1. */
  add(value: number): void {
    this.#counts[Math.round((value + 1) * STEPS_PER_UNIT)]!++;
    this.#count++;
  }

  /** The values below which the shares `probabilities` lie, ascending and each 0 to 1; null where nothing was added. */
  quantiles(probabilities: readonly number[]): readonly (number | null)[] {
    if (this.#count === 0) return probabilities.map(() => null);
    const cursor = { bin: 0, upTo: this.#counts[0]! };
    return probabilities.map((probability) => this.#quantile(probability, cursor));
  }

  #quantile(probability: number, cursor: Cursor): number {
    const rank = (this.#count - 1) * probability;
    const lower = Math.floor(rank);
    const below = this.#stepsAt(lower, cursor);
    const above = lower === rank ? below : this.#stepsAt(lower + 1, { ...cursor });
    return (below + (rank - lower) * (above - below)) / STEPS_PER_UNIT;
  }

  /** The order statistic with that index, from 0, in steps; moves the cursor to its bin. */
  #stepsAt(index: number, cursor: Cursor): number {
    while (cursor.upTo <= index) cursor.upTo += this.#counts[++cursor.bin]!;
    return cursor.bin - STEPS_PER_UNIT;
  }
}

interface Cursor {
  bin: number;
  /** Values in the bins up to and with this one. */
  upTo: number;
}
