import { type Feature, midOf, obiOfVolumes, roundingErrorOf, weightedMidOf } from '@orderflow/core';
import type { LevelBooks } from './market-chunk.ts';

/** The best prices of a book and what stands there; NaN prices where a side is empty. */
class Touch {
  bid = Number.NaN;
  bidSize = 0;
  ask = Number.NaN;
  askSize = 0;

  /** Moves to a row. */
  set({ offsets, prices, sizes }: LevelBooks, row: number): void {
    const [start, middle, end] = [offsets[2 * row]!, offsets[2 * row + 1]!, offsets[2 * row + 2]!];
    this.bid = middle > start ? prices[start]! : Number.NaN;
    this.bidSize = middle > start ? sizes[start]! : 0;
    this.ask = end > middle ? prices[middle]! : Number.NaN;
    this.askSize = end > middle ? sizes[middle]! : 0;
  }
}

/** Follows the features of one instrument from event to event. */
export class FeatureTracker {
  #obi = Number.NaN;
  #ofi = Number.NaN;
  #cvd = 0;
  #compensation = 0;
  #hasBook = false;
  #touch = new Touch();
  #before = new Touch();

  /** A new book; `isAfterGap` is whether the flow from the last one is unknown. */
  onBook(books: LevelBooks, row: number, isAfterGap: boolean): void {
    const touch = this.#before;
    this.#before = this.#touch;
    this.#touch = touch;
    touch.set(books, row);
    this.#obi = obiOf(books, row);
    this.#ofi = this.#hasBook && !isAfterGap ? orderFlowImbalance(this.#before, touch) : Number.NaN;
    this.#hasBook = true;
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
        return this.#weightedMid();
    }
  }

  #weightedMid(): number {
    const { bid, bidSize, ask, askSize } = this.#touch;
    return weightedMidOf(bid, bidSize, ask, askSize);
  }
}

/** Order-book imbalance over all levels. */
function obiOf({ offsets, sizes }: LevelBooks, row: number): number {
  const [middle, end] = [offsets[2 * row + 1]!, offsets[2 * row + 2]!];
  let [bidVolume, askVolume] = [0, 0];
  for (let level = offsets[2 * row]!; level < middle; level++) bidVolume += sizes[level]!;
  for (let level = middle; level < end; level++) askVolume += sizes[level]!;
  return obiOfVolumes(bidVolume, askVolume);
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
