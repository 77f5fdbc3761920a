import type { OrderStatus, OrderView, RejectReason, Side } from '@orderflow/core';

/** An own order as far as the strategy knows. */
export class KnownOrder implements OrderView {
  readonly id: number;
  readonly instrument: string;
  readonly side: Side;
  price: number | null;
  size: number;
  filled = 0;
  status: OrderStatus = 'pending';
  rejectReason: RejectReason | null = null;
  /** Amendments and cancellations that have not been answered. */
  changes = 0;

  constructor(parts: Pick<OrderView, 'id' | 'instrument' | 'side' | 'price' | 'size'>) {
    this.id = parts.id;
    this.instrument = parts.instrument;
    this.side = parts.side;
    this.price = parts.price;
    this.size = parts.size;
  }

  get isChanging(): boolean {
    return this.changes > 0;
  }

  /** Whether more can come of it. */
  get isLive(): boolean {
    return this.status === 'pending' || this.status === 'open';
  }
}
