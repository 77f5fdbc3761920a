import { OrderflowError } from '../errors.ts';

const PLAIN_DECIMAL = /^(\d+)(?:\.(\d+))?$/;
const MAX_DECIMALS = 12;

/** Multiples of a decimal step such as 0.05, as text and as numbers, without the noise of binary fractions. */
export class DecimalGrid {
  readonly #mantissa: number;
  readonly #decimals: number;
  readonly #power: number;

  /** @throws OrderflowError `bad-argument` where `step` is not above 0 or has more than 12 decimals. */
  constructor(step: number, name: string) {
    const match = step < 1e-6 ? PLAIN_DECIMAL.exec(step.toFixed(MAX_DECIMALS)) : PLAIN_DECIMAL.exec(String(step));
    const fraction = (match?.[2] ?? '').replace(/0+$/, '');
    const power = 10 ** fraction.length;
    const mantissa = Math.round(step * power);
    if (match === null || fraction.length > MAX_DECIMALS || mantissa < 1 || mantissa / power !== step) {
      throw new OrderflowError('bad-argument', `${name} is ${step}; it must be a decimal above 0 such as 0.01`);
    }
    this.#mantissa = mantissa;
    this.#decimals = fraction.length;
    this.#power = power;
  }

  /** The number at `index` steps, exactly the one that its text reads as. */
  value(index: number): number {
    return (index * this.#mantissa) / this.#power;
  }

  /** The decimal text at `index` steps, such as `60000.5`. */
  text(index: number): string {
    const units = index * this.#mantissa;
    if (this.#decimals === 0) return String(units);
    const fraction = units % this.#power;
    return `${(units - fraction) / this.#power}.${String(fraction).padStart(this.#decimals, '0')}`;
  }

  /** The index nearest to a value. */
  nearest(value: number): number {
    return Math.round((value * this.#power) / this.#mantissa);
  }
}
