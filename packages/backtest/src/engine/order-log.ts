import type { OrderRecord, OrderStatus, RejectReason, TimeInForce } from '@orderflow/core';
import type { ExchangeOrder } from '../exchange/exchange-order.ts';
import type { MarketClock } from '../market/market-clock.ts';
import { NumberColumn } from './number-column.ts';

const STATUSES: readonly OrderStatus[] = ['pending', 'open', 'filled', 'cancelled', 'expired', 'rejected'];
const REASONS: readonly RejectReason[] = ['no-book', 'below-lot', 'would-cross', 'position-limit', 'not-open'];
const TIMES_IN_FORCE: readonly TimeInForce[] = ['gtc', 'ioc', 'fok'];

/** All orders of a run as columns; an order's id is its row. */
export class OrderLog {
  readonly #instruments: readonly string[];
  readonly #clock: MarketClock;
  readonly #fields = Array.from({ length: 11 }, () => new NumberColumn());

  constructor(instruments: readonly string[], clock: MarketClock) {
    this.#instruments = instruments;
    this.#clock = clock;
  }

  /** Number of orders: the next id. */
  get count(): number {
    return this.#fields[0]!.count;
  }

  /** Every field as a column: see `at`; they share memory with the log. */
  get columns(): readonly Float64Array[] {
    return this.#fields.map(({ values }) => values);
  }

  /** Adds an order that is sent. */
  add(order: ExchangeOrder, clock: number): void {
    const kinds = [TIMES_IN_FORCE.indexOf(order.timeInForce), order.isPostOnly ? 1 : 0, 0, -1];
    const row = [order.instrument, order.sign, order.price, order.size, 0, ...kinds, clock, Number.NaN];
    for (const [field, value] of row.entries()) this.#fields[field]!.push(value);
  }

  /** Says where an order stands now. */
  update(order: ExchangeOrder, status: OrderStatus, reason: RejectReason | null, clock: number): void {
    const row = order.id;
    const changes = [order.price, order.size, order.filled];
    for (const [field, value] of changes.entries()) this.#fields[2 + field]!.set(row, value);
    this.#fields[7]!.set(row, STATUSES.indexOf(status));
    this.#fields[8]!.set(row, reason === null ? -1 : REASONS.indexOf(reason));
    this.#fields[10]!.set(row, status === 'open' ? Number.NaN : clock);
  }

  /** An order as an object. */
  at(id: number): OrderRecord {
    const [instrument, sign, price, size, filled, force, postOnly, status, reason, sent, ended] = this.#fields.map(
      (column) => column.at(id),
    ) as [number, number, number, number, number, number, number, number, number, number, number];
    return {
      id,
      instrument: this.#instruments[instrument]!,
      side: sign > 0 ? 'buy' : 'sell',
      price: Number.isNaN(price) ? null : price,
      size,
      filled,
      timeInForce: TIMES_IN_FORCE[force]!,
      isPostOnly: postOnly === 1,
      status: STATUSES[status]!,
      rejectReason: REASONS[reason] ?? null,
      sentAt: this.#clock.timestampOf(sent),
      endedAt: Number.isNaN(ended) ? null : this.#clock.timestampOf(ended),
    };
  }
}
