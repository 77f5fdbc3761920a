import type { Side } from '../models/trade.ts';

/** How long an order stands: until it is filled or cancelled; for what fills at once; or wholly at once, else not at all. */
export type TimeInForce = 'gtc' | 'ioc' | 'fok';

/** What an order asks for. */
export interface OrderRequest {
  /** Size in the instrument's unit, above 0; rounded down to the lot. */
  readonly size: number;
  /** Limit price, rounded to the tick, away from the market; a market order, which never rests, where it is absent. */
  readonly price?: number;
  /** `gtc` by default. */
  readonly timeInForce?: TimeInForce;
  /** Whether to be rejected rather than to take liquidity. */
  readonly postOnly?: boolean;
  /** The instrument of the event that is being handled, by default. */
  readonly instrument?: string;
}

/** What to change of an order; at least one of the two. */
export interface OrderAmendment {
  readonly price?: number;
  /**
   * The new size of the whole order, filled parts included. A smaller one keeps the place in the queue; one that is
   * filled already ends the order as cancelled.
   */
  readonly size?: number;
}

/**
 * Where an order stands. `pending` until the exchange has answered; `expired` is what an IOC, FOK or market order could
 * not fill.
 */
export type OrderStatus = 'pending' | 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected';

/** Why the exchange refused an order or an amendment. */
export type RejectReason = 'no-book' | 'below-lot' | 'would-cross' | 'position-limit' | 'not-open';

/** An own order as far as the strategy knows. */
export interface OrderView {
  readonly id: number;
  readonly instrument: string;
  readonly side: Side;
  /** Limit price; null for a market order. */
  readonly price: number | null;
  readonly size: number;
  readonly filled: number;
  readonly status: OrderStatus;
  /** Whether an amendment or cancellation is under way. */
  readonly isChanging: boolean;
  /** Why the order, or its last amendment or cancellation, was refused; null where it was not. */
  readonly rejectReason: RejectReason | null;
}

/** The rule that made a fill. */
export type FillRule = 'take' | 'queue' | 'through' | 'crossed';

/** A fill, and what explains it. */
export interface FillView {
  /** Its number in the run, from 0. */
  readonly index: number;
  readonly orderId: number;
  readonly instrument: string;
  readonly side: Side;
  readonly price: number;
  readonly size: number;
  /** In quote currency, below 0 where it is a rebate. */
  readonly fee: number;
  /**
   * `take`: it took liquidity of the book. `queue`: a trade at its price came to its place. `through`: a trade went
   * through its price. `crossed`: the opposite best reached its price.
   */
  readonly rule: FillRule;
  /** Exchange time, epoch milliseconds. */
  readonly timestamp: number;
  /** Row id of the book that stood then. */
  readonly bookId: number;
  /** Row id of the trade that made it; null where the book did. */
  readonly tradeId: number | null;
  /** Size ahead in the queue before and after, as the maker model has it; null where it cannot say, and for fills that take. */
  readonly queueBefore: number | null;
  readonly queueAfter: number | null;
}

/** One side of a book, best level first. It changes with the next event: read it, do not keep it. */
export interface SideView {
  /** Number of levels. */
  readonly count: number;
  /** Price of a level, from 0; NaN where there is none. */
  price(level: number): number;
  /** Size on a level, from 0; 0 where there is none. */
  size(level: number): number;
}

/** The last book that reached the strategy. It changes with the next event: read it, do not keep it. */
export interface BookView {
  /** Row id; NaN before the first book. */
  readonly id: number;
  /** Exchange time, epoch milliseconds; NaN before the first book. */
  readonly timestamp: number;
  readonly bids: SideView;
  readonly asks: SideView;
  /** The mid; NaN where a side is empty, or the book crossed or locked. */
  readonly mid: number;
}

/** The last trade that reached the strategy. It changes with the next event: read it, do not keep it. */
export interface TradeView {
  /** Row id; NaN before the first trade. */
  readonly id: number;
  /** Exchange time, epoch milliseconds; NaN before the first trade. */
  readonly timestamp: number;
  readonly price: number;
  readonly size: number;
  /** +1 where the aggressor bought, -1 where it sold. */
  readonly sign: number;
}

/** What a strategy can ask for beside books and trades, ready at each event. */
export type Feature = 'obi' | 'cvd' | 'ofi' | 'weightedMid';

/** One instrument as the strategy knows it: all that has reached it, and nothing else. */
export interface MarketView {
  readonly instrument: string;
  readonly book: BookView;
  readonly trade: TradeView;
  /** Own position by the fills that reached the strategy: above 0 is long. */
  readonly position: number;
  /** Own orders that are pending or open. */
  readonly orders: readonly OrderView[];
  /**
   * A feature's value as of the last event that reached the strategy; NaN where it has none. See `BacktestStrategy`'s
   * `features`.
   */
  feature(name: Feature): number;
}

/** What a strategy sees and can do while it handles an event. */
export interface BacktestContext {
  /** The strategy's own clock: epoch milliseconds. */
  readonly timestamp: number;
  /** All instruments of the run. */
  readonly instruments: readonly string[];
  /** The instrument of the event; of the first instrument where an event has none. */
  readonly market: MarketView;
  /**
   * Any instrument of the run.
   * @throws OrderflowError `unknown-instrument`.
   */
  marketOf(instrument: string): MarketView;
  /** Sends an order to buy and returns its id. What comes of it reaches `onOrder` and `onFill`. */
  buy(request: OrderRequest): number;
  /** Sends an order to sell and returns its id. */
  sell(request: OrderRequest): number;
  /** Asks for a change of an order. */
  amend(orderId: number, amendment: OrderAmendment): void;
  /** Asks for an order to be cancelled; fills that come first stand. */
  cancel(orderId: number): void;
  /** Has `onTimer` called at a time of the own clock, or at once where that has passed. */
  setTimer(timestamp: number, key?: number): void;
}

/**
 * A strategy that trades. Each callback is optional, gets the context, and must return before anything else happens. It
 * never learns of an event before its time on the own clock.
 */
export interface BacktestStrategy {
  readonly name: string;
  /** The features it reads; others give NaN. */
  readonly features?: readonly Feature[];
  /** Before the first event. */
  onStart?(context: BacktestContext): void;
  /** A new book of `context.market`. */
  onBook?(context: BacktestContext): void;
  /** A new trade of `context.market`. */
  onTrade?(context: BacktestContext): void;
  /** One of its own orders was filled, wholly or in part; `onOrder` follows. */
  onFill?(context: BacktestContext, fill: FillView): void;
  /** The exchange has answered, or an order has ended. */
  onOrder?(context: BacktestContext, order: OrderView): void;
  /** A timer that it set. */
  onTimer?(context: BacktestContext, key: number): void;
  /** After the last event: what it sends now reaches nobody. */
  onEnd?(context: BacktestContext): void;
}
