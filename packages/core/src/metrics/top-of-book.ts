const BPS = 1e4;

/** Whether the best bid lies above the best ask; false where one is missing (NaN). */
export function isCrossed(bestBid: number, bestAsk: number): boolean {
  return bestBid > bestAsk;
}

/** Whether the best bid and the best ask are the same price; false where one is missing (NaN). */
export function isLocked(bestBid: number, bestAsk: number): boolean {
  return bestBid === bestAsk;
}

/**
 * The middle of the best prices, (bid + ask) / 2, in quote currency. NaN where a price is missing (NaN) and where the
 * book is crossed or locked.
 */
export function midOf(bestBid: number, bestAsk: number): number {
  if (!(bestBid < bestAsk)) return Number.NaN;
  const mid = (bestBid + bestAsk) / 2;
  return mid < Number.POSITIVE_INFINITY ? mid : Number.NaN;
}

/** The quoted spread, ask - bid, in quote currency; above 0. NaN where {@link midOf} is NaN. */
export function spreadOf(bestBid: number, bestAsk: number): number {
  return Number.isNaN(midOf(bestBid, bestAsk)) ? Number.NaN : bestAsk - bestBid;
}

/** The quoted spread in basis points of the mid, 10,000 (ask - bid) / mid. NaN where {@link midOf} is NaN. */
export function spreadBpsOf(bestBid: number, bestAsk: number): number {
  return BPS * ((bestAsk - bestBid) / midOf(bestBid, bestAsk));
}

/**
 * The weighted mid, (bid askSize + ask bidSize) / (bidSize + askSize), in quote currency: a large bid pulls it to the
 * ask. (Stoikov's microprice is another number.) NaN where {@link midOf} is NaN or a size is missing (NaN) or too large.
 */
export function weightedMidOf(bestBid: number, bidSize: number, bestAsk: number, askSize: number): number {
  const size = bidSize + askSize;
  if (Number.isNaN(midOf(bestBid, bestAsk)) || !(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  return bestBid + (bestAsk - bestBid) * (bidSize / size);
}
