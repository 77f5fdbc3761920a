/** A number as it stands, or a column without affinity's numeric text; NaN for all else. */
export function tradeNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
