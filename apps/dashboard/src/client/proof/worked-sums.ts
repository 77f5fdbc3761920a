import { addToSum, type CompensatedSum, obiOfVolumes, totalOf } from '@orderflow/core';

const NOTHING: CompensatedSum = { sum: 0, compensation: 0 };

/** The sizes of one side as the OBI adds them up. */
export interface WorkedSide {
  /** Levels that were counted. */
  readonly levels: number;
  readonly volume: number;
}

/** An OBI with what it was worked out of. */
export interface WorkedObi {
  readonly bids: WorkedSide;
  readonly asks: WorkedSide;
  readonly obi: number;
}

/** A trade as far as a CVD looks at it. */
export interface CountedTrade {
  readonly side: 'buy' | 'sell';
  readonly size: number;
}

/** A step of the CVD with what it was worked out of. */
export interface WorkedCvd {
  readonly before: number;
  readonly buys: WorkedSide;
  readonly sells: WorkedSide;
  /** Buys less sells. */
  readonly delta: number;
  readonly after: number;
}

/** Works an OBI out of the best `depth` levels a side; null takes all. */
export function workOutObi(
  bids: readonly { readonly size: number }[],
  asks: readonly { readonly size: number }[],
  depth: number | null,
): WorkedObi {
  const bidSide = addUp(bids.slice(0, depth ?? bids.length));
  const askSide = addUp(asks.slice(0, depth ?? asks.length));
  return { bids: bidSide, asks: askSide, obi: obiOfVolumes(bidSide.volume, askSide.volume) };
}

/** Works a step of the CVD out of the trades that were counted into it. */
export function workOutCvd(before: number, trades: readonly CountedTrade[]): WorkedCvd {
  let sum = addToSum(NOTHING, before);
  let delta = NOTHING;
  for (const { side, size } of trades) {
    const signed = side === 'buy' ? size : -size;
    sum = addToSum(sum, signed);
    delta = addToSum(delta, signed);
  }
  return {
    before,
    buys: compensated(trades.filter(({ side }) => side === 'buy')),
    sells: compensated(trades.filter(({ side }) => side === 'sell')),
    delta: totalOf(delta),
    after: totalOf(sum),
  };
}

/** Whether a value that was worked out here is the one that is stored, but for the rounding of the last digits. */
export function isSame(worked: number, stored: number): boolean {
  return Math.abs(worked - stored) <= 1e-9 * Math.max(1, Math.abs(worked), Math.abs(stored));
}

/** Sizes in the order of the levels, as the stored OBI adds them. */
function addUp(rows: readonly { readonly size: number }[]): WorkedSide {
  return { levels: rows.length, volume: rows.reduce((sum, { size }) => sum + size, 0) };
}

function compensated(rows: readonly { readonly size: number }[]): WorkedSide {
  return { levels: rows.length, volume: totalOf(rows.reduce((sum, { size }) => addToSum(sum, size), NOTHING)) };
}
