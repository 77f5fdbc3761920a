import type { ExchangeFill } from '../exchange/fill-sink.ts';
import { NO_RULES } from '../exchange/instrument-rules.ts';
import { Venue } from '../exchange/venue.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { Wallet } from './wallet.ts';

/** All venues of a run, and the money: what is true, whether the strategy knows of it or not. */
export class Exchange {
  readonly venues: readonly Venue[];
  readonly wallet: Wallet;
  readonly #contractSizes: readonly number[];
  readonly #options: BacktestOptions;

  /** `onFill` takes every fill with its fee, after it has moved cash and position. */
  constructor(options: BacktestOptions, onFill: (fill: ExchangeFill, fee: number) => void) {
    const rules = options.instruments.map((name) => options.rules?.[name] ?? NO_RULES);
    this.#options = options;
    this.#contractSizes = rules.map(({ contractSize }) => contractSize);
    this.wallet = new Wallet(options.initialCash);
    this.venues = rules.map((rule) => new Venue(rule, options.makerModel, (fill) => onFill(fill, this.#settle(fill))));
  }

  /** Cash and what the positions are worth at the mid, in quote currency. */
  get equity(): number {
    let equity = this.wallet.cash;
    for (let index = 0; index < this.venues.length; index++) {
      const venue = this.venues[index]!;
      if (venue.position !== 0) equity += venue.position * this.#contractSizes[index]! * venue.book.mid;
    }
    return equity;
  }

  /** Moves cash by a fill; returns its fee. */
  #settle({ order, price, size, rule }: ExchangeFill): number {
    const notional = price * size * this.#contractSizes[order.instrument]!;
    const fee = this.#options.fees.feeOf(notional, rule !== 'take');
    this.wallet.pay(order.sign * notional, fee);
    return fee;
  }
}
