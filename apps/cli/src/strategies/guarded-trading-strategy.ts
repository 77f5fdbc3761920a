import type { BacktestContext, BacktestStrategy, Feature, FillView, OrderView } from '@orderflow/core';
import type { CallbackClock } from './callback-clock.ts';
import { StrategyFileError } from './strategy-file-error.ts';
import type { UserCode } from './user-code.ts';
import type { UserModules } from './user-modules.ts';

/** A user's strategy that trades: its errors name their file and line, and what it starts must end at once. */
export class GuardedTradingStrategy implements BacktestStrategy {
  readonly name: string;
  readonly features: readonly Feature[];
  readonly #strategy: BacktestStrategy;
  readonly #modules: UserModules;
  readonly #clock: CallbackClock | null;

  constructor(strategy: BacktestStrategy, modules: UserModules, clock: CallbackClock | null) {
    this.name = strategy.name;
    this.features = strategy.features ?? [];
    this.#strategy = strategy;
    this.#modules = modules;
    this.#clock = clock;
  }

  onStart(context: BacktestContext): void {
    this.#call('onStart', () => this.#strategy.onStart?.(context));
  }

  onBook(context: BacktestContext): void {
    this.#call('onBook', () => this.#strategy.onBook?.(context));
  }

  onTrade(context: BacktestContext): void {
    this.#call('onTrade', () => this.#strategy.onTrade?.(context));
  }

  onFill(context: BacktestContext, fill: FillView): void {
    this.#call('onFill', () => this.#strategy.onFill?.(context, fill));
  }

  onOrder(context: BacktestContext, order: OrderView): void {
    this.#call('onOrder', () => this.#strategy.onOrder?.(context, order));
  }

  onTimer(context: BacktestContext, key: number): void {
    this.#call('onTimer', () => this.#strategy.onTimer?.(context, key));
  }

  onEnd(context: BacktestContext): void {
    this.#call('onEnd', () => this.#strategy.onEnd?.(context));
  }

  #call(callback: UserCode, run: () => unknown): void {
    const outer = this.#clock?.enter(callback) ?? 0;
    let result: unknown;
    try {
      result = run();
    } catch (error) {
      throw this.#modules.explain(error, `${callback} failed`);
    } finally {
      this.#clock?.leave(outer);
    }
    if (result instanceof Promise) throw this.#refusePromise(callback, result);
  }

  /** What it would do later, it would do at no time of the market. */
  #refusePromise(callback: string, promise: Promise<unknown>): StrategyFileError {
    promise.catch(() => undefined);
    const place = this.#modules.placeOfText(new RegExp(`\\b${callback}\\b`));
    return new StrategyFileError(`${place}: ${callback} returns a promise; a callback ends before time goes on`);
  }
}
