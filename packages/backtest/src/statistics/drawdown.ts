/** The deepest and the longest drawdown of equity; rows count from 0. */
export interface Drawdown {
  /** min(E / peak - 1): 0 where equity never fell, -0.1 where it fell by a tenth. */
  readonly depth: number;
  /** Row of the peak before the deepest point: the last row at that height. */
  readonly peakRow: number;
  /** Row of the deepest point. */
  readonly troughRow: number;
  /** Row where equity was back at that peak; null where it never was. */
  readonly recoveryRow: number | null;
  /** Most rows from a peak until equity was back there, or, for a drawdown that is still open, until the last row. */
  readonly longest: number;
}

/**
 * The deepest and the longest drawdown of equity; the first value, the starting equity, is the first peak. Null for an
 * empty column, where an equity is not finite, and where the first is not above 0.
 */
export function drawdownOf(equity: Float64Array): Drawdown | null {
  if (!(equity[0]! > 0 && equity.every(Number.isFinite))) return null;
  let [peakRow, depth, longest] = [0, 0, 0];
  let deepest = { peakRow: 0, troughRow: 0 };
  for (let row = 1; row < equity.length; row++) {
    const fall = equity[row]! / equity[peakRow]! - 1;
    if (fall < depth) {
      depth = fall;
      deepest = { peakRow, troughRow: row };
    }
    const isUnder = equity[row]! < equity[peakRow]!;
    if (isUnder || equity[row - 1]! < equity[peakRow]!) longest = Math.max(longest, row - peakRow);
    if (!isUnder) peakRow = row;
  }
  return { depth, ...deepest, recoveryRow: recoveryOf(equity, depth, deepest), longest };
}

function recoveryOf(
  equity: Float64Array,
  depth: number,
  { peakRow, troughRow }: { readonly peakRow: number; readonly troughRow: number },
): number | null {
  if (depth === 0) return 0;
  const row = equity.subarray(troughRow).findIndex((value) => value >= equity[peakRow]!);
  return row < 0 ? null : troughRow + row;
}
