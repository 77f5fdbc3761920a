import type { FillRule, FillView } from '@orderflow/core';
import type { ExchangeFill } from '../exchange/fill-sink.ts';
import type { MarketClock } from '../market/market-clock.ts';
import { NumberColumn } from './number-column.ts';

const RULES: readonly FillRule[] = ['take', 'queue', 'through', 'crossed'];

/** All fills of a run as columns. */
export class FillLog {
  readonly #instruments: readonly string[];
  readonly #clock: MarketClock;
  readonly orderIds = new NumberColumn();
  /** Indexes of instruments. */
  readonly instruments = new NumberColumn();
  /** +1 bought, -1 sold. */
  readonly signs = new NumberColumn();
  readonly prices = new NumberColumn();
  readonly sizes = new NumberColumn();
  /** Fees in quote currency. */
  readonly fees = new NumberColumn();
  /** Exchange times: see `MarketChunk.clocks`. */
  readonly clocks = new NumberColumn();
  readonly #rules = new NumberColumn();
  readonly #bookIds = new NumberColumn();
  readonly #tradeIds = new NumberColumn();
  readonly #queuesBefore = new NumberColumn();
  readonly #queuesAfter = new NumberColumn();

  constructor(instruments: readonly string[], clock: MarketClock) {
    this.#instruments = instruments;
    this.#clock = clock;
  }

  /** Number of fills. */
  get count(): number {
    return this.orderIds.count;
  }

  /** Every field as a column: see `at`; they share memory with the log. */
  get columns(): readonly Float64Array[] {
    const [market, cause] = [this.#marketColumns(), this.#causeColumns()];
    return [...market, ...cause].map(({ values }) => values);
  }

  /** Whether a fill gave liquidity. */
  isMaker(index: number): boolean {
    return this.#rules.at(index) !== 0;
  }

  /** Adds a fill. */
  push(fill: ExchangeFill, fee: number, clock: number): void {
    const { order, price, size, rule, bookId, tradeId, queueBefore, queueAfter } = fill;
    this.orderIds.push(order.id);
    this.instruments.push(order.instrument);
    this.signs.push(order.sign);
    this.prices.push(price);
    this.sizes.push(size);
    this.fees.push(fee);
    this.clocks.push(clock);
    this.#rules.push(RULES.indexOf(rule));
    this.#bookIds.push(bookId);
    this.#tradeIds.push(tradeId);
    this.#queuesBefore.push(queueBefore);
    this.#queuesAfter.push(queueAfter);
  }

  /** A fill as an object. */
  at(index: number): FillView {
    return {
      index,
      orderId: this.orderIds.at(index),
      instrument: this.#instruments[this.instruments.at(index)]!,
      side: this.signs.at(index) > 0 ? 'buy' : 'sell',
      price: this.prices.at(index),
      size: this.sizes.at(index),
      fee: this.fees.at(index),
      rule: RULES[this.#rules.at(index)]!,
      timestamp: this.#clock.timestampOf(this.clocks.at(index)),
      bookId: this.#bookIds.at(index),
      tradeId: finiteOrNull(this.#tradeIds.at(index)),
      queueBefore: finiteOrNull(this.#queuesBefore.at(index)),
      queueAfter: finiteOrNull(this.#queuesAfter.at(index)),
    };
  }

  #marketColumns(): readonly NumberColumn[] {
    return [this.orderIds, this.instruments, this.signs, this.prices, this.sizes, this.fees, this.clocks];
  }

  #causeColumns(): readonly NumberColumn[] {
    return [this.#rules, this.#bookIds, this.#tradeIds, this.#queuesBefore, this.#queuesAfter];
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
