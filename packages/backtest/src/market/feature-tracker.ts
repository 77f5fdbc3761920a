import { type Feature, type LevelSide, midOf, obiOfLevels, roundingErrorOf, weightedMidOf } from '@orderflow/core';

/** The best prices of a book and what stands there; NaN prices where a side is empty. */
interface Touch {
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
}

/** Follows the features of one instrument from event to event. */
export class FeatureTracker {
  #obi = Number.NaN;
  #ofi = Number.NaN;
  #weightedMid = Number.NaN;
  #cvd = 0;
  #compensation = 0;
  #touch: Touch | null = null;

  /** A new book; `isAfterGap` is whether the flow from the last one is unknown. */
  onBook(bids: LevelSide, asks: LevelSide, isAfterGap: boolean): void {
    const touch = touchOf(bids, asks);
    this.#obi = obiOfLevels(bids, asks, Number.POSITIVE_INFINITY);
    this.#ofi = this.#touch === null || isAfterGap ? Number.NaN : orderFlowImbalance(this.#touch, touch);
    this.#weightedMid = weightedMidOf(touch.bid, touch.bidSize, touch.ask, touch.askSize);
    this.#touch = touch;
  }

  /** A trade; `sign` is the aggressor's. */
  onTrade(sign: number, size: number): void {
    const value = sign * size;
    this.#compensation += roundingErrorOf(this.#cvd, value);
    this.#cvd += value;
  }

  /** A feature as of the last event. */
  valueOf(feature: Feature): number {
    switch (feature) {
      case 'obi':
        return this.#obi;
      case 'cvd':
        return this.#cvd + this.#compensation;
      case 'ofi':
        return this.#ofi;
      case 'weightedMid':
        return this.#weightedMid;
    }
  }
}

function touchOf(bids: LevelSide, asks: LevelSide): Touch {
  return {
    bid: bids.count > 0 ? bids.prices[0]! : Number.NaN,
    bidSize: bids.count > 0 ? bids.sizes[0]! : 0,
    ask: asks.count > 0 ? asks.prices[0]! : Number.NaN,
    askSize: asks.count > 0 ? asks.sizes[0]! : 0,
  };
}

/**
 * Order-flow imbalance of one event (Cont, Kukanov, Stoikov 2014, "The price impact of order book events"): what came to
 * the best bid and left the best ask, less what left the bid and came to the ask. NaN where a side is empty or a book
 * crossed or locked.
 */
function orderFlowImbalance(before: Touch, now: Touch): number {
  if (Number.isNaN(midOf(before.bid, before.ask)) || Number.isNaN(midOf(now.bid, now.ask))) return Number.NaN;
  let flow = 0;
  if (now.bid >= before.bid) flow += now.bidSize;
  if (now.bid <= before.bid) flow -= before.bidSize;
  if (now.ask <= before.ask) flow -= now.askSize;
  if (now.ask >= before.ask) flow += before.askSize;
  return flow;
}
