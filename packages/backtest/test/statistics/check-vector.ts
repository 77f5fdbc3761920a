/** The returns of the metrics reference that its check values belong to: 1, 10, -4, 2, 3, 2, 1, -10 %. */
export const CHECK_RETURNS = Float64Array.of(0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1);

/** Equity that starts at 1 and has these returns. */
export function equityOf(returns: Float64Array): Float64Array {
  const equity = new Float64Array(returns.length + 1).fill(1);
  for (const [row, value] of returns.entries()) equity[row + 1] = equity[row]! * (1 + value);
  return equity;
}
