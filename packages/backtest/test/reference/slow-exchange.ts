import type { FillRule, OrderStatus, RejectReason, TimeInForce } from '@orderflow/core';
import type { InstrumentRules, LatencyModel } from '../../src/index.ts';
import type { Levels, MarketEvent } from '../support/market.ts';
import { atLeastZero, ceilTo, type Decimal, decimal, floorTo, least, numberOf, ONE } from './decimal.ts';
import type { Ahead, SlowModel } from './slow-models.ts';

/** What a strategy sent, and when: nanoseconds. */
export type Message =
  | {
      readonly kind: 'order';
      readonly at: number;
      readonly id: number;
      readonly instrument: number;
      readonly sign: number;
      readonly size: number;
      /** Null for a market order. */
      readonly price: number | null;
      readonly timeInForce: TimeInForce;
      readonly isPostOnly: boolean;
    }
  | {
      readonly kind: 'amend';
      readonly at: number;
      readonly id: number;
      readonly price?: number;
      readonly size?: number;
    }
  | { readonly kind: 'cancel'; readonly at: number; readonly id: number };

export interface SlowSetup {
  /** By instrument. */
  readonly rules: readonly InstrumentRules[];
  readonly model: SlowModel;
  readonly latency: LatencyModel;
}

export interface SlowFill {
  readonly orderId: number;
  /** Its index. */
  readonly instrument: number;
  readonly price: number;
  readonly size: number;
  readonly rule: FillRule;
  /** Nanoseconds. */
  readonly at: number;
  readonly bookId: number;
  readonly tradeId: number | null;
  readonly queueBefore: number | null;
  readonly queueAfter: number | null;
}

export interface SlowOrder {
  readonly id: number;
  readonly instrument: number;
  readonly price: number | null;
  readonly size: number;
  readonly filled: number;
  readonly status: OrderStatus;
  readonly rejectReason: RejectReason | null;
}

/** What a strategy is told, and when: nanoseconds. */
export interface Told {
  readonly at: number;
  /** Such as `fill 3`, `order 5`, `book 2` or `trade 7`: the number of a fill, or an id. */
  readonly what: string;
}

export interface SlowResult {
  readonly fills: readonly SlowFill[];
  readonly orders: readonly SlowOrder[];
  /** At the end, by instrument. */
  readonly positions: readonly number[];
  /** The answers to its orders. */
  readonly answers: readonly Told[];
  /** The events of the market. */
  readonly news: readonly Told[];
}

type Sent = Extract<Message, { kind: 'order' }>;
type Amendment = Extract<Message, { kind: 'amend' }>;

interface Level {
  readonly price: Decimal;
  readonly size: Decimal;
}

interface FillFact {
  readonly kind: 'fill';
  readonly instrument: number;
  readonly order: number;
  readonly sign: number;
  readonly price: Decimal;
  readonly size: Decimal;
  readonly rule: FillRule;
  readonly at: number;
  readonly bookId: number;
  readonly tradeId: number | null;
  /** The level that it was drawn from; null for a fill by a trade. */
  readonly level: Decimal | null;
  readonly queueBefore: Ahead;
  readonly queueAfter: Ahead;
}

/** One thing that happened. All else is told from the list of them, anew for each question. */
type Fact =
  | { readonly kind: 'book'; readonly instrument: number; readonly id: number; readonly sides: readonly Level[][] }
  | {
      readonly kind: 'trade';
      readonly instrument: number;
      readonly id: number;
      readonly price: Decimal;
      readonly size: Decimal;
    }
  /** An order has these terms from now on; no price is a market order. */
  | { readonly kind: 'terms'; readonly order: number; readonly price: Decimal | null; readonly size: Decimal }
  | { readonly kind: 'queues' | 'leaves'; readonly order: number }
  /** So much of a trade came to the order: at its price, or through it. */
  | { readonly kind: 'share'; readonly order: number; readonly size: Decimal; readonly isThrough: boolean }
  | {
      readonly kind: 'status';
      readonly order: number;
      readonly status: OrderStatus;
      readonly reason: RejectReason | null;
    }
  /** The exchange says something of an order. */
  | { readonly kind: 'answer'; readonly at: number; readonly what: readonly string[] }
  | FillFact;

type Kind<Name extends Fact['kind']> = Extract<Fact, { kind: Name }>;

/** A size that only the rounding of the models' quotients can leave. */
const DUST: Decimal = ONE / 10n ** 12n;

/**
 * Matches orders by the letter of the execution model, in exact decimals, and remembers nothing but a list of what
 * happened. Slow and plain, to hold the engine against.
 */
export function playSlowly(events: readonly MarketEvent[], messages: readonly Message[], setup: SlowSetup): SlowResult {
  const exchange = new SlowExchange(messages, setup);
  for (const { at, event, message } of timelineOf(events, messages, setup)) {
    if (message !== undefined) exchange.receive(message, at);
    else if ('bids' in event!) exchange.showBook(event.instrument ?? 0, event.bids, event.asks, at);
    else exchange.reportTrade(event!.instrument ?? 0, event!.price, event!.size, at);
  }
  return exchange.result(events);
}

interface Entry {
  readonly at: number;
  readonly rank: number;
  readonly event?: MarketEvent;
  readonly message?: Message;
}

/** Everything that reaches the exchange up to the last event, in order: at one time the market before own messages. */
function timelineOf(events: readonly MarketEvent[], messages: readonly Message[], setup: SlowSetup): readonly Entry[] {
  const market = events.map((event) => ({ at: event.at * 1e6, rank: 0, event }));
  let last = Number.NEGATIVE_INFINITY;
  const own = messages.map((message) => {
    last = Math.max(last, message.at + Math.round(setup.latency.orderLatencyMs(message.at / 1e6) * 1e6));
    return { at: last, rank: 1, message };
  });
  const end = market.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  return [...market, ...own.filter(({ at }) => at <= end)].sort((a, b) => a.at - b.at || a.rank - b.rank);
}

class SlowExchange {
  readonly #facts: Fact[] = [];
  readonly #sent: ReadonlyMap<number, Sent>;
  readonly #setup: SlowSetup;

  constructor(messages: readonly Message[], setup: SlowSetup) {
    this.#sent = new Map(messages.flatMap((message) => (message.kind === 'order' ? [[message.id, message]] : [])));
    this.#setup = setup;
    for (const { id, instrument, sign, price, size } of this.#sent.values()) {
      this.#facts.push({ kind: 'terms', order: id, ...this.#round(instrument, sign, price, size) });
      this.#facts.push({ kind: 'status', order: id, status: 'pending', reason: null });
    }
  }

  showBook(instrument: number, bids: Levels, asks: Levels, at: number): void {
    const id = this.#of('book').length + 1;
    const reached = [1, -1].flatMap((sign) => this.#resting(instrument, sign));
    const queues = reached.map((order) => this.#ahead(order));
    this.#facts.push({ kind: 'book', instrument, id, sides: [bids, asks].map((side) => side.map(levelOf)) });
    for (const [place, order] of reached.entries()) this.#draw(order, 'crossed', queues[place]!, at);
  }

  reportTrade(instrument: number, price: number, size: number, at: number): void {
    const id = this.#of('trade').length + 1;
    const trade: Kind<'trade'> = { kind: 'trade', instrument, id, price: decimal(price), size: decimal(size) };
    this.#facts.push(trade);
    for (const sign of [1, -1]) {
      let left = trade.size;
      for (const order of this.#resting(instrument, sign)) left -= this.#share(order, trade, left, at);
    }
  }

  receive(message: Message, at: number): void {
    const { kind, id } = message;
    if (kind === 'order') this.#enter(id, this.#refusal(id, this.#terms(id)), at);
    else if (this.#isResting(id)) {
      if (kind === 'cancel') this.#end(id, 'cancelled');
      else this.#amend(message, at);
    }
    this.#facts.push({ kind: 'answer', at, what: [`order ${id}`] });
  }

  result(events: readonly MarketEvent[]): SlowResult {
    const fills = this.#of('fill').map(({ kind: _, order, sign: __, level: ___, ...fill }) => ({
      ...fill,
      orderId: order,
      price: numberOf(fill.price),
      size: numberOf(fill.size),
      queueBefore: numberOrNull(fill.queueBefore),
      queueAfter: numberOrNull(fill.queueAfter),
    }));
    const orders = [...this.#sent.values()].map(({ id, instrument }) => {
      const { price, size } = this.#terms(id);
      const { status, reason } = this.#of('status').findLast(({ order }) => order === id)!;
      const filled = numberOf(this.#filled(id));
      return { id, instrument, price: numberOrNull(price), size: numberOf(size), filled, status, rejectReason: reason };
    });
    const positions = this.#setup.rules.map((_, instrument) => numberOf(this.#position(instrument)));
    return { fills, orders, positions, answers: this.#answers(), news: this.#news(events) };
  }

  /** An answer takes its time, and overtakes none before it. */
  #answers(): readonly Told[] {
    let last = Number.NEGATIVE_INFINITY;
    return this.#of('answer').flatMap(({ at, what }) => {
      last = Math.max(last, at + Math.round(this.#setup.latency.responseLatencyMs(at / 1e6) * 1e6));
      return what.map((text) => ({ at: last, what: text }));
    });
  }

  #news(events: readonly MarketEvent[]): readonly Told[] {
    const seen = { book: 0, trade: 0 };
    return events.map((event) => {
      const kind = 'bids' in event ? 'book' : 'trade';
      return { at: (event.at + this.#setup.latency.feedLatencyMs) * 1e6, what: `${kind} ${++seen[kind]}` };
    });
  }

  /** One order's part of a trade, of which `left` is left; what it fills. */
  #share(order: number, trade: Kind<'trade'>, left: Decimal, at: number): Decimal {
    const { sign } = this.#sent.get(order)!;
    const price = this.#terms(order).price!;
    const isThrough = sign > 0 ? trade.price < price : trade.price > price;
    if (!isThrough && trade.price !== price) return 0n;
    const queueBefore = this.#ahead(order);
    this.#facts.push({ kind: 'share', order, size: left, isThrough });
    const queueAfter = this.#ahead(order);
    const available = isThrough ? left : queueBefore === null ? 0n : left - queueBefore;
    const size = least(this.#lots(order, available), this.#remainder(order));
    if (size === 0n) return 0n;
    const rule = isThrough ? 'through' : 'queue';
    this.#fill(order, { price, size, rule, at, tradeId: trade.id, level: null, queueBefore, queueAfter });
    return size;
  }

  /** Fills from the other side of the book, level by level to the limit: at the level's price, or its own as a maker. */
  #draw(order: number, rule: 'take' | 'crossed', queue: Ahead, at: number): void {
    for (const { price: level } of this.#levelsWithin(order, this.#terms(order).price)) {
      const size = least(this.#left(order, level), this.#remainder(order));
      const price = rule === 'take' ? level : this.#terms(order).price!;
      const parts = { price, size, rule, at, tradeId: null, level, queueBefore: queue, queueAfter: queue };
      if (size > 0n) this.#fill(order, parts);
    }
  }

  #enter(id: number, refusal: RejectReason | null, at: number): void {
    const { timeInForce } = this.#sent.get(id)!;
    const { price } = this.#terms(id);
    if (refusal !== null) {
      this.#end(id, 'rejected', refusal);
      return;
    }
    const available = this.#levelsWithin(id, price).reduce((sum, level) => sum + this.#left(id, level.price), 0n);
    const isKilled = timeInForce === 'fok' && available < this.#remainder(id);
    if (!isKilled) this.#draw(id, 'take', null, at);
    if (this.#remainder(id) === 0n) this.#end(id, 'filled');
    else if (price === null || timeInForce !== 'gtc') this.#end(id, 'expired');
    else this.#facts.push({ kind: 'queues', order: id }, { kind: 'status', order: id, status: 'open', reason: null });
  }

  #amend({ id, price, size }: Amendment, at: number): void {
    const { instrument, sign } = this.#sent.get(id)!;
    const now = this.#terms(id);
    const asked = this.#round(instrument, sign, price ?? null, size ?? 0);
    const terms = {
      price: price === undefined ? now.price : asked.price,
      size: size === undefined ? now.size : asked.size,
    };
    const keepsPlace = terms.price === now.price && terms.size <= now.size;
    if (terms.size <= this.#filled(id)) this.#end(id, 'cancelled');
    else if (keepsPlace) this.#facts.push({ kind: 'terms', order: id, ...terms });
    else if (this.#refusal(id, terms) === null) {
      this.#facts.push({ kind: 'leaves', order: id }, { kind: 'terms', order: id, ...terms });
      this.#enter(id, null, at);
    }
  }

  #end(order: number, status: OrderStatus, reason: RejectReason | null = null): void {
    this.#facts.push({ kind: 'leaves', order }, { kind: 'status', order, status, reason });
  }

  #fill(order: number, parts: Omit<FillFact, 'kind' | 'instrument' | 'order' | 'sign' | 'bookId'>): void {
    const { instrument, sign } = this.#sent.get(order)!;
    const wasResting = this.#isResting(order);
    const told = [`fill ${this.#of('fill').length}`, ...(wasResting ? [`order ${order}`] : [])];
    this.#facts.push({ kind: 'answer', at: parts.at, what: told });
    this.#facts.push({ kind: 'fill', instrument, order, sign, bookId: this.#book(instrument)!.id, ...parts });
    if (wasResting && this.#remainder(order) === 0n) this.#end(order, 'filled');
  }

  #refusal(
    id: number,
    { price, size }: { readonly price: Decimal | null; readonly size: Decimal },
  ): RejectReason | null {
    const { instrument, sign, isPostOnly } = this.#sent.get(id)!;
    if (this.#book(instrument) === undefined) return 'no-book';
    if (size === 0n) return 'below-lot';
    const isMarketable = this.#levelsWithin(id, price).some((level) => this.#left(id, level.price) > 0n);
    if (isPostOnly && isMarketable) return 'would-cross';
    const { maxPosition, canShort } = this.#setup.rules[instrument]!;
    const others = this.#resting(instrument, sign).filter((order) => order !== id);
    const open = others.reduce((sum, order) => sum + this.#remainder(order), size - this.#filled(id));
    const most = BigInt(sign) * this.#position(instrument) + open;
    if (sign < 0 && !canShort) return most > 0n ? 'position-limit' : null;
    return maxPosition < Number.POSITIVE_INFINITY && most > decimal(maxPosition) ? 'position-limit' : null;
  }

  #position(instrument: number): Decimal {
    const fills = this.#of('fill').filter((fill) => fill.instrument === instrument);
    return fills.reduce((sum, { sign, size }) => sum + BigInt(sign) * size, 0n);
  }

  /** F, told from all that has happened since the order queued. */
  #ahead(id: number): Ahead {
    const { model } = this.#setup;
    const { instrument } = this.#sent.get(id)!;
    const from = this.#facts.findLastIndex((fact) => fact.kind === 'queues' && fact.order === id);
    if (from < 0) return null;
    let book = this.#facts.findLastIndex(
      (fact, index) => index < from && fact.kind === 'book' && fact.instrument === instrument,
    );
    let shown = this.#shown(id, this.#facts[book] as Kind<'book'>);
    let ahead = model.onArrival(shown);
    for (let index = from; index < this.#facts.length; index++) {
      const fact = this.#facts[index]!;
      if (fact.kind === 'share' && fact.order === id) {
        if (fact.isThrough) ahead = model.onArrival(0n);
        else ahead = ahead === null ? null : atLeastZero(ahead - fact.size);
      } else if (fact.kind === 'book' && fact.instrument === instrument) {
        const now = this.#shown(id, fact);
        if (now !== null) ahead = model.atNextBook(ahead, shown, now, this.#traded(id, book, index));
        [book, shown] = [index, now];
      }
    }
    return ahead;
  }

  /** T: what traded at an order's price between two facts. */
  #traded(id: number, from: number, to: number): Decimal {
    const { instrument } = this.#sent.get(id)!;
    const { price } = this.#terms(id);
    const trades = this.#facts.slice(from, to).filter((fact) => fact.kind === 'trade');
    const own = trades.filter((trade) => trade.instrument === instrument && trade.price === price);
    return own.reduce((sum, trade) => sum + trade.size, 0n);
  }

  /** Size that a book shows at an order's price on its own side; null where the side ends before it. */
  #shown(id: number, { sides }: Kind<'book'>): Decimal | null {
    const { sign } = this.#sent.get(id)!;
    const price = this.#terms(id).price!;
    const side = sides[sign > 0 ? 0 : 1]!;
    const level = side.find((one) => one.price === price);
    if (level !== undefined) return level.size;
    const isWithin = side.length === 0 || side.some((one) => (sign > 0 ? one.price < price : one.price > price));
    return isWithin ? 0n : null;
  }

  /** Levels of the other side at a limit or better, best first. */
  #levelsWithin(id: number, limit: Decimal | null): readonly Level[] {
    const { instrument, sign } = this.#sent.get(id)!;
    const levels = this.#book(instrument)!.sides[sign > 0 ? 1 : 0]!;
    return levels.filter(({ price }) => limit === null || (sign > 0 ? price <= limit : price >= limit));
  }

  /** What the ledger has left of a level for an order, in whole lots. */
  #left(id: number, price: Decimal): Decimal {
    const { instrument, sign } = this.#sent.get(id)!;
    const since = this.#facts.slice(this.#facts.lastIndexOf(this.#book(instrument)!));
    const drawn = since.filter(
      (fact) => fact.kind === 'fill' && fact.instrument === instrument && fact.sign === sign && fact.level === price,
    ) as FillFact[];
    const shown = this.#levelsWithin(id, null).find((level) => level.price === price)!.size;
    return this.#lots(
      id,
      drawn.reduce((left, fill) => left - fill.size, shown),
    );
  }

  /** Own orders that rest on a side: best price first, then as they queued. */
  #resting(instrument: number, sign: number): readonly number[] {
    const queued = this.#of('queues').map(({ order }) => order);
    const all = [...new Set(queued.toReversed())].toReversed();
    const own = all.filter((id) => {
      const sent = this.#sent.get(id)!;
      return sent.instrument === instrument && sent.sign === sign && this.#isResting(id);
    });
    const better = (a: number, b: number) => this.#terms(b).price! - this.#terms(a).price!;
    return own.sort((a, b) => sign * Number(better(a, b)));
  }

  #isResting(id: number): boolean {
    const last = this.#facts.findLast(
      (fact) => (fact.kind === 'queues' || fact.kind === 'leaves') && fact.order === id,
    );
    return last?.kind === 'queues';
  }

  #terms(id: number): Kind<'terms'> {
    return this.#of('terms').findLast(({ order }) => order === id)!;
  }

  #filled(id: number): Decimal {
    return this.#of('fill').reduce((sum, { order, size }) => (order === id ? sum + size : sum), 0n);
  }

  #remainder(id: number): Decimal {
    const remainder = this.#terms(id).size - this.#filled(id);
    return remainder < DUST ? 0n : remainder;
  }

  #book(instrument: number): Kind<'book'> | undefined {
    return this.#of('book').findLast((book) => book.instrument === instrument);
  }

  #of<Name extends Fact['kind']>(kind: Name): Kind<Name>[] {
    return this.#facts.filter((fact) => fact.kind === kind) as Kind<Name>[];
  }

  /** Whole lots of a size, 0 where it is below 0; what is dust short of a lot is that lot. */
  #lots(id: number, size: Decimal): Decimal {
    const lot = decimal(this.#setup.rules[this.#sent.get(id)!.instrument]!.lotSize);
    return size < DUST ? 0n : floorTo(lot === 0n ? size : size + DUST, lot);
  }

  /** A limit on the tick, away from the market, and a size in whole lots. */
  #round(instrument: number, sign: number, price: number | null, size: number) {
    const { tickSize, lotSize } = this.#setup.rules[instrument]!;
    const round = sign > 0 ? floorTo : ceilTo;
    return {
      price: price === null ? null : round(decimal(price), decimal(tickSize)),
      size: floorTo(decimal(size), decimal(lotSize)),
    };
  }
}

function levelOf([price, size]: readonly [number, number]): Level {
  return { price: decimal(price), size: decimal(size) };
}

function numberOrNull(value: Decimal | null): number | null {
  return value === null ? null : numberOf(value);
}
