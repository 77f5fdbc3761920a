import type { BacktestContext, BacktestStrategy, FillView, OrderView, TimeInForce } from '@orderflow/core';
import fc from 'fast-check';
import type { Message, Told } from '../reference/slow-exchange.ts';
import { MIDDLE, type RandomInstrument, stepsOf } from './random-market.ts';

const ORDER = fc.record({
  place: fc.nat(2),
  sign: fc.constantFrom(1, -1),
  /** Ticks from the middle; none is a market order. */
  price: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -3, max: 3 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  /** Tenths of a tick beside it. */
  priceCrumbs: fc.constantFrom(0, 0, 0, 4),
  tenths: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }).map((lots) => 10 * lots) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 99 }) },
  ),
  timeInForce: fc.constantFrom<TimeInForce>('gtc', 'gtc', 'gtc', 'gtc', 'ioc', 'fok'),
  isPostOnly: fc.constantFrom(false, false, false, true),
});
const CHANGE = fc.record({
  /** Which of the orders so far. */
  target: fc.nat(9),
  isCancel: fc.constantFrom(false, false, true),
  price: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 1 }),
  tenths: fc.option(
    fc.oneof(
      fc.integer({ min: 1, max: 12 }).map((lots) => 10 * lots),
      fc.integer({ min: 1, max: 120 }),
    ),
  ),
});

/** Something that is done in the callback of this number. */
export const ACTIONS = fc.array(fc.record({ when: fc.nat(60), what: fc.oneof(ORDER, ORDER, CHANGE) }), {
  maxLength: 24,
  size: 'max',
});

export type Actions = typeof ACTIONS extends fc.Arbitrary<infer Value> ? Value : never;

/** A strategy that acts in any callback, as its list of actions says, and notes what it sends. */
export class RandomTrader implements BacktestStrategy {
  readonly name = 'random';
  /** What it sent, as it was sent. */
  readonly messages: Message[] = [];
  /** Every callback after the first. */
  readonly told: Told[] = [];
  /** The orders as they were told last, by id. */
  readonly views: OrderView[] = [];
  /** Its positions as it knows them, by instrument. */
  positions: readonly number[];
  readonly #actions: Actions;
  readonly #instruments: readonly RandomInstrument[];
  readonly #orders: Extract<Message, { kind: 'order' }>[] = [];

  constructor(actions: Actions, instruments: readonly RandomInstrument[]) {
    this.#actions = actions;
    this.#instruments = instruments;
    this.positions = instruments.map(() => 0);
  }

  onStart = (context: BacktestContext) => this.#act(context, 0);
  onBook = (context: BacktestContext) => this.#hear(context, `book ${context.market.book.id}`);
  onTrade = (context: BacktestContext) => this.#hear(context, `trade ${context.market.trade.id}`);
  onFill = (context: BacktestContext, fill: FillView) => this.#hear(context, `fill ${fill.index}`);

  onOrder = (context: BacktestContext, order: OrderView) => {
    this.views[order.id] = { ...order };
    this.#hear(context, `order ${order.id}`);
  };

  #hear(context: BacktestContext, what: string): void {
    this.#act(context, this.told.push({ at: atOf(context), what }));
  }

  /** Does what is to be done in a callback. */
  #act(context: BacktestContext, callback: number): void {
    this.positions = context.instruments.map((name) => context.marketOf(name).position);
    for (const action of this.#actions) {
      if (action.when !== callback) continue;
      if ('sign' in action.what) this.#send(context, action.what);
      else if (this.#orders.length > 0) this.#change(context, action.what);
    }
  }

  #send(context: BacktestContext, what: Extract<Actions[number]['what'], { sign: number }>): void {
    const instrument = what.place % this.#instruments.length;
    const price = what.price === null ? null : this.#price(instrument, what.sign * what.price, what.priceCrumbs);
    const size = this.#size(instrument, what.tenths);
    const { sign, timeInForce } = what;
    const isPostOnly = what.isPostOnly && price !== null;
    const request = {
      size,
      timeInForce,
      postOnly: isPostOnly,
      instrument: context.instruments[instrument]!,
      ...(price === null ? {} : { price }),
    };
    const id = sign > 0 ? context.buy(request) : context.sell(request);
    const order = {
      kind: 'order',
      at: atOf(context),
      id,
      instrument,
      sign,
      size,
      price,
      timeInForce,
      isPostOnly,
    } as const;
    this.#orders.push(order);
    this.messages.push(order);
  }

  #change(context: BacktestContext, what: Extract<Actions[number]['what'], { target: number }>): void {
    const { id, instrument, price: now } = this.#orders[what.target % this.#orders.length]!;
    const at = atOf(context);
    // What is asked of an order that is known to have ended is not sent.
    const isLive = context.marketOf(context.instruments[instrument]!).orders.some((order) => order.id === id);
    if (what.isCancel || now === null) {
      context.cancel(id);
      if (isLive) this.messages.push({ kind: 'cancel', at, id });
      return;
    }
    const amendment = {
      ...(what.price === null ? {} : { price: this.#price(instrument, what.price, 0) }),
      ...(what.tenths === null ? {} : { size: this.#size(instrument, what.tenths) }),
    };
    context.amend(id, amendment);
    if (isLive) this.messages.push({ kind: 'amend', at, id, ...amendment });
  }

  #price(instrument: number, ticks: number, crumbs: number): number {
    const { digits, decimals } = this.#instruments[instrument]!.tick;
    return stepsOf({ digits, decimals: decimals + 1 }, 10 * (MIDDLE + ticks) + crumbs);
  }

  #size(instrument: number, tenths: number): number {
    const { digits, decimals } = this.#instruments[instrument]!.lot;
    return stepsOf({ digits, decimals: decimals + 1 }, tenths);
  }
}

/** Now, in whole nanoseconds. */
function atOf(context: BacktestContext): number {
  return Math.round(context.timestamp * 1e6);
}
