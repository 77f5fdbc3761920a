/** More bits than a double has. */
const QUOTIENT_BITS = 80;

/** An exact fraction. */
export class Fraction {
  readonly #top: bigint;
  readonly #bottom: bigint;

  /** `bottom` is above 0. */
  constructor(top: bigint, bottom: bigint) {
    this.#top = top;
    this.#bottom = bottom;
  }

  get isZero(): boolean {
    return this.#top === 0n;
  }

  plus(other: Fraction): Fraction {
    return new Fraction(this.#top * other.#bottom + other.#top * this.#bottom, this.#bottom * other.#bottom);
  }

  minus(other: Fraction): Fraction {
    return new Fraction(this.#top * other.#bottom - other.#top * this.#bottom, this.#bottom * other.#bottom);
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.#top * other.#top, this.#bottom * other.#bottom);
  }

  /** The quotient; `other` is above 0. */
  over(other: Fraction): Fraction {
    return new Fraction(this.#top * other.#bottom, this.#bottom * other.#top);
  }

  /** The nearest double, give or take its last bit. */
  toNumber(): number {
    const size = this.#top < 0n ? -this.#top : this.#top;
    const shift = QUOTIENT_BITS - (bitsOf(size) - bitsOf(this.#bottom));
    const quotient = shift > 0 ? (size << BigInt(shift)) / this.#bottom : size / (this.#bottom << BigInt(-shift));
    // In two factors: the power itself may be none that a double holds.
    const half = Math.trunc(shift / 2);
    const value = Number(quotient) * 2 ** -half * 2 ** (half - shift);
    return this.#top < 0n ? -value : value;
  }
}

/** 0. */
export const ZERO = new Fraction(0n, 1n);

/** A finite double, exactly. */
export function fractionOf(value: number): Fraction {
  let exponent = 0;
  let whole = value;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    exponent++;
  }
  return new Fraction(BigInt(whole), 1n << BigInt(exponent));
}

function bitsOf(value: bigint): number {
  return value.toString(2).length;
}
