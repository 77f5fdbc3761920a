import { type BacktestStrategy, OrderflowError } from '@orderflow/core';
import { CVD_DIVERGENCE_DEFAULTS, makeCvdDivergence } from './cvd-divergence/cvd-divergence.ts';
import { makeObiMarketMaker, OBI_MARKET_MAKER_DEFAULTS } from './obi-market-maker/obi-market-maker.ts';
import { makeObiTaker, OBI_TAKER_DEFAULTS } from './obi-taker/obi-taker.ts';

/** Parameters of a strategy, by name. */
export type StrategyParameters = Readonly<Record<string, number>>;

interface TradingStrategyKind {
  /** Rises whenever it decides otherwise than before. */
  readonly version: number;
  readonly defaults: StrategyParameters;
  readonly make: (parameters: StrategyParameters) => BacktestStrategy;
}

const KINDS: Readonly<Record<string, TradingStrategyKind>> = {
  'obi-taker': { version: 1, defaults: { ...OBI_TAKER_DEFAULTS }, make: makeObiTaker },
  'obi-market-maker': { version: 1, defaults: { ...OBI_MARKET_MAKER_DEFAULTS }, make: makeObiMarketMaker },
  'cvd-divergence': { version: 1, defaults: { ...CVD_DIVERGENCE_DEFAULTS }, make: makeCvdDivergence },
};

/** The names that `makeTradingStrategy` knows. */
export const TRADING_STRATEGY_NAMES: readonly string[] = Object.keys(KINDS);

/**
 * What a shipped trading strategy goes by unless told otherwise.
 * @throws OrderflowError `bad-strategy` for an unknown name.
 */
export function parametersOf(name: string): StrategyParameters {
  return kindOf(name).defaults;
}

/**
 * Name and version of a shipped trading strategy's code: the version rises whenever it decides otherwise than before.
 * @throws OrderflowError `bad-strategy` for an unknown name.
 */
export function codeVersionOf(name: string): string {
  return `${name} ${kindOf(name).version}`;
}

/**
 * A shipped trading strategy in fresh state; `parameters` stand in for its defaults.
 * @throws OrderflowError `bad-strategy` for an unknown name, `bad-argument` for a parameter that it has not or that is
 * out of bounds.
 */
export function makeTradingStrategy(name: string, parameters: StrategyParameters = {}): BacktestStrategy {
  const { defaults, make } = kindOf(name);
  const unknown = Object.keys(parameters).find((parameter) => !Object.hasOwn(defaults, parameter));
  if (unknown !== undefined) {
    const known = Object.keys(defaults).join(', ');
    throw new OrderflowError('bad-argument', `${name} has no parameter '${unknown.slice(0, 80)}'; it has ${known}`);
  }
  return make(parameters);
}

function kindOf(name: string): TradingStrategyKind {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind !== undefined) return kind;
  throw new OrderflowError(
    'bad-strategy',
    `unknown strategy '${name.slice(0, 80)}': choose one of ${TRADING_STRATEGY_NAMES.join(', ')}, or name a file such as ./my-strategy.ts`,
  );
}
