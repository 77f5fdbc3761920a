import type { BacktestStrategy, MarketView } from '@orderflow/core';

/** An order that is to rest. */
export interface RestingOrder {
  readonly sign: number;
  readonly price: number;
  readonly size: number;
}

/**
 * A strategy that sends, behind each book of its number, the orders that `ordersAfter` names and that stay away from the
 * other side: they rest, whatever the maker model, so that their list is the same under all.
 */
export function makeRester(
  ordersAfter: (book: number, market: MarketView) => readonly RestingOrder[],
): BacktestStrategy {
  let books = 0;
  // A timer comes behind everything else of its time.
  const instruments: string[] = [];
  return {
    name: 'rester',
    onBook(context) {
      instruments.push(context.market.instrument);
      context.setTimer(context.timestamp, books++);
    },
    onTimer(context, book) {
      const instrument = instruments[book]!;
      const market = context.marketOf(instrument);
      const { bids, asks } = market.book;
      for (const { sign, price, size } of ordersAfter(book, market)) {
        const away = sign > 0 ? asks.price(0) - price : price - bids.price(0);
        if (away <= 0) continue;
        if (sign > 0) context.buy({ instrument, price, size });
        else context.sell({ instrument, price, size });
      }
    },
  };
}
