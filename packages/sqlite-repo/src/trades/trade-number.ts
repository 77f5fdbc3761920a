/** `Number` would take hexadecimal too. */
const DECIMAL = /^[\s]*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** A number as it stands, or the decimal that a text is; NaN for all else. */
export function tradeNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : Number.NaN;
}
