import type { BacktestContext, BacktestStrategy, MarketView, OrderAmendment, OrderRequest } from '@orderflow/core';

/** Something that a strategy decided. */
export interface Decision {
  /** When, by its own clock: epoch milliseconds. */
  readonly timestamp: number;
  /** What, as text. */
  readonly what: string;
}

/** The strategy, watched: everything that it asks of its context is added to `decisions`. */
export function recordDecisions(strategy: BacktestStrategy, decisions: Decision[]): BacktestStrategy {
  const watch = (context: BacktestContext) => new WatchedContext(context, decisions);
  return {
    name: strategy.name,
    ...(strategy.features === undefined ? {} : { features: strategy.features }),
    onStart: (context) => strategy.onStart?.(watch(context)),
    onBook: (context) => strategy.onBook?.(watch(context)),
    onTrade: (context) => strategy.onTrade?.(watch(context)),
    onFill: (context, fill) => strategy.onFill?.(watch(context), fill),
    onOrder: (context, order) => strategy.onOrder?.(watch(context), order),
    onTimer: (context, key) => strategy.onTimer?.(watch(context), key),
    onEnd: (context) => strategy.onEnd?.(watch(context)),
  };
}

/** A context that notes what is asked of it. */
class WatchedContext implements BacktestContext {
  readonly #context: BacktestContext;
  readonly #decisions: Decision[];

  constructor(context: BacktestContext, decisions: Decision[]) {
    this.#context = context;
    this.#decisions = decisions;
  }

  get timestamp(): number {
    return this.#context.timestamp;
  }

  get instruments(): readonly string[] {
    return this.#context.instruments;
  }

  get market(): MarketView {
    return this.#context.market;
  }

  marketOf(instrument: string): MarketView {
    return this.#context.marketOf(instrument);
  }

  buy(request: OrderRequest): number {
    this.#note('buy', this.market.instrument, request);
    return this.#context.buy(request);
  }

  sell(request: OrderRequest): number {
    this.#note('sell', this.market.instrument, request);
    return this.#context.sell(request);
  }

  amend(orderId: number, amendment: OrderAmendment): void {
    this.#note('amend', orderId, amendment);
    this.#context.amend(orderId, amendment);
  }

  cancel(orderId: number): void {
    this.#note('cancel', orderId, {});
    this.#context.cancel(orderId);
  }

  setTimer(timestamp: number, key = 0): void {
    this.#note('timer', timestamp, { key });
    this.#context.setTimer(timestamp, key);
  }

  #note(kind: string, subject: string | number, details: object): void {
    this.#decisions.push({ timestamp: this.timestamp, what: `${kind} ${subject} ${JSON.stringify(details)}` });
  }
}
