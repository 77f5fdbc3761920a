import {
  type BacktestContext,
  type MarketView,
  type OrderAmendment,
  OrderflowError,
  type OrderRequest,
} from '@orderflow/core';

/** What a context hands on. */
export interface ContextParts {
  readonly instruments: readonly string[];
  readonly markets: readonly MarketView[];
  /** Epoch milliseconds of the strategy's clock. */
  readonly now: () => number;
  readonly send: (sign: number, request: OrderRequest, instrument: number) => number;
  readonly amend: (orderId: number, amendment: OrderAmendment) => void;
  readonly cancel: (orderId: number) => void;
  readonly setTimer: (timestamp: number, key: number) => void;
}

/** What the strategy sees and can do. */
export class SimulationContext implements BacktestContext {
  readonly #parts: ContextParts;
  /** Index of the instrument of the event that is being handled. */
  instrument = 0;

  constructor(parts: ContextParts) {
    this.#parts = parts;
  }

  get timestamp(): number {
    return this.#parts.now();
  }

  get instruments(): readonly string[] {
    return this.#parts.instruments;
  }

  get market(): MarketView {
    return this.#parts.markets[this.instrument]!;
  }

  marketOf(instrument: string): MarketView {
    return this.#parts.markets[this.#indexOf(instrument)]!;
  }

  buy(request: OrderRequest): number {
    return this.#send(1, request);
  }

  sell(request: OrderRequest): number {
    return this.#send(-1, request);
  }

  amend(orderId: number, amendment: OrderAmendment): void {
    this.#parts.amend(orderId, amendment);
  }

  cancel(orderId: number): void {
    this.#parts.cancel(orderId);
  }

  setTimer(timestamp: number, key = 0): void {
    if (Number.isNaN(timestamp)) throw new OrderflowError('bad-argument', 'the time of a timer is no number');
    this.#parts.setTimer(timestamp, key);
  }

  #send(sign: number, request: OrderRequest): number {
    const { instrument } = request;
    return this.#parts.send(sign, request, instrument === undefined ? this.instrument : this.#indexOf(instrument));
  }

  #indexOf(instrument: string): number {
    const index = this.#parts.instruments.indexOf(instrument);
    if (index >= 0) return index;
    throw new OrderflowError(
      'unknown-instrument',
      `there is no instrument ${instrument} in this run; it has ${this.#parts.instruments.join(', ')}`,
    );
  }
}
