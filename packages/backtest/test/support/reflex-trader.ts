import type {
  BacktestContext,
  BacktestStrategy,
  Feature,
  FillView,
  MarketView,
  OrderView,
  SideView,
} from '@orderflow/core';

/** The features that it reads: all. */
export const FEATURES: readonly Feature[] = ['obi', 'cvd', 'ofi', 'weightedMid'];
const MOST_ORDERS = 6;
/** Of one time: without an end, each decision could bring the next at once. */
const MOST_DECISIONS = 4;
/** Of so many answers to what it did it acts on one. */
const ANSWERS = 4;

/** Something that a strategy saw or did, by its own clock in milliseconds. */
export interface Note {
  readonly at: number;
  readonly what: string;
  readonly isDecision: boolean;
}

/** A strategy that acts on everything that it can see, and notes what it sees and does. */
export class ReflexTrader implements BacktestStrategy {
  readonly name = 'reflex';
  readonly features = FEATURES;
  readonly notes: Note[] = [];
  readonly #peek: (context: BacktestContext) => unknown;
  #time = Number.NaN;
  #decisions = 0;

  /** `peek` is what else it looks at: a cheat looks where it should not. */
  constructor(peek: (context: BacktestContext) => unknown = () => null) {
    this.#peek = peek;
  }

  onStart = (context: BacktestContext) => this.#react(context, null);
  onBook = (context: BacktestContext) => this.#react(context, null);
  onTrade = (context: BacktestContext) => this.#react(context, null);
  onFill = (context: BacktestContext, fill: FillView) => this.#react(context, fill);
  onOrder = (context: BacktestContext, order: OrderView) => this.#react(context, order);
  onTimer = (context: BacktestContext, key: number) => this.#react(context, key);

  #react(context: BacktestContext, news: unknown): void {
    const markets = context.instruments.map((instrument) => sightOf(context.marketOf(instrument)));
    const sight = JSON.stringify([news, context.market.instrument, markets, this.#peek(context)]);
    this.#note(context, sight, false);
    const hash = hashOf(sight);
    if (context.timestamp !== this.#time) this.#decisions = 0;
    this.#time = context.timestamp;
    if (news !== null && hash % ANSWERS !== 0) return;
    if (this.#decisions++ < MOST_DECISIONS) this.#act(context, hash);
  }

  #note({ timestamp }: BacktestContext, what: string, isDecision: boolean): void {
    this.notes.push({ at: timestamp, what, isDecision });
  }

  /** Does one of several things, as the hash of what it sees says. */
  #act(context: BacktestContext, hash: number): void {
    const { market, timestamp } = context;
    const order = market.orders[hash % (market.orders.length + 1)];
    const size = 1 + (hash % 7) / 2;
    const sign = (hash & 0x1000) === 0 ? 1 : -1;
    const price = (sign > 0 ? market.book.bids : market.book.asks).price((hash >>> 8) % 3);
    const choice = (hash >>> 16) % 8;
    this.#note(context, `${choice} ${order?.id} ${sign} ${size} ${price}`, true);
    if (choice === 0) context.setTimer(timestamp + 1 + (hash % 5), hash % 3);
    else if (choice === 1 && order !== undefined) context.cancel(order.id);
    else if (choice === 2 && order !== undefined && order.price !== null) context.amend(order.id, { size });
    else if (choice > 2 && market.orders.length < MOST_ORDERS) {
      const request = choice === 3 || Number.isNaN(price) ? { size } : { size, price };
      if (sign > 0) context.buy(request);
      else context.sell(request);
    }
  }
}

/** All that a market shows. */
function sightOf(market: MarketView): unknown {
  const { book, trade, position, orders } = market;
  const { id, timestamp, price, size, sign } = trade;
  return [
    [book.id, book.timestamp, book.mid, levelsOf(book.bids), levelsOf(book.asks)],
    [id, timestamp, price, size, sign],
    [position, orders, FEATURES.map((feature) => market.feature(feature))],
  ];
}

function levelsOf(side: SideView): readonly (readonly [number, number])[] {
  return Array.from({ length: side.count }, (_, level) => [side.price(level), side.size(level)] as const);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
