import type { BacktestStrategy } from '@orderflow/core';
import { BOOK, type MarketChunk } from '../market/market-chunk.ts';
import { MarketClock, nsOfMs } from '../market/market-clock.ts';
import { EquitySampler } from '../money/equity-sampler.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { Exchange } from './exchange.ts';
import { FillLog } from './fill-log.ts';
import { LocalMarket } from './local-market.ts';
import { LoopGuard } from './loop-guard.ts';
import { OrderDesk } from './order-desk.ts';
import { OrderLog } from './order-log.ts';
import { ARRIVAL, DELIVERY, type OwnEvent, OwnEvents, TIMER } from './own-events.ts';
import { SimulationContext } from './simulation-context.ts';
import { makeResult, type SimulationResult } from './simulation-result.ts';

/**
 * One strategy under one set of assumptions. Market events happen at the exchange at their own time and reach the
 * strategy later; what happens at the exchange at one clock happens before orders arrive, then answers and events reach
 * the strategy, then timers. Fed with the chunks of a market in order.
 */
export class Simulation {
  readonly #strategy: BacktestStrategy;
  readonly #options: BacktestOptions;
  readonly #clock: MarketClock;
  readonly #feedNs: number;
  readonly #events = new OwnEvents();
  readonly #fills: FillLog;
  readonly #orders: OrderLog;
  readonly #exchange: Exchange;
  readonly #desk: OrderDesk;
  readonly #markets: readonly LocalMarket[];
  readonly #context: SimulationContext;
  readonly #sampler: EquitySampler;
  readonly #guard: LoopGuard;
  #nextSample = Number.NEGATIVE_INFINITY;
  #hasStarted = false;
  #startClock = 0;
  /** Now, at the exchange or at the strategy, whichever acts. */
  #now = 0;
  /** Events that have happened but not reached the strategy: from `#delivered` of the first chunk on. */
  readonly #backlog: MarketChunk[] = [];
  #delivered = 0;
  /** Events of the last chunk that have happened. */
  #happened = 0;
  #nextDelivery = Number.POSITIVE_INFINITY;

  constructor(strategy: BacktestStrategy, options: BacktestOptions) {
    const { instruments, latency, originMs } = options;
    this.#strategy = strategy;
    this.#options = options;
    this.#clock = new MarketClock(originMs);
    this.#feedNs = nsOfMs(latency.feedLatencyMs);
    this.#fills = new FillLog(instruments, this.#clock);
    this.#orders = new OrderLog(instruments, this.#clock);
    this.#markets = instruments.map((name) => new LocalMarket(name, this.#clock));
    this.#sampler = new EquitySampler(options.sampleMs);
    this.#guard = new LoopGuard(strategy.name, this.#clock);
    this.#exchange = new Exchange(options, (fill, fee) => {
      this.#exchange.settle(fill, fee, this.#clock.timestampOf(this.#now));
      this.#fills.push(fill, fee, this.#now);
      const { position } = this.#exchange.account.holdingOf(fill.order.instrument);
      this.#desk.filled(fill, this.#fills.count - 1, position, this.#now);
    });
    this.#desk = this.#makeDesk();
    this.#context = this.#makeContext();
  }

  /** Plays a chunk. */
  run(chunk: MarketChunk): void {
    if (chunk.count === 0) return;
    this.#start(chunk);
    this.#backlog.push(chunk);
    this.#happened = 0;
    const { count, clocks } = chunk;
    while (this.#happened < count) {
      const clock = clocks[this.#happened]!;
      this.#reactBefore(clock);
      this.#advance(clock);
      this.#happen(chunk, this.#happened++);
    }
  }

  /** Lets everything that is under way reach the strategy, and ends the run. */
  finish(): SimulationResult {
    const end = this.#now;
    this.#nextSample = Number.POSITIVE_INFINITY;
    this.#drain(end);
    const equity = this.#sampler.finish(this.#clock.timestampOf(end), this.#exchange.account.equity);
    this.#context.instrument = 0;
    this.#strategy.onEnd?.(this.#context);
    return makeResult({
      strategy: this.#strategy.name,
      options: this.#options,
      orders: this.#orders,
      fills: this.#fills,
      exchange: this.#exchange,
      equity,
      period: { startTime: this.#clock.timestampOf(this.#startClock), endTime: this.#clock.timestampOf(end) },
    });
  }

  /** What is under way when the market ends: orders that would arrive later never do, nor do later timers ring. */
  #drain(end: number): void {
    const lastDelivery = end + this.#feedNs;
    while (this.#nextDelivery < Number.POSITIVE_INFINITY || this.#events.nextClock < Number.POSITIVE_INFINITY) {
      const event = this.#takeNext();
      if (event === null) this.#deliver();
      else if (event.rank === ARRIVAL ? event.clock <= end : event.rank !== TIMER || event.clock <= lastDelivery) {
        this.#do(event);
      }
    }
  }

  #start(chunk: MarketChunk): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.#now = this.#startClock = chunk.clocks[0]!;
    this.#sample(this.#now);
    this.#strategy.onStart?.(this.#context);
  }

  /** Does what comes before a clock, at the strategy and for own orders. */
  #reactBefore(clock: number): void {
    while (this.#nextDelivery < clock || this.#events.nextClock < clock) {
      const event = this.#takeNext();
      if (event === null) this.#deliver();
      else this.#do(event);
    }
  }

  /** The next own event; null where a market event reaches the strategy first. */
  #takeNext(): OwnEvent | null {
    const events = this.#events;
    if (events.nextClock > this.#nextDelivery) return null;
    return events.nextClock === this.#nextDelivery && events.nextRank > DELIVERY ? null : events.take();
  }

  #do(event: OwnEvent): void {
    this.#guard.check(event.clock);
    this.#advance(event.clock);
    event.happen();
  }

  #advance(clock: number): void {
    if (clock > this.#nextSample) this.#sample(clock);
    this.#now = clock;
  }

  /** Takes the samples of all times before a clock. */
  #sample(clock: number): void {
    this.#sampler.advance(this.#clock.timestampOf(clock), this.#exchange.account.equity);
    this.#nextSample = this.#clock.ofMs(this.#sampler.nextTime);
  }

  #happen(chunk: MarketChunk, event: number): void {
    const instrument = chunk.instruments[event]!;
    const row = chunk.rows[event]!;
    if (chunk.kinds[event] === BOOK) {
      this.#exchange.onBook(instrument, chunk.books, row, this.#clock.timestampOf(chunk.clocks[event]!));
    } else this.#exchange.onTrade(instrument, chunk.trades, row);
    if (this.#nextDelivery === Number.POSITIVE_INFINITY) this.#nextDelivery = chunk.clocks[event]! + this.#feedNs;
  }

  /** The next market event reaches the strategy. */
  #deliver(): void {
    const chunk = this.#backlog[0]!;
    const event = this.#delivered++;
    this.#advance(this.#nextDelivery);
    const instrument = chunk.instruments[event]!;
    this.#markets[instrument]!.deliver(chunk, event);
    this.#context.instrument = instrument;
    if (chunk.kinds[event] === BOOK) this.#strategy.onBook?.(this.#context);
    else this.#strategy.onTrade?.(this.#context);
    this.#planDelivery();
  }

  #planDelivery(): void {
    if (this.#backlog.length > 1 && this.#delivered === this.#backlog[0]!.count) {
      this.#backlog.shift();
      this.#delivered = 0;
    }
    const [chunk, later] = this.#backlog;
    const isWaiting = later !== undefined || this.#delivered < this.#happened;
    this.#nextDelivery = isWaiting ? chunk!.clocks[this.#delivered]! + this.#feedNs : Number.POSITIVE_INFINITY;
  }

  #ring(key: number): void {
    this.#context.instrument = 0;
    this.#strategy.onTimer?.(this.#context, key);
  }

  #makeDesk(): OrderDesk {
    const { instruments, latency } = this.#options;
    return new OrderDesk({
      venues: this.#exchange.venues,
      instruments,
      latency,
      clock: this.#clock,
      events: this.#events,
      log: this.#orders,
      onKnownEnd: (order, instrument) => this.#markets[instrument]!.removeOrder(order),
      onKnown: (order, instrument) => {
        this.#context.instrument = instrument;
        this.#strategy.onOrder?.(this.#context, order);
      },
      onKnownFill: (fill, instrument, position) => {
        this.#markets[instrument]!.position = position;
        this.#context.instrument = instrument;
        if (this.#strategy.onFill !== undefined) this.#strategy.onFill(this.#context, this.#fills.at(fill));
      },
    });
  }

  #makeContext(): SimulationContext {
    return new SimulationContext({
      instruments: this.#options.instruments,
      markets: this.#markets,
      now: () => this.#clock.timestampOf(this.#now),
      send: (sign, request, instrument) => {
        const order = this.#desk.send(sign, request, instrument, this.#now);
        this.#markets[instrument]!.addOrder(order);
        return order.id;
      },
      amend: (orderId, amendment) => this.#desk.amend(orderId, amendment, this.#now),
      cancel: (orderId) => this.#desk.cancel(orderId, this.#now),
      setTimer: (timestamp, key) => {
        const clock = Math.max(this.#now, this.#clock.ofMs(timestamp));
        this.#events.add({ clock, rank: TIMER, happen: () => this.#ring(key) });
      },
    });
  }
}
