import { OrderflowError } from '@orderflow/core';

const TOLERANCE = 1e-9;
const RELATIVE_TOLERANCE = 1e-15;
/** What sums and differences of a few decimals can be off by, as a share. */
const ROUNDING = 1e-12;
const MOST_DECIMALS = 15;

/** What is left of a value when so much is taken; 0 where that is less, or so little that rounding may have left it. */
export function leftOf(value: number, taken: number): number {
  const left = value - taken;
  return left > ROUNDING * value ? left : 0;
}

/**
 * Multiples of a step: prices on the tick, sizes on the lot. A value within rounding of a multiple is that multiple, and
 * multiples are the doubles that their decimals are read as. A step of 0 takes every value.
 */
export class Grid {
  readonly step: number;
  /** The step is `#digits / #power`, both whole, so that a multiple is rounded once. */
  readonly #digits: number;
  readonly #power: number;

  constructor(name: string, step: number) {
    if (!(step >= 0 && step < Number.POSITIVE_INFINITY)) {
      throw new OrderflowError('bad-argument', `${name} is ${step}; give a number above 0, or 0 for none`);
    }
    this.step = step;
    [this.#digits, this.#power] = decimalOf(step);
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

  /** What is left of a value when so much is taken, in whole steps; 0 where that is nothing or less. */
  left(value: number, taken: number): number {
    const left = leftOf(value, taken);
    if (this.step === 0 || left === 0) return left;
    // A difference is off by a share of what it was taken from, which may be many times as large.
    const tolerance = Math.min(TOLERANCE + (ROUNDING * value) / this.step, 0.5);
    return this.#multiple(Math.floor(left / this.step + tolerance));
  }

  /** The multiple nearest to a value: for sums of multiples. */
  nearest(value: number): number {
    return this.step === 0 ? value : this.#multiple(Math.round(value / this.step));
  }

  #multiple(steps: number): number {
    return (steps * this.#digits) / this.#power;
  }
}

/** The whole digits of a decimal, and the power of ten that divides them; a step of more decimals stands for itself. */
function decimalOf(step: number): readonly [number, number] {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const power = 10 ** decimals;
    const digits = Math.round(step * power);
    if (digits / power === step) return [digits, power];
  }
  return [step, 1];
}

function toleranceOf(steps: number): number {
  return TOLERANCE + RELATIVE_TOLERANCE * Math.abs(steps);
}
