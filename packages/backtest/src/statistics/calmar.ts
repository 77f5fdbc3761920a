/**
 * The Calmar ratio: compound annual growth over the depth of the deepest drawdown, CAGR / abs(depth). Null where one is
 * null or equity never fell. Source: Young 1991, "Calmar ratio: a smoother tool".
 */
export function calmarOf(cagr: number | null, maxDrawdown: number | null): number | null {
  if (cagr === null || maxDrawdown === null || maxDrawdown === 0) return null;
  return cagr / Math.abs(maxDrawdown);
}
