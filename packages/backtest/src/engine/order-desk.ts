import {
  type OrderAmendment,
  OrderflowError,
  type OrderRequest,
  type OrderStatus,
  type RejectReason,
} from '@orderflow/core';
import { ExchangeOrder } from '../exchange/exchange-order.ts';
import type { ExchangeFill } from '../exchange/fill-sink.ts';
import type { Outcome, Venue } from '../exchange/venue.ts';
import type { LatencyModel } from '../latency/latency-model.ts';
import { type MarketClock, nsOfMs } from '../market/market-clock.ts';
import { KnownOrder } from './known-order.ts';
import type { OrderLog } from './order-log.ts';
import { ARRIVAL, type OwnEvents, RESPONSE } from './own-events.ts';

/** What the desk works with. */
export interface OrderDeskParts {
  readonly venues: readonly Venue[];
  readonly instruments: readonly string[];
  readonly latency: LatencyModel;
  readonly clock: MarketClock;
  readonly events: OwnEvents;
  readonly log: OrderLog;
  /** Runs at the strategy, when it learns of a new, changed or ended order. */
  readonly onKnown: (order: KnownOrder, instrument: number) => void;
  /** Runs at the strategy, when it learns that an order has ended; before the others. */
  readonly onKnownEnd: (order: KnownOrder, instrument: number) => void;
  /** Runs at the strategy, when it learns of a fill by its number, and of the position after it; before `onKnown`. */
  readonly onKnownFill: (fill: number, instrument: number, position: number) => void;
}

/** Carries orders from the strategy to the exchange and answers back, each message with its latency. */
export class OrderDesk {
  readonly #parts: OrderDeskParts;
  /** Orders that the strategy takes to be live, by id. */
  readonly #live = new Map<number, ExchangeOrder>();
  readonly #known = new WeakMap<ExchangeOrder, KnownOrder>();
  /** Messages overtake none before them. */
  #lastArrival = Number.NEGATIVE_INFINITY;
  #lastResponse = Number.NEGATIVE_INFINITY;

  constructor(parts: OrderDeskParts) {
    this.#parts = parts;
  }

  /** Sends an order; `sign` +1 buys. */
  send(sign: number, request: OrderRequest, instrument: number, now: number): KnownOrder {
    const exchange = this.#makeOrder(sign, request, instrument);
    const known = new KnownOrder({
      id: exchange.id,
      instrument: this.#parts.instruments[instrument]!,
      side: sign > 0 ? 'buy' : 'sell',
      price: exchange.isMarket ? null : exchange.price,
      size: exchange.size,
    });
    this.#parts.log.add(exchange, now);
    this.#live.set(exchange.id, exchange);
    this.#known.set(exchange, known);
    this.#transmit(now, (clock) => this.#answer(exchange, this.#venueOf(exchange).submit(exchange), clock));
    return known;
  }

  /** Asks for a change. */
  amend(id: number, { price, size }: OrderAmendment, now: number): void {
    const order = this.#live.get(id);
    if (order === undefined) return;
    const { ticks, lots } = this.#venueOf(order);
    const amendment = {
      ...(price === undefined ? {} : { price: roundPrice(ticks, checkPositive('price', price), order.sign) }),
      ...(size === undefined ? {} : { size: lots.down(checkPositive('size', size)) }),
    };
    if (order.isMarket) throw new OrderflowError('bad-argument', 'a market order cannot be amended');
    this.#known.get(order)!.changes++;
    this.#transmit(now, (clock) => this.#answerChange(order, this.#venueOf(order).amend(order, amendment), clock));
  }

  /** Asks for an order to be cancelled. */
  cancel(id: number, now: number): void {
    const order = this.#live.get(id);
    if (order === undefined) return;
    this.#known.get(order)!.changes++;
    this.#transmit(now, (clock) => {
      const isCancelled = this.#venueOf(order).cancel(order);
      this.#answerChange(order, isCancelled ? 'cancelled' : 'not-open', clock);
    });
  }

  /** A fill happened at the exchange: its number, and the position after it. */
  filled({ order }: ExchangeFill, fill: number, position: number, clock: number): void {
    const { onKnownFill, onKnown, log } = this.#parts;
    const isDone = order.filled === order.size;
    if (order.isResting) log.update(order, isDone ? 'filled' : 'open', null, clock);
    const { isResting, filled } = order;
    this.#respond(order, clock, (known) => {
      known.filled = filled;
      if (isResting && isDone) this.#end(known, order, 'filled');
      onKnownFill(fill, order.instrument, position);
      if (isResting) onKnown(known, order.instrument);
    });
  }

  #makeOrder(sign: number, request: OrderRequest, instrument: number): ExchangeOrder {
    const { ticks, lots } = this.#parts.venues[instrument]!;
    const { price, size, timeInForce = 'gtc', postOnly = false } = request;
    if (price === undefined && postOnly) {
      throw new OrderflowError('bad-argument', 'a market order takes liquidity: give a post-only order a price');
    }
    return new ExchangeOrder({
      id: this.#parts.log.count,
      instrument,
      sign,
      timeInForce,
      isPostOnly: postOnly,
      price: price === undefined ? Number.NaN : roundPrice(ticks, checkPositive('price', price), sign),
      size: lots.down(checkPositive('size', size)),
    });
  }

  #venueOf(order: ExchangeOrder): Venue {
    return this.#parts.venues[order.instrument]!;
  }

  #transmit(now: number, arrive: (clock: number) => void): void {
    const { latency, clock, events } = this.#parts;
    const arrival = now + nsOfMs(latency.orderLatencyMs(clock.timestampOf(now)));
    this.#lastArrival = Math.max(this.#lastArrival, arrival);
    const at = this.#lastArrival;
    events.add({ clock: at, rank: ARRIVAL, happen: () => arrive(at) });
  }

  #respond(order: ExchangeOrder, clock: number, learn: (known: KnownOrder) => void): void {
    const { latency, clock: market, events } = this.#parts;
    const known = this.#known.get(order)!;
    const response = clock + nsOfMs(latency.responseLatencyMs(market.timestampOf(clock)));
    this.#lastResponse = Math.max(this.#lastResponse, response);
    events.add({ clock: this.#lastResponse, rank: RESPONSE, happen: () => learn(known) });
  }

  /** Answers a new order. */
  #answer(order: ExchangeOrder, outcome: Outcome, clock: number): void {
    const { status, reason } = statusOf(outcome);
    this.#parts.log.update(order, status, reason, clock);
    this.#respond(order, clock, (known) => this.#learn(known, order, status, reason));
  }

  /** Answers a change: a refusal leaves the order as it is. */
  #answerChange(order: ExchangeOrder, outcome: Outcome, clock: number): void {
    const { status, reason } = statusOf(outcome);
    const isRefused = status === 'rejected';
    if (!isRefused) this.#parts.log.update(order, status, reason, clock);
    const { price, size } = order;
    this.#respond(order, clock, (known) => {
      known.changes--;
      if (!isRefused) Object.assign(known, { price, size });
      this.#learn(known, order, isRefused ? known.status : status, reason);
    });
  }

  #learn(known: KnownOrder, order: ExchangeOrder, status: OrderStatus, reason: RejectReason | null): void {
    known.rejectReason = reason;
    if (status === 'open' || status === 'pending') known.status = status;
    else if (known.isLive) this.#end(known, order, status);
    this.#parts.onKnown(known, order.instrument);
  }

  #end(known: KnownOrder, { instrument }: ExchangeOrder, status: OrderStatus): void {
    known.status = status;
    this.#live.delete(known.id);
    this.#parts.onKnownEnd(known, instrument);
  }
}

function statusOf(outcome: Outcome): { readonly status: OrderStatus; readonly reason: RejectReason | null } {
  switch (outcome) {
    case 'open':
    case 'filled':
    case 'expired':
    case 'cancelled':
      return { status: outcome, reason: null };
    default:
      return { status: 'rejected', reason: outcome };
  }
}

/** A limit on the tick, never better for the other side than what was asked for. */
function roundPrice(ticks: Venue['ticks'], price: number, sign: number): number {
  return sign > 0 ? ticks.down(price) : ticks.up(price);
}

function checkPositive(name: string, value: number): number {
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new OrderflowError('bad-argument', `the ${name} of an order is ${value}; give a number above 0`);
}
