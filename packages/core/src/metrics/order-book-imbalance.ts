/**
 * Order-book imbalance of two volumes, (Vb - Va) / (Vb + Va): -1 (asks only) to +1 (bids only), 0 where both are 0.
 * NaN where the volumes or their sum are not finite.
 */
export function obiOfVolumes(bidVolume: number, askVolume: number): number {
  const total = bidVolume + askVolume;
  if (total === 0) return 0;
  return total < Number.POSITIVE_INFINITY ? (bidVolume - askVolume) / total : Number.NaN;
}
