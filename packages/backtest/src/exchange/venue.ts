import type { OrderAmendment, RejectReason } from '@orderflow/core';
import type { BookRows, TradeRows } from '../market/market-chunk.ts';
import type { ExchangeOrder } from './exchange-order.ts';
import type { FillSink } from './fill-sink.ts';
import { Grid, leftOf } from './grid.ts';
import type { InstrumentRules } from './instrument-rules.ts';
import type { MakerModel } from './maker-model.ts';
import { RestingOrders } from './resting-orders.ts';
import { ShownBook } from './shown-book.ts';
import { TradesSinceBook } from './trades-since-book.ts';

/** What becomes of an order when it or a change arrives, beside its fills. */
export type Outcome = 'open' | 'filled' | 'expired' | 'cancelled' | RejectReason;

/**
 * The exchange for one instrument: the book that is shown, own orders that rest, and the rules by which they fill.
 * Own orders never trade with one another. Those of one side share a trade, best price first, then as they arrived; what
 * one of them took of it does not count as ahead of the next. A trade has a buyer and a seller, so that the two sides do
 * not share it. Each level fills in whole lots: what is less than a lot is not there, for post-only orders either.
 */
export class Venue {
  readonly ticks: Grid;
  readonly lots: Grid;
  readonly book: ShownBook;
  /** Own position by all fills: above 0 is long. */
  position = 0;
  readonly #rules: InstrumentRules;
  readonly #model: MakerModel;
  readonly #onFill: FillSink;
  readonly #bids = new RestingOrders();
  readonly #asks = new RestingOrders();
  readonly #trades = new TradesSinceBook();

  constructor(rules: InstrumentRules, model: MakerModel, onFill: FillSink) {
    this.#rules = rules;
    this.#model = model;
    this.#onFill = onFill;
    this.ticks = new Grid('tickSize', rules.tickSize);
    this.lots = new Grid('lotSize', rules.lotSize);
    this.book = new ShownBook(this.lots);
  }

  /** A new book: what was taken is back, orders that the other side has reached fill, the others move up their queues. */
  onBook(books: BookRows, row: number): void {
    this.book.set(books, row);
    this.#trades.clear();
    this.#reach(this.#bids);
    this.#reach(this.#asks);
  }

  /** A trade: goes through orders at better prices, and works through the queue at its own. */
  onTrade(trades: TradeRows, row: number): void {
    const [price, size] = [trades.prices[row]!, trades.sizes[row]!];
    this.#trades.add(price, size);
    if (this.#bids.all.length > 0) this.#trade(this.#bids, price, size, trades.ids[row]!);
    if (this.#asks.all.length > 0) this.#trade(this.#asks, price, size, trades.ids[row]!);
  }

  /** An order arrives: takes what it crosses, and rests or expires with the remainder. */
  submit(order: ExchangeOrder): Outcome {
    return this.#refusalOf(order, order.price, order.size) ?? this.#enter(order);
  }

  /** A change arrives for an order that rests; a refused one leaves it as it is. A size that is filled already ends it. */
  amend(order: ExchangeOrder, { price = order.price, size = order.size }: OrderAmendment): Outcome {
    if (!order.isResting) return 'not-open';
    if (this.lots.left(size, order.filled) === 0) {
      this.cancel(order);
      return 'cancelled';
    }
    if (price === order.price && size <= order.size) {
      order.size = size;
      return 'open';
    }
    const refusal = this.#refusalOf(order, price, size);
    if (refusal !== null) return refusal;
    this.#side(order).remove(order);
    order.price = price;
    order.size = size;
    return this.#enter(order);
  }

  /** Takes an order out; false where it no longer rests. */
  cancel(order: ExchangeOrder): boolean {
    if (!order.isResting) return false;
    this.#side(order).remove(order);
    return true;
  }

  #side(order: ExchangeOrder): RestingOrders {
    return order.sign > 0 ? this.#bids : this.#asks;
  }

  #refusalOf(order: ExchangeOrder, price: number, size: number): RejectReason | null {
    if (!this.book.isKnown) return 'no-book';
    if (!(size > 0)) return 'below-lot';
    if (order.isPostOnly && this.book.nextLevel(order.sign, price, 0) >= 0) return 'would-cross';
    const others = this.#side(order).openSize - (order.isResting ? order.size - order.filled : 0);
    const most = order.sign < 0 && !this.#rules.canShort ? 0 : this.#rules.maxPosition;
    const room = most - order.sign * this.position;
    return leftOf(others + size - order.filled, room) > 0 ? 'position-limit' : null;
  }

  #enter(order: ExchangeOrder): Outcome {
    const { sign, price, timeInForce } = order;
    const wanted = this.#remainderOf(order);
    if (timeInForce === 'fok' && this.lots.left(wanted, this.book.availableTo(sign, price)) > 0) return 'expired';
    this.#take(order, order.price, 'take');
    if (this.#remainderOf(order) === 0) return 'filled';
    if (order.isMarket || timeInForce !== 'gtc') return 'expired';
    order.shown = this.book.shownAt(sign, price);
    order.ahead = this.#model.aheadOnArrival(order.shown);
    order.traded = this.#trades.sizeAt(price);
    this.#side(order).add(order);
    return 'open';
  }

  /** Fills an order from the other side of the book: at its levels' prices where it takes, at its own where it rests. */
  #take(order: ExchangeOrder, limit: number, rule: 'take' | 'crossed'): void {
    const { sign } = order;
    let level = this.book.nextLevel(sign, limit, 0);
    while (level >= 0 && this.#remainderOf(order) > 0) {
      const size = Math.min(this.book.leftOn(sign, level), this.#remainderOf(order));
      this.book.take(sign, level, size);
      const price = rule === 'take' ? this.book.priceOf(sign, level) : order.price;
      this.#fill(order, price, size, rule, Number.NaN, rule === 'take' ? Number.NaN : order.ahead);
      level = this.book.nextLevel(sign, limit, level);
    }
  }

  #reach(orders: RestingOrders): void {
    for (let at = 0; at < orders.all.length; ) {
      const order = orders.all[at]!;
      if (this.book.nextLevel(order.sign, order.price, 0) >= 0) this.#take(order, order.price, 'crossed');
      if (this.#remainderOf(order) === 0) {
        orders.remove(order);
      } else {
        this.#requeue(order);
        at++;
      }
    }
  }

  #requeue(order: ExchangeOrder): void {
    const now = this.book.shownAt(order.sign, order.price);
    if (!Number.isNaN(now)) {
      order.ahead = this.#model.aheadAfterBook(order.ahead, order.shown, now, order.traded);
    }
    order.shown = now;
    order.traded = 0;
  }

  #trade(orders: RestingOrders, price: number, size: number, tradeId: number): void {
    let left = size;
    for (let at = 0; at < orders.all.length; ) {
      const order = orders.all[at]!;
      const better = order.sign * (order.price - price);
      if (better < 0) return;
      const filled = better > 0 ? this.#goThrough(order, left, tradeId) : this.#workQueue(order, left, size, tradeId);
      left = leftOf(left, filled);
      if (this.#remainderOf(order) === 0) orders.remove(order);
      else at++;
    }
  }

  /** A trade at a worse price: whatever stood ahead is gone. Returns what it filled. */
  #goThrough(order: ExchangeOrder, left: number, tradeId: number): number {
    const before = order.ahead;
    order.ahead = Math.min(before, this.#model.aheadOnArrival(0));
    const size = Math.min(this.lots.left(left, 0), this.#remainderOf(order));
    if (size > 0) this.#fill(order, order.price, size, 'through', tradeId, before);
    return size;
  }

  /** A trade at the order's price, of which `left` is left for it. Returns what it filled. */
  #workQueue(order: ExchangeOrder, left: number, traded: number, tradeId: number): number {
    const before = order.ahead;
    order.traded += traded;
    order.ahead = Math.max(0, before - left);
    const size = Math.min(this.lots.left(left, before), this.#remainderOf(order));
    if (size > 0) this.#fill(order, order.price, size, 'queue', tradeId, before);
    return size;
  }

  #remainderOf(order: ExchangeOrder): number {
    return this.lots.left(order.size, order.filled);
  }

  #fill(
    order: ExchangeOrder,
    price: number,
    size: number,
    rule: 'take' | 'queue' | 'through' | 'crossed',
    tradeId: number,
    queueBefore: number,
  ): void {
    order.filled = this.lots.nearest(order.filled + size);
    if (this.#remainderOf(order) === 0) order.filled = order.size;
    this.position = this.lots.nearest(this.position + order.sign * size);
    const queueAfter = rule === 'take' ? Number.NaN : order.ahead;
    this.#onFill({ order, price, size, rule, bookId: this.book.id, tradeId, queueBefore, queueAfter });
  }
}
