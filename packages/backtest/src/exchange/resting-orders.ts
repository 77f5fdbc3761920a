import type { ExchangeOrder } from './exchange-order.ts';

/** The own orders that rest on one side: best price first, then in the order of arrival. */
export class RestingOrders {
  readonly #orders: ExchangeOrder[] = [];

  /** The orders in their priority; it changes with `add` and `remove`. */
  get all(): readonly ExchangeOrder[] {
    return this.#orders;
  }

  /** Puts an order behind those of its price. */
  add(order: ExchangeOrder): void {
    const orders = this.#orders;
    let at = orders.length;
    while (at > 0 && order.sign * (order.price - orders[at - 1]!.price) > 0) at--;
    orders.splice(at, 0, order);
    order.isResting = true;
  }

  /** Takes an order out. */
  remove(order: ExchangeOrder): void {
    this.#orders.splice(this.#orders.indexOf(order), 1);
    order.isResting = false;
  }

  /** Sum of what is left of the orders. */
  get openSize(): number {
    let size = 0;
    for (const order of this.#orders) size += order.size - order.filled;
    return size;
  }
}
