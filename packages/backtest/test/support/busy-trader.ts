import type { BacktestContext, BacktestStrategy, OrderRequest, TimeInForce } from '@orderflow/core';

const FORCES: readonly TimeInForce[] = ['gtc', 'gtc', 'gtc', 'ioc', 'fok'];
const MOST_ORDERS = 12;

/** A strategy that sends, amends and cancels orders of any kind about the touch, at random. */
export function makeBusyTrader(random: () => number, tickSize: number, lotSize: number): BacktestStrategy {
  const below = (count: number) => Math.floor(count * random());
  const sizeOf = () => lotSize * (1 + below(40));

  function send(context: BacktestContext): void {
    const { book, orders } = context.market;
    if (Number.isNaN(book.mid) || orders.length > MOST_ORDERS) return;
    const sign = below(2) === 0 ? 1 : -1;
    const price = (sign > 0 ? book.bids : book.asks).price(0) + sign * tickSize * (below(5) - 2);
    const request: OrderRequest = {
      size: sizeOf(),
      timeInForce: FORCES[below(FORCES.length)]!,
      ...(random() < 0.85 ? { price, postOnly: random() < 0.3 } : {}),
    };
    if (sign > 0) context.buy(request);
    else context.sell(request);
  }

  function change(context: BacktestContext): void {
    const { orders } = context.market;
    const order = orders[below(orders.length)];
    if (order === undefined) return;
    if (order.price === null || random() < 0.4) context.cancel(order.id);
    else if (random() < 0.5) context.amend(order.id, { size: sizeOf() });
    else context.amend(order.id, { price: order.price + tickSize * (below(5) - 2) });
  }

  return {
    name: 'busy',
    onBook(context) {
      if (random() < 0.5) send(context);
      if (random() < 0.2) change(context);
    },
    onFill(context, { side, size }) {
      if (random() >= 0.3) return;
      if (side === 'buy') context.sell({ size });
      else context.buy({ size });
    },
  };
}
