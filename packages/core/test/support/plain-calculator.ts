import type { BookSnapshot, OrderbookLevel, Trade } from '../../src/index.ts';
import { type Fraction, fractionOf, ZERO } from './fractions.ts';

/** The metrics of single snapshots and trades, written down from their definitions, on exact fractions. */
export const PLAIN = {
  bestBid: ({ bids }: BookSnapshot) => bestOf(bids, -1)?.price ?? null,
  bestAsk: ({ asks }: BookSnapshot) => bestOf(asks, 1)?.price ?? null,
  mid: (snapshot: BookSnapshot) => plainMid(snapshot)?.toNumber() ?? null,
  spread: (snapshot: BookSnapshot) => spreadOf(snapshot)?.toNumber() ?? null,
  spreadBps: (snapshot: BookSnapshot) => {
    const spread = spreadOf(snapshot);
    return spread === null ? null : fractionOf(10_000).times(spread).over(plainMid(snapshot)!).toNumber();
  },
  weightedMid: (snapshot: BookSnapshot) => {
    if (plainMid(snapshot) === null) return null;
    const [bid, ask] = [bestOf(snapshot.bids, -1)!, bestOf(snapshot.asks, 1)!];
    if (bid.size + ask.size === Number.POSITIVE_INFINITY) return null;
    const [b, a] = [fractionOf(bid.price), fractionOf(ask.price)];
    const [qB, qA] = [fractionOf(bid.size), fractionOf(ask.size)];
    return b.times(qA).plus(a.times(qB)).over(qA.plus(qB)).toNumber();
  },
  obi: ({ bids, asks }: BookSnapshot, depth: number) =>
    imbalance(sizesOf(bids, -1).slice(0, depth), sizesOf(asks, 1).slice(0, depth)),
  obiByLevel: ({ bids, asks }: BookSnapshot, decay: number) => {
    const weigh = (sizes: readonly Fraction[]) => sizes.map((size, k) => size.times(fractionOf(Math.exp(-decay * k))));
    return imbalance(weigh(sizesOf(bids, -1)), weigh(sizesOf(asks, 1)));
  },
  obiByDistance: (snapshot: BookSnapshot, scaleBps: number) => {
    const mid = plainMid(snapshot);
    return mid === null ? null : imbalance(...weighByDistance(snapshot, mid, scaleBps));
  },
  volumeDelta: (trades: readonly Trade[]) =>
    trades.length === 0 ? null : totalOf(trades, 'buy').minus(totalOf(trades, 'sell')).toNumber(),
  tradeImbalance: (trades: readonly Trade[]) => {
    const [buys, sells] = [totalOf(trades, 'buy'), totalOf(trades, 'sell')];
    return trades.length === 0 ? null : buys.minus(sells).over(buys.plus(sells)).toNumber();
  },
};

/** (bid + ask) / 2; null for an empty side, a crossed or a locked book, and prices whose sum no double holds. */
function plainMid({ bids, asks }: BookSnapshot): Fraction | null {
  const [bid, ask] = [bestOf(bids, -1), bestOf(asks, 1)];
  if (bid === undefined || ask === undefined || bid.price >= ask.price) return null;
  if (bid.price + ask.price === Number.POSITIVE_INFINITY) return null;
  return fractionOf(bid.price).plus(fractionOf(ask.price)).over(fractionOf(2));
}

function spreadOf(snapshot: BookSnapshot): Fraction | null {
  if (plainMid(snapshot) === null) return null;
  return fractionOf(bestOf(snapshot.asks, 1)!.price).minus(fractionOf(bestOf(snapshot.bids, -1)!.price));
}

/** Sizes times e^(-d / scale), d from the touch: both touches lie equally far from the mid, so that falls out. */
function weighByDistance({ bids, asks }: BookSnapshot, mid: Fraction, scaleBps: number): [Fraction[], Fraction[]] {
  const weigh = (side: BookSnapshot['bids'], sign: 1 | -1) => {
    const best = bestOf(side, sign)!.price;
    return levelsOf(side, sign).map(({ price, size }) => {
      const distance = fractionOf(Math.max(price, best)).minus(fractionOf(Math.min(price, best)));
      const scaled = distance.times(fractionOf(10_000)).over(mid).over(fractionOf(scaleBps)).toNumber();
      return fractionOf(size).times(fractionOf(Math.exp(-scaled)));
    });
  };
  return [weigh(bids, -1), weigh(asks, 1)];
}

function imbalance(bids: readonly Fraction[], asks: readonly Fraction[]): number {
  const [bid, ask] = [bids, asks].map((sizes) => sizes.reduce((sum, size) => sum.plus(size), ZERO));
  const total = bid!.plus(ask!);
  return total.isZero ? 0 : bid!.minus(ask!).over(total).toNumber();
}

function levelsOf(levels: ReadonlyMap<number, OrderbookLevel>, sign: 1 | -1): readonly OrderbookLevel[] {
  return [...levels.values()].sort((a, b) => sign * (a.price - b.price));
}

function bestOf(levels: ReadonlyMap<number, OrderbookLevel>, sign: 1 | -1): OrderbookLevel | undefined {
  return levelsOf(levels, sign)[0];
}

function sizesOf(levels: ReadonlyMap<number, OrderbookLevel>, sign: 1 | -1): readonly Fraction[] {
  return levelsOf(levels, sign).map(({ size }) => fractionOf(size));
}

function totalOf(trades: readonly Trade[], side: 'buy' | 'sell'): Fraction {
  return trades.filter((trade) => trade.side === side).reduce((sum, { size }) => sum.plus(fractionOf(size)), ZERO);
}
