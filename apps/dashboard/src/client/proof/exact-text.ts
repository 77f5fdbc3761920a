const DIGITS = 12;

/** A number with all digits that mean something, and a true minus sign. */
export function exactText(value: number): string {
  return String(Number(value.toPrecision(DIGITS))).replace('-', '\u2212');
}
