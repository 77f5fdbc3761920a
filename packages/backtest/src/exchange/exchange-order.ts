import type { TimeInForce } from '@orderflow/core';

/** An own order as it stands at the exchange. */
export class ExchangeOrder {
  readonly id: number;
  /** Index of the instrument. */
  readonly instrument: number;
  /** +1 buys, -1 sells. */
  readonly sign: number;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  /** Limit price; NaN for a market order. */
  price: number;
  size: number;
  filled = 0;
  /** Size ahead in the queue. */
  ahead = 0;
  /** Size that the last book showed at the price; NaN where it did not reach it. */
  shown = 0;
  /** Size that traded at the price since the last book. */
  traded = 0;
  isResting = false;

  constructor(
    parts: Pick<ExchangeOrder, 'id' | 'instrument' | 'sign' | 'timeInForce' | 'isPostOnly' | 'price' | 'size'>,
  ) {
    this.id = parts.id;
    this.instrument = parts.instrument;
    this.sign = parts.sign;
    this.timeInForce = parts.timeInForce;
    this.isPostOnly = parts.isPostOnly;
    this.price = parts.price;
    this.size = parts.size;
  }

  get isMarket(): boolean {
    return Number.isNaN(this.price);
  }
}
