import type { Market } from '@orderflow/backtest';
import type { BacktestStrategy, Feature } from '@orderflow/core';
import type { CallbackClock } from './callback-clock.ts';
import { GuardedTradingStrategy } from './guarded-trading-strategy.ts';
import { StrategyExport } from './strategy-export.ts';

const WHAT_TO_EXPORT = 'a trading strategy object, a class, or a function that takes the parameters and returns one';
const CALLBACKS = ['onStart', 'onBook', 'onTrade', 'onFill', 'onOrder', 'onTimer', 'onEnd'] as const;
const FEATURES: readonly unknown[] = ['obi', 'cvd', 'ofi', 'weightedMid'] satisfies Feature[];

/** Parameters of a user's strategy: numbers where they read as such. */
export type FileParameters = Readonly<Record<string, number | string>>;

/**
 * A user's trading strategies, from a file in any folder, without a build. The file exports `strategy`: a
 * `BacktestStrategy` object, a class of them, or a function that makes one; class and function are given the parameters
 * and the market that is going to be played.
 */
export class TradingStrategyFile {
  readonly #export: StrategyExport;
  readonly #clock: CallbackClock | null;

  /**
   * Takes a file, at an absolute path; `clock` is told what of it runs.
   * @throws StrategyFileError where it cannot be a strategy's.
   */
  constructor(file: string, clock: CallbackClock | null = null) {
    this.#clock = clock;
    this.#export = new StrategyExport(file, WHAT_TO_EXPORT);
  }

  /**
   * A strategy that shares no state with one that was made before.
   * @throws StrategyFileError for whatever is wrong with the file, naming file and line; the strategy throws the same
   * where its own callbacks throw.
   */
  async make(parameters: FileParameters, market: Market): Promise<BacktestStrategy> {
    const strategy = await this.#load([parameters, market]);
    const complaint = complaintAbout(strategy);
    if (complaint !== null) throw this.#export.refuse(complaint);
    return new GuardedTradingStrategy(strategy as BacktestStrategy, this.#export.modules, this.#clock);
  }

  async #load(inputs: readonly unknown[]): Promise<unknown> {
    const outer = this.#clock?.enter('loading it') ?? 0;
    try {
      return await this.#export.make(inputs, { isFresh: true });
    } finally {
      this.#clock?.leave(outer);
    }
  }
}

function complaintAbout(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return `is ${value === null ? 'null' : `of type ${typeof value}`}`;
  const parts = value as Readonly<Record<string, unknown>>;
  if (typeof parts.name !== 'string' || parts.name === '') return 'has no name, a text';
  const given = CALLBACKS.filter((callback) => parts[callback] !== undefined);
  const broken = given.find((callback) => typeof parts[callback] !== 'function');
  if (broken !== undefined) return `has ${broken}, but not as a method`;
  if (given.length === 0) {
    const hint = typeof parts.onBooktick === 'function' ? ' (onBooktick is for orderflow analyze)' : '';
    return `has none of the callbacks ${CALLBACKS.join(', ')}${hint}`;
  }
  return complaintAboutFeatures(parts.features);
}

function complaintAboutFeatures(features: unknown): string | null {
  if (features === undefined) return null;
  const isKnown = Array.isArray(features) && features.every((feature) => FEATURES.includes(feature));
  return isKnown ? null : `has features other than a list of ${FEATURES.join(', ')}`;
}
