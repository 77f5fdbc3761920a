import { OrderflowError } from '../errors.ts';
import type { BookSnapshot } from '../models/book-snapshot.ts';
import type { OrderbookLevel } from '../models/orderbook-level.ts';
import type { Trade } from '../models/trade.ts';
import { printable } from '../text/printable.ts';
import { addToSum, type CompensatedSum, compensatedSumOf, totalOf } from './compensated-sum.ts';
import { type LevelSide, obiByDistance, obiByLevel, obiOfLevels } from './order-book-imbalance.ts';
import { midOf, spreadBpsOf, spreadOf, weightedMidOf } from './top-of-book.ts';
import { type TradeVolumes, tradeImbalanceOf, volumeDeltaOf, volumesOfTrades } from './volume-delta.ts';

/** Which levels an OBI counts, and how much. */
export interface ObiOptions {
  /** Best levels a side, 1 or more; null, the default, counts all. */
  readonly depth?: number | null;
  /** Weights the k-th best level by e^(-levelDecay (k - 1)); 0, the default, weights all alike. */
  readonly levelDecay?: number;
}

/** A cumulative volume delta and the state to go on from. */
export interface CumulativeVolumeDelta extends CompensatedSum {
  /** The CVD, in size units. */
  readonly total: number;
}

/**
 * The metrics of single snapshots and trades, as objects. It keeps nothing; loops over many snapshots use the functions
 * on columns instead. A crossed or locked book, or one with an empty side, has no mid, spread or weighted mid: null.
 */
export class MetricCalculator {
  /** The highest bid, in quote currency; null for an empty side. */
  bestBid(snapshot: BookSnapshot): number | null {
    return bestOf(snapshot.bids)?.price ?? null;
  }

  /** The lowest ask, in quote currency; null for an empty side. */
  bestAsk(snapshot: BookSnapshot): number | null {
    return bestOf(snapshot.asks)?.price ?? null;
  }

  /** (bid + ask) / 2, in quote currency: see {@link midOf}. */
  mid(snapshot: BookSnapshot): number | null {
    return valueOrNull(midOf(...touchOf(snapshot)));
  }

  /** ask - bid, in quote currency: see {@link spreadOf}. */
  spread(snapshot: BookSnapshot): number | null {
    return valueOrNull(spreadOf(...touchOf(snapshot)));
  }

  /** The spread in basis points of the mid: see {@link spreadBpsOf}. */
  spreadBps(snapshot: BookSnapshot): number | null {
    return valueOrNull(spreadBpsOf(...touchOf(snapshot)));
  }

  /** The mid pulled to the thinner side, in quote currency: see {@link weightedMidOf}. */
  weightedMid(snapshot: BookSnapshot): number | null {
    const [bid, ask] = [bestOf(snapshot.bids), bestOf(snapshot.asks)];
    if (bid === undefined || ask === undefined) return null;
    return valueOrNull(weightedMidOf(bid.price, bid.size, ask.price, ask.size));
  }

  /**
   * Order-book imbalance, (Vb - Va) / (Vb + Va): -1 (asks only) to +1 (bids only); 0 for an empty book.
   * @throws OrderflowError `bad-argument` for a depth below 1 or a decay below 0, `bad-row` where sizes overflow.
   */
  calculateObi(snapshot: BookSnapshot, { depth = null, levelDecay = 0 }: ObiOptions = {}): number {
    if (depth !== null && !(Number.isInteger(depth) && depth >= 1)) throw badArgument('depth', depth, 'whole, from 1');
    if (!(levelDecay >= 0)) throw badArgument('levelDecay', levelDecay, '0 or more');
    const [bids, asks] = [sideOf(snapshot.bids, depth), sideOf(snapshot.asks, depth)];
    const obi =
      levelDecay === 0 ? obiOfLevels(bids, asks, Number.POSITIVE_INFINITY) : obiByLevel(bids, asks, levelDecay);
    return checked(obi, snapshot);
  }

  /**
   * Order-book imbalance with levels weighted by their distance from the mid: see {@link obiByDistance}. null where
   * there is no mid.
   * @throws OrderflowError `bad-argument` for a scale not above 0, `bad-row` where sizes overflow.
   */
  calculateObiByDistance(snapshot: BookSnapshot, scaleBps: number): number | null {
    if (!(scaleBps > 0)) throw badArgument('scaleBps', scaleBps, 'above 0');
    if (this.mid(snapshot) === null) return null;
    return checked(obiByDistance(sideOf(snapshot.bids), sideOf(snapshot.asks), scaleBps), snapshot);
  }

  /**
   * Cumulative volume delta after `trades` of one instrument: buys add, sells subtract. `previous` is what this
   * returned before, or a plain number to start at. No trades leave it as it was.
   */
  calculateCvd(previous: number | CompensatedSum, trades: readonly Trade[]): CumulativeVolumeDelta {
    let state = compensatedSumOf(previous);
    for (const { side, size } of trades) state = addToSum(state, side === 'buy' ? size : -size);
    return { sum: state.sum, compensation: state.compensation, total: totalOf(state) };
  }

  /** Buy volume - sell volume, in size units; null without trades. */
  volumeDelta(trades: readonly Trade[]): number | null {
    return volumeDeltaOf(volumesOf(trades));
  }

  /** (Vb - Vs) / (Vb + Vs), -1 to +1; null without trades. */
  tradeImbalance(trades: readonly Trade[]): number | null {
    return tradeImbalanceOf(volumesOf(trades));
  }
}

function bestOf(levels: ReadonlyMap<number, OrderbookLevel>): OrderbookLevel | undefined {
  return levels.values().next().value;
}

function touchOf({ bids, asks }: BookSnapshot): [bestBid: number, bestAsk: number] {
  return [bestOf(bids)?.price ?? Number.NaN, bestOf(asks)?.price ?? Number.NaN];
}

function sideOf(levels: ReadonlyMap<number, OrderbookLevel>, depth: number | null = null): LevelSide {
  const best = [...levels.values()].slice(0, depth ?? levels.size);
  return {
    count: best.length,
    prices: Float64Array.from(best, ({ price }) => price),
    sizes: Float64Array.from(best, ({ size }) => size),
  };
}

function volumesOf(trades: readonly Trade[]): TradeVolumes {
  const sizes = Float64Array.from(trades, ({ size }) => size);
  const sides = Int8Array.from(trades, ({ side }) => (side === 'buy' ? 1 : -1));
  return volumesOfTrades({ sizes, sides }, 0, trades.length);
}

function valueOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function checked(obi: number, { id, instrument }: BookSnapshot): number {
  if (!Number.isNaN(obi)) return obi;
  throw new OrderflowError('bad-row', `book row ${id} (${printable(instrument)}): its sizes are too large to add up`);
}

function badArgument(name: string, value: number, wanted: string): OrderflowError {
  return new OrderflowError('bad-argument', `${name} is ${value}; it must be ${wanted}`);
}
