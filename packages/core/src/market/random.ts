const SCALE = 2 ** -32;
const WARM_UP_ROUNDS = 15;

/**
 * A small seeded source of numbers: sfc32 ("small fast counting", Chris Doty-Humphrey, PractRand 0.93, public domain).
 * Integer arithmetic alone, so the same seed gives the same numbers on every machine.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `seed` is a whole number from 0 to 2^53 - 1; streams of one seed are independent of each other. */
  constructor(seed: number, stream = 0) {
    this.#a = stream | 0;
    this.#b = seed | 0;
    this.#c = Math.floor(seed / 2 ** 32) | 0;
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.next();
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** A number between 0 and 1, both exclusive. */
  unit(): number {
    return (this.next() + 0.5) * SCALE;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A bell-shaped number: mean 0, variance 1, between -3 and +3 (Irwin-Hall of three). */
  bell(): number {
    return (this.unit() + this.unit() + this.unit() - 1.5) * 2;
  }

  /** A heavy-tailed number from 0: mean 1, tail exponent 2 (Lomax), as 1/max(u, v) - 1 has for uniform u and v. */
  heavy(): number {
    return 1 / Math.max(this.unit(), this.unit()) - 1;
  }

  /** A whole number from 0 with the given mean: a sum of geometric counts, variance at most twice the mean and more. */
  count(mean: number): number {
    const parts = Math.ceil(mean);
    const more = mean / (mean + parts);
    let total = 0;
    for (let part = 0; part < parts; part++) while (this.chance(more)) total++;
    return total;
  }
}
