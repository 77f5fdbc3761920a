import { OrderflowError } from '@orderflow/core';

const TOLERANCE = 1e-9;
const RELATIVE_TOLERANCE = 1e-15;

/**
 * Multiples of a step: prices on the tick, sizes on the lot. A value within rounding of a multiple is that multiple, and
 * multiples are the doubles that their decimals are read as. A step of 0 takes every value.
 */
export class Grid {
  readonly step: number;
  /** 1 / step where that is whole, so that a multiple comes from one division, rounded once; else 0. */
  readonly #inverse: number;

  constructor(name: string, step: number) {
    if (!(step >= 0 && step < Number.POSITIVE_INFINITY)) {
      throw new OrderflowError('bad-argument', `${name} is ${step}; give a number above 0, or 0 for none`);
    }
    this.step = step;
    const inverse = Math.round(1 / step);
    this.#inverse = step > 0 && Math.abs(inverse * step - 1) < TOLERANCE ? inverse : 0;
  }

  /** The largest multiple that is not above a value. */
  down(value: number): number {
    if (this.step === 0) return value;
    const steps = value / this.step;
    return this.#multiple(Math.floor(steps + toleranceOf(steps)));
  }

  /** The smallest multiple that is not below a value. */
  up(value: number): number {
    if (this.step === 0) return value;
    const steps = value / this.step;
    return this.#multiple(Math.ceil(steps - toleranceOf(steps)));
  }

  /** The multiple nearest to a value: for differences of multiples. */
  nearest(value: number): number {
    return this.step === 0 ? value : this.#multiple(Math.round(value / this.step));
  }

  #multiple(steps: number): number {
    return this.#inverse > 0 ? steps / this.#inverse : steps * this.step;
  }
}

function toleranceOf(steps: number): number {
  return TOLERANCE + RELATIVE_TOLERANCE * Math.abs(steps);
}
