const DIGITS = 24;

/** A decimal as a whole number of units of 10^-24: sums, differences and comparisons are exact. */
export type Decimal = bigint;

/** 1. */
export const ONE: Decimal = 10n ** BigInt(DIGITS);

/** The decimal that a number is read as. */
export function decimal(value: number): Decimal {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
  const units = BigInt(`${sign}${whole}${fraction}`);
  return units * 10n ** BigInt(DIGITS + Number(exponent) - fraction.length);
}

/** The number nearest to a decimal. */
export function numberOf(value: Decimal): number {
  const digits = String(value < 0n ? -value : value).padStart(DIGITS + 1, '0');
  return Number(`${value < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`);
}

/** The largest multiple of a step that is not above a value of 0 or more; the value itself where the step is 0. */
export function floorTo(value: Decimal, step: Decimal): Decimal {
  return step === 0n ? value : value - (value % step);
}

/** The smallest multiple of a step that is not below a value of 0 or more. */
export function ceilTo(value: Decimal, step: Decimal): Decimal {
  return step === 0n ? value : floorTo(value + step - 1n, step);
}

export function least(a: Decimal, b: Decimal): Decimal {
  return a < b ? a : b;
}

/** The value, or 0 where it is below. */
export function atLeastZero(value: Decimal): Decimal {
  return value > 0n ? value : 0n;
}
