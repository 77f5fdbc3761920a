import type { BacktestContext, BacktestStrategy, MarketView, OrderView, Side } from '@orderflow/core';
import { checkParameter } from '../check-parameter.ts';

/** What the market maker goes by. */
export interface ObiMarketMakerParameters {
  /** Size of each quote. */
  readonly size: number;
  /** The largest position, long or short. */
  readonly maxPosition: number;
  /** By how many spreads an OBI of 1 moves the price that it takes for fair: 0 or more. */
  readonly obiSkew: number;
  /** By how many spreads the largest position moves the fair price against itself: 0 or more. */
  readonly inventorySkew: number;
  /** A quote is moved when it is off by more than this share of the spread: 0 or more. */
  readonly tolerance: number;
}

/** What it goes by unless told otherwise. */
export const OBI_MARKET_MAKER_DEFAULTS: ObiMarketMakerParameters = {
  size: 0.01,
  maxPosition: 0.1,
  obiSkew: 0.5,
  inventorySkew: 0.5,
  tolerance: 0.25,
};

/**
 * Quotes both sides of every instrument, half a spread from a fair price that leans with the order-book imbalance and
 * against its own inventory, never better than the best price of its side, and post-only. A quote steps back on the side
 * that the book is leaning on. (Skewing quotes by inventory: Avellaneda, Stoikov 2008, "High-frequency trading in a limit
 * order book"; by imbalance: Cartea, Donnelly, Jaimungal 2018.)
 * @throws OrderflowError `bad-argument`.
 */
export function makeObiMarketMaker(parameters: Partial<ObiMarketMakerParameters> = {}): BacktestStrategy {
  const all = { ...OBI_MARKET_MAKER_DEFAULTS, ...parameters };
  for (const name of ['size', 'maxPosition'] as const) {
    checkParameter(name, all[name], { least: 0, most: Number.MAX_VALUE, isAbove: true });
  }
  for (const name of ['obiSkew', 'inventorySkew', 'tolerance'] as const) {
    checkParameter(name, all[name], { least: 0, most: Number.MAX_VALUE });
  }
  return {
    name: 'obi-market-maker',
    features: ['obi'],
    onBook(context) {
      const { market } = context;
      if (Number.isNaN(market.book.mid)) return;
      for (const side of ['buy', 'sell'] as const) quote(context, side, all);
    },
  };
}

function quote(context: BacktestContext, side: Side, parameters: ObiMarketMakerParameters): void {
  const { market } = context;
  const { size, maxPosition, tolerance } = parameters;
  const sign = side === 'buy' ? 1 : -1;
  const own = market.orders.find((order) => order.side === side);
  if (own?.status === 'pending' || own?.isChanging === true) return;
  if (sign * market.position + size > maxPosition) {
    if (own !== undefined) context.cancel(own.id);
    return;
  }
  const price = priceOf(market, sign, parameters);
  if (own === undefined) {
    const request = { size, price, postOnly: true };
    if (side === 'buy') context.buy(request);
    else context.sell(request);
  } else if (isOff(own, price, tolerance * spreadOf(market))) context.amend(own.id, { price });
}

/** Half a spread from the fair price, but not better than the best of its side. */
function priceOf(market: MarketView, sign: number, parameters: ObiMarketMakerParameters): number {
  const { book, position } = market;
  const { obiSkew, inventorySkew, maxPosition } = parameters;
  const spread = spreadOf(market);
  const skew = obiSkew * market.feature('obi') - inventorySkew * (position / maxPosition);
  const price = book.mid + spread * skew - (sign * spread) / 2;
  return sign > 0 ? Math.min(price, book.bids.price(0)) : Math.max(price, book.asks.price(0));
}

function spreadOf({ book }: MarketView): number {
  return book.asks.price(0) - book.bids.price(0);
}

function isOff({ price }: OrderView, wanted: number, tolerance: number): boolean {
  return price !== null && Math.abs(price - wanted) > tolerance;
}
