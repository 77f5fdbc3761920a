import type { Market } from '@orderflow/backtest';
import {
  type BacktestStrategy,
  DEFAULT_CONFIGURATION,
  type Feature,
  OrderflowError,
  type Strategy,
} from '@orderflow/core';
import { tradeAlerts } from '../backtesting/alert-strategy.ts';
import { escapeControls, printable } from '../output/printable.ts';
import type { CallbackClock } from './callback-clock.ts';
import type { FileParameters } from './file-parameters.ts';
import { GuardedStrategy } from './guarded-strategy.ts';
import { GuardedTradingStrategy } from './guarded-trading-strategy.ts';
import type { ParameterReads } from './parameter-reads.ts';
import { StrategyExport } from './strategy-export.ts';
import { CALLBACKS, describeMistaken, mistakenCallbacks, type StrategyParts } from './trading-callbacks.ts';
import type { UserCode } from './user-code.ts';

const WHAT_TO_EXPORT = 'a trading strategy object, a class, or a function that takes the parameters and returns one';
const FEATURES: readonly unknown[] = ['obi', 'cvd', 'ofi', 'weightedMid'] satisfies Feature[];

/** Who is told of a strategy file what of it runs, what it reads, and what is doubtful about it. */
export interface FileListeners {
  /** Told what code of the file runs; null where nobody waits for its end. */
  readonly clock: CallbackClock | null;
  /** Told which parameters are read. */
  readonly reads: ParameterReads;
  /** Told each doubt once. */
  readonly warn: (message: string) => void;
}

/**
 * A user's trading strategies, from a file in any folder, without a build. The file exports `strategy`: a
 * `BacktestStrategy` object, a class of them, or a function that makes one; class and function are given the parameters
 * and the market that is going to be played. Or it exports a strategy that looks at books, as `analyze` takes it, whose
 * alerts are traded: class and function are given the settings, with the parameters in their place.
 */
export class TradingStrategyFile {
  readonly #export: StrategyExport;
  readonly #clock: CallbackClock | null;
  readonly #reads: ParameterReads;
  readonly #warn: FileListeners['warn'];
  /** Those that were told. */
  readonly #doubts = new Set<string>();

  /**
   * Takes a file, at an absolute path.
   * @throws StrategyFileError where it cannot be a strategy's.
   */
  constructor(file: string, { clock, reads, warn }: FileListeners) {
    this.#clock = clock;
    this.#reads = reads;
    this.#warn = warn;
    this.#export = new StrategyExport(file, WHAT_TO_EXPORT);
  }

  /**
   * Makes strategies with these parameters that share no state with those that were made before.
   * @throws StrategyFileError, when it is called, for whatever is wrong with the file, naming file and line; the strategy
   * throws the same where its own callbacks throw. `bad-argument` for parameters of an object, which is given none.
   */
  maker(parameters: FileParameters): (market: Market) => Promise<BacktestStrategy> {
    const watched = new WeakMap<Market, Promise<() => BacktestStrategy>>();
    return async (market) => {
      const known = watched.get(market);
      if (known !== undefined) return (await known)();
      const { strategy, error } = await this.#tryLoad([this.#reads.watch(parameters), market]);
      if (error === null && !looksAtBooks(strategy)) return this.#guard(strategy, parameters);
      const prepared = this.#tradeAlerts(parameters, market, error);
      watched.set(market, prepared);
      return (await prepared)();
    };
  }

  #guard(strategy: unknown, parameters: FileParameters): BacktestStrategy {
    const complaint = complaintAbout(strategy);
    if (complaint !== null) throw this.#export.refuse(complaint);
    const [parameter] = Object.keys(parameters);
    if (parameter !== undefined && !this.#export.takesInputs) throw this.#refuseParameter(parameter);
    for (const name of mistakenCallbacks(strategy as StrategyParts)) this.#doubt(name);
    return new GuardedTradingStrategy(strategy as BacktestStrategy, this.#export.modules, this.#clock);
  }

  /** A look at all books of a market, by what the file makes of the settings; what went wrong before says why else. */
  async #tradeAlerts(parameters: FileParameters, market: Market, before: unknown): Promise<() => BacktestStrategy> {
    const settings = this.#reads.watch({ ...DEFAULT_CONFIGURATION, ...parameters });
    const { strategy, error } = await this.#tryLoad([settings]);
    if (error !== null || !looksAtBooks(strategy)) throw before ?? error;
    const guarded = new GuardedStrategy(strategy, this.#export.modules);
    const watcher: Strategy = {
      ...{ name: guarded.name, reads: guarded.reads, withTradeIds: guarded.withTradeIds },
      onBooktick: (book) => this.#timed('onBooktick', () => guarded.onBooktick(book)),
      finish: () => this.#timed('finish', () => guarded.finish()),
    };
    return tradeAlerts(watcher, this.#reads.watch(parameters), market);
  }

  #doubt(callback: string): void {
    if (this.#doubts.has(callback)) return;
    this.#doubts.add(callback);
    const place = this.#export.modules.placeOfText(new RegExp(`\\b${callback}\\b`));
    this.#warn(`${escapeControls(place)}: 'strategy' ${describeMistaken(callback)}`);
  }

  #refuseParameter(name: string): OrderflowError {
    const place = this.#export.placeOfExport();
    return new OrderflowError(
      'bad-argument',
      `--param ${name}: ${place}: 'strategy' is an object, which is given no parameters; export a function of them`,
    );
  }

  async #tryLoad(inputs: readonly unknown[]): Promise<{ readonly strategy: unknown; readonly error: unknown }> {
    try {
      const load = () => this.#export.make(inputs, { isFresh: true });
      return { strategy: await this.#timed('loading it', load), error: null };
    } catch (error) {
      return { strategy: null, error };
    }
  }

  async #timed<Result>(code: UserCode, run: () => Promise<Result>): Promise<Result> {
    const outer = this.#clock?.enter(code) ?? 0;
    try {
      return await run();
    } finally {
      this.#clock?.leave(outer);
    }
  }
}

/** Whether a strategy looks at books, as `analyze` has it, and has no callback of one that trades. */
function looksAtBooks(value: unknown): value is Strategy {
  if (typeof value !== 'object' || value === null) return false;
  const parts = value as StrategyParts;
  const isWatcher = [parts.onBooktick, parts.finish].every((method) => typeof method === 'function');
  return isWatcher && typeof parts.name === 'string' && CALLBACKS.every((callback) => parts[callback] === undefined);
}

function complaintAbout(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return `is ${value === null ? 'null' : `of type ${typeof value}`}`;
  const parts = value as StrategyParts;
  if (typeof parts.name !== 'string' || parts.name === '') return 'has no name, a text';
  const given = CALLBACKS.filter((callback) => parts[callback] !== undefined);
  const broken = given.find((callback) => typeof parts[callback] !== 'function');
  if (broken !== undefined) return `has ${broken}, but not as a method`;
  if (given.length === 0) {
    return `has none of the callbacks ${CALLBACKS.join(', ')}${hintOf(parts)}`;
  }
  return complaintAboutFeatures(parts.features);
}

/** What it has in place of callbacks. */
function hintOf(parts: StrategyParts): string {
  if (typeof parts.onBooktick === 'function') return ' (it has onBooktick, but no finish)';
  const mistaken = mistakenCallbacks(parts);
  return mistaken.length === 0 ? '' : ` (it has ${printable(mistaken.join(', '))})`;
}

function complaintAboutFeatures(features: unknown): string | null {
  if (features === undefined) return null;
  const isKnown = Array.isArray(features) && features.every((feature) => FEATURES.includes(feature));
  return isKnown ? null : `has features other than a list of ${FEATURES.join(', ')}`;
}
